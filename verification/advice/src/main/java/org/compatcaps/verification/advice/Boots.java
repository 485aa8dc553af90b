// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;

/** Boots hosts, two at a time, in the order in which they are added. */
final class Boots implements AutoCloseable {
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Map<String, Future<GuestOutput>> outputs = new HashMap<>();
    private final Emulator emulator;
    private final Path work;

    Boots(Emulator emulator, Path work) {
        this.emulator = emulator;
        this.work = work;
    }

    /**
     * Adds a boot.
     *
     * @param sources the names of boots, added before, that end before this one begins
     */
    void add(String name, Boot boot, List<String> sources) {
        add(name, () -> {
            for (String source : sources) {
                output(source);
            }
            return boot(name, boot);
        });
    }

    void add(String name, Callable<GuestOutput> boot) {
        outputs.put(name, executor.submit(boot));
    }

    /** Boots a host, and prints when it begins and ends. */
    GuestOutput boot(String name, Boot boot) throws IOException, InterruptedException {
        System.out.println("advice: " + name + ": booting");
        long started = System.nanoTime();
        Path log = work.resolve(name + ".log");
        GuestOutput output = emulator.boot(boot, log);
        System.out.printf(
                Locale.ROOT,
                "advice: %s: %s, %.0f seconds%n",
                name,
                output.complete() ? "done" : output.problem() + ", serial log in " + log,
                (System.nanoTime() - started) / 1e9);
        return output;
    }

    /** Waits for the end of a boot and returns its output, which is empty if the emulator failed. */
    GuestOutput output(String name) throws InterruptedException {
        try {
            return outputs.get(name).get();
        } catch (ExecutionException e) {
            System.out.println("advice: " + name + ": " + e.getCause());
            return GuestOutput.parse("");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
