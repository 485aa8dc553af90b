// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OwnThreadTest {

    private static void run(Runnable work) {
        OwnThread.run(OwnThread.class.getClassLoader(), work);
    }

    @Test
    void threadInheritsNothingFromTheCaller() {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("the caller's");
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        caller.setContextClassLoader(new ClassLoader() {});
        Thread[] thread = new Thread[1];
        String[] inherited = new String[1];
        ClassLoader[] loader = new ClassLoader[1];
        try {
            run(() -> {
                thread[0] = Thread.currentThread();
                inherited[0] = inheritable.get();
                loader[0] = thread[0].getContextClassLoader();
            });
        } finally {
            caller.setContextClassLoader(before);
            inheritable.remove();
        }
        assertNotSame(caller, thread[0]);
        assertTrue(thread[0].isDaemon());
        assertEquals("compatcaps", thread[0].getName());
        assertNull(inherited[0]);
        assertSame(OwnThread.class.getClassLoader(), loader[0]);
        assertFalse(Thread.interrupted());
    }

    @Test
    void exceptionDoesNotReferToTheCallersStack() {
        Throwable[] made = new Throwable[1];
        run(() -> made[0] = new IllegalStateException());
        for (StackTraceElement element : made[0].getStackTrace()) {
            assertFalse(element.getMethodName().equals("exceptionDoesNotReferToTheCallersStack"), element.toString());
        }
    }

    @Test
    void errorIsRethrown() {
        OutOfMemoryError error = new OutOfMemoryError("not really");
        assertSame(
                error,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> run(() -> {
                            throw error;
                        })));
    }

    @Test
    void interruptedCallerWaitsAndStaysInterrupted() {
        Thread caller = Thread.currentThread();
        OutOfMemoryError error = new OutOfMemoryError("not really");
        caller.interrupt();
        OutOfMemoryError thrown = assertThrows(
                OutOfMemoryError.class,
                () -> run(() -> {
                    // Wait until the waiting caller has noticed the interrupt.
                    while (caller.isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    throw error;
                }));
        assertTrue(Thread.interrupted());
        assertSame(error, thrown);
    }
}
