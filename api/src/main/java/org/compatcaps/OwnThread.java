// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs one-time initialization on a dedicated thread, so that the caller's class loader can be unloaded. On the caller's
 * thread, two things would refer to it for ever: a stored exception, by the classes of all methods on the stack; and a thread
 * that is started (JNA and jnr-ffi start some), by the context class loader, the inheritable thread locals and, before
 * Java 24, the protection domains of all classes on the stack.
 */
final class OwnThread {

    private OwnThread() {}

    /** Waits for the work, which throws nothing but errors of the JVM, and rethrows them. Keeps the caller's interrupt status. */
    static void run(ClassLoader loader, Runnable work) {
        FutureTask<?> task = new FutureTask<>(work, null);
        Thread thread = newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw (Error) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread newThread(Runnable task) {
        if (Runtime.version().feature() >= 24) {
            return new Thread(null, task, "compatcaps", 0, false);
        }
        // Privileged, so that the thread does not inherit the protection domains of the callers.
        PrivilegedAction<Thread> action = () -> new Thread(null, task, "compatcaps", 0, false);
        return AccessController.doPrivileged(action);
    }
}
