// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
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
 *
 * <p>This is on the way to the first answer, and so without lambdas and {@code FutureTask}: setting those up would take the
 * JVM longer than all the rest of it.
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
        Task<T> task = new Task<>(work);
        Thread thread = Runtime.version().feature() < 24 ? BeforeJava24.newThread(task) : newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(owner.getClassLoader());
        thread.start();
        waitFor(thread);
        return task.result();
    }

    private static Thread newThread(Runnable task) {
        return new Thread(null, task, "compatcaps", 0, false);
    }

    private static void waitFor(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done on the thread. Its end makes the outcome visible to whoever waited for it. */
    private static final class Task<T> implements Runnable {

        private final Supplier<T> work;
        private T result;
        private RuntimeException exception;
        private Error error;

        Task(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                result = work.get();
            } catch (RuntimeException e) {
                exception = e;
            } catch (Error e) {
                error = e;
            }
        }

        T result() {
            if (exception != null) {
                throw exception;
            }
            if (error != null) {
                throw error;
            }
            return result;
        }
    }

    /** A class of its own, because the JDK's classes that it needs are going to be removed. */
    private static final class BeforeJava24 implements PrivilegedAction<Thread> {

        private final Runnable task;

        private BeforeJava24(Runnable task) {
            this.task = task;
        }

        /** Privileged, so that the thread inherits the SDK's protection domain and not those of its callers. */
        static Thread newThread(Runnable task) {
            return AccessController.doPrivileged(new BeforeJava24(task));
        }

        @Override
        public Thread run() {
            return OwnThread.newThread(task);
        }
    }
}
