// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Does once, on a thread of its own, what leaves something behind for as long as the SDK is loaded. On the caller's thread it
 * would keep the class loader of the application that happened to ask first, and an application server could not unload it:
 *
 * <ul>
 *   <li>An exception that is kept has the classes of all methods that were on the stack, not just their names.
 *   <li>A thread that is started (JNA and jnr-ffi start some) takes over the context class loader, the inheritable thread
 *       locals and, before Java 24, the protection domains of all classes on the stack.
 * </ul>
 */
public final class OwnThread {

    private OwnThread() {}

    /**
     * Waits for the work to be done, also if the caller is interrupted meanwhile; the interruption is not lost.
     *
     * @param <T> what comes out
     * @param owner whose class loader is the context class loader
     * @param work the work; what it throws is thrown here
     * @return what came out
     */
    public static <T> T call(Class<?> owner, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = Runtime.version().feature() < 24 ? BeforeJava24.newThread(task) : newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(owner.getClassLoader());
        thread.start();
        return resultOf(task);
    }

    private static Thread newThread(Runnable task) {
        return new Thread(null, task, "compatcaps", 0, false);
    }

    /** A class of its own, because the JDK's classes that it needs are going to be removed. */
    private static final class BeforeJava24 {

        /** Privileged, so that the thread inherits the SDK's protection domain and not those of its callers. */
        static Thread newThread(Runnable task) {
            PrivilegedAction<Thread> action = () -> OwnThread.newThread(task);
            return AccessController.doPrivileged(action);
        }
    }

    private static <T> T resultOf(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            // A supplier throws nothing else than these.
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
