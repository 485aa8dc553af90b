// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.limits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;

/** Queries this host when the process cannot start another thread, and again when it can. Prints a line for each. */
final class AtThreadLimit {

    private static final int STACK_BYTES = 1 << 16;

    private AtThreadLimit() {}

    /** The argument: how many threads can still be started. */
    public static void main(String[] arguments) throws Exception {
        Deque<Thread> threads = new ArrayDeque<>();
        try {
            while (true) {
                Thread thread = new Thread(null, LockSupport::park, "filler", STACK_BYTES);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
        } catch (OutOfMemoryError e) {
            end(threads, Integer.parseInt(arguments[0]));
        }
        String first = query();
        end(threads, threads.size());
        String later = query();
        System.out.println(first);
        System.out.println(later);
    }

    private static void end(Deque<Thread> threads, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Thread thread = threads.remove();
            LockSupport.unpark(thread);
            thread.join();
        }
    }

    private static String query() {
        try {
            return CompatCaps.query().toString();
        } catch (CompatCapsException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
