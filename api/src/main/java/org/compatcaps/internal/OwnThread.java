// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

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
public final class OwnThread {

    private OwnThread() {}

    /**
     * Runs the work and waits for it, even if the caller is interrupted meanwhile; the interrupt status is kept.
     *
     * @param loader the context class loader of the thread
     * @param work the work, which throws nothing but errors of the JVM; they are rethrown here
     */
    public static void run(ClassLoader loader, Runnable work) {
        FutureTask<?> task = new FutureTask<>(work, null);
        start(loader, task);
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

    private static void start(ClassLoader loader, Runnable task) {
        // Privileged, so that the thread does not inherit the protection domains of the callers.
        Thread thread = Runtime.version().feature() >= 24
                ? newThread(task)
                : AccessController.doPrivileged((PrivilegedAction<Thread>) () -> newThread(task));
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
    }

    private static Thread newThread(Runnable task) {
        return new Thread(null, task, "compatcaps", 0, false);
    }
}
