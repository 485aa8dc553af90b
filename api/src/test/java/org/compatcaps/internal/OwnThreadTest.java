// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Nothing of the caller's gets onto the thread but the work. */
class OwnThreadTest {

    @Test
    void theThreadTakesNothingOver() {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("the caller's");
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        ClassLoader application = new ClassLoader() {};
        caller.setContextClassLoader(application);
        try {
            Thread thread = OwnThread.call(OwnThread.class, () -> {
                assertNull(inheritable.get());
                assertSame(
                        OwnThread.class.getClassLoader(), Thread.currentThread().getContextClassLoader());
                assertTrue(Thread.currentThread().isDaemon());
                return Thread.currentThread();
            });
            assertNotSame(caller, thread);
            assertEquals("compatcaps", thread.getName());
            assertFalse(Thread.interrupted());
        } finally {
            caller.setContextClassLoader(before);
            inheritable.remove();
        }
    }

    @Test
    void anExceptionHasNothingOfTheCallersStack() {
        RuntimeException thrown = OwnThread.call(OwnThread.class, IllegalStateException::new);
        for (StackTraceElement element : thrown.getStackTrace()) {
            assertFalse(element.getMethodName().equals("anExceptionHasNothingOfTheCallersStack"), element.toString());
        }
    }

    @Test
    void whatIsThrownArrives() {
        IllegalStateException exception = new IllegalStateException();
        assertSame(
                exception,
                assertThrows(
                        IllegalStateException.class,
                        () -> OwnThread.call(OwnThread.class, () -> {
                            throw exception;
                        })));
        OutOfMemoryError error = new OutOfMemoryError("not really");
        assertSame(
                error,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> OwnThread.call(OwnThread.class, () -> {
                            throw error;
                        })));
    }

    @Test
    void anInterruptedCallerGetsTheResultAndStaysInterrupted() {
        Thread caller = Thread.currentThread();
        caller.interrupt();
        String result = OwnThread.call(OwnThread.class, () -> {
            // Until the caller has noticed while it waits.
            while (caller.isInterrupted()) {
                Thread.onSpinWait();
            }
            return "result";
        });
        assertTrue(Thread.interrupted());
        assertEquals("result", result);
    }
}
