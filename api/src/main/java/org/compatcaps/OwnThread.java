// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.UnavailableException;

/**
 * Runs one-time initialization on a dedicated thread, so that the caller's class loader can be unloaded. On the caller's
 * thread, two objects would refer to it permanently. A stored exception refers to the classes of all methods on the stack. A
 * thread that JNA or jnr-ffi starts inherits the context class loader and the inheritable thread locals. Before Java 24, it
 * also inherits the protection domains of all classes on the stack.
 */
final class OwnThread {

    private static final int THREADS_OF_LIBRARIES = 3;

    private OwnThread() {}

    /**
     * Runs the work, waits for it, and rethrows its error. The work throws only errors of the JVM. The caller's interrupt
     * status is kept.
     *
     * @throws OutOfMemoryError also if the thread cannot be started, see {@link #limit}
     */
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

    /**
     * Throws an {@link OutOfMemoryError} if a binding library could not start its threads. Inside the library, this error
     * would make classes unusable permanently. JNA starts a process, a thread of the JDK that waits for it, and one more
     * thread; jnr-ffi starts one.
     */
    static void requireThreadsOfLibraries() {
        Thread[] threads = new Thread[THREADS_OF_LIBRARIES];
        try {
            for (int i = 0; i < threads.length; i++) {
                threads[i] = newThread(LockSupport::park);
                threads[i].setDaemon(true);
                threads[i].start();
            }
        } finally {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
            }
        }
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                Thread.yield();
            }
        }
    }

    /** Returns the reason if a limit prevented a thread from starting. Rethrows the error if memory is the cause. */
    static UnavailableException limit(OutOfMemoryError e) {
        // HotSpot: unable to create native thread. OpenJ9: Failed to create a thread.
        if (!String.valueOf(e.getMessage()).contains("thread")) {
            throw e;
        }
        UnavailableException reason = new UnavailableException(
                BackendProblem.THREAD_LIMIT,
                "needs threads, and this process cannot start another. Raise its limit (ulimit -u, or pids.max of the cgroup), or"
                        + " retry when fewer threads run");
        reason.initCause(e);
        return reason;
    }

    private static Thread newThread(Runnable task) {
        if (Runtime.version().feature() >= 24) {
            return new Thread(null, task, "compatcaps", 0, false);
        }
        // Privileged, so that the thread does not inherit the callers' protection domains.
        PrivilegedAction<Thread> action = () -> new Thread(null, task, "compatcaps", 0, false);
        return AccessController.doPrivileged(action);
    }
}
