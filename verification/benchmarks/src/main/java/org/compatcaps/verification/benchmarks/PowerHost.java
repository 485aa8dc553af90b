// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Initramfs;

/**
 * The short form in the emulated POWER host, on the real query: only what the backends take over one another means anything
 * there.
 *
 * <p>Started by the script {@code run}, which builds, and knows the paths.
 */
public final class PowerHost {

    private static final List<String> BACKENDS = List.of("ffm", "jna", "jnr");

    /** Some ten times of what it takes on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(40);

    private PowerHost() {}

    /**
     * Measures.
     *
     * @param args the parts of the POWER host, the directory of what is built, the directory for output, {@code full} or
     *     {@code short}
     * @throws Exception if anything could not be measured
     */
    public static void main(String[] args) throws Exception {
        Path parts = Path.of(args[0]);
        Path target = Path.of(args[1]);
        Path work = Path.of(args[2]);
        Files.createDirectories(work);
        Path initramfs = work.resolve("initramfs.cpio");
        Path log = work.resolve("power-host.log");
        Main.say("in the POWER host: booting");
        GuestOutput output;
        try {
            Initramfs.write(
                    initramfs,
                    parts,
                    parts.resolve("guest"),
                    Initramfs.NONE,
                    Initramfs.resource(PowerHost.class, "questions"),
                    Map.of("classes", target.resolve("classes"), "lib", target.resolve("lib")));
            Boot boot = new Boot(
                    "pseries,x-vof=on,cap-nested-hv=on", "power10", List.of(), initramfs, " LENGTH=" + args[3]);
            output = new Emulator(parts, LIMIT).boot(boot, log);
        } finally {
            Files.deleteIfExists(initramfs);
        }
        if (!output.complete()) {
            throw new IOException(output.problem() + "; serial log in " + log);
        }
        String table = table(results(output, log));
        Files.writeString(work.resolve("power-host.md"), table);
        System.out.print("\n" + table);
    }

    private static Map<String, Map<String, Double>> results(GuestOutput output, Path log) throws IOException {
        Map<String, Map<String, Double>> results = new LinkedHashMap<>();
        for (String backend : BACKENDS) {
            GuestOutput.Command command = output.ended(backend)
                    .orElseThrow(() -> new IOException(backend + " did not end; serial log in " + log));
            if (command.exitStatus() != 0) {
                throw new IOException(backend + " ended with " + command.exitStatus() + ": " + command.err());
            }
            Map<String, Double> times = new LinkedHashMap<>();
            for (String line : command.out().lines().toList()) {
                String[] words = line.split("\t");
                times.put(words[0], Double.parseDouble(words[1]));
            }
            for (Operation operation : Operation.values()) {
                if (!times.containsKey(operation.key())) {
                    throw new IOException(backend + " has no " + operation.key() + ": " + command.out());
                }
            }
            results.put(backend, times);
        }
        return results;
    }

    static String table(Map<String, Map<String, Double>> results) {
        List<String> lines = new ArrayList<>();
        lines.add("| on the emulated POWER host | ffm | jna over ffm | jnr over ffm |");
        lines.add("| --- | --- | --- | --- |");
        for (Operation operation : Operation.values()) {
            String key = operation.key();
            double ffm = results.get("ffm").get(key);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %,.1f us | %.2f | %.2f |",
                    operation.words(),
                    ffm / 1e3,
                    results.get("jna").get(key) / ffm,
                    results.get("jnr").get(key) / ffm));
        }
        return String.join("\n", lines) + "\n";
    }
}
