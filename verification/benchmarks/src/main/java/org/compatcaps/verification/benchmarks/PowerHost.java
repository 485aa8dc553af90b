// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Initramfs;
import org.compatcaps.verification.powerhost.Table;

/**
 * Measures the backends over one another in the emulated POWER host, on the real query; nothing else means anything there.
 * Started by the script {@code run}.
 */
public final class PowerHost {

    /** Ten times what it takes on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(40);

    private PowerHost() {}

    /**
     * Measures.
     *
     * @param args the parts of the POWER host, the directory of the build, the directory for output, {@code full} or
     *     {@code short}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path parts = Path.of(args[0]);
        Path target = Path.of(args[1]);
        Path work = Files.createDirectories(Path.of(args[2]));
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
                    Map.of("classes", target.resolve("classes"), "jars", target.resolve("lib")));
            Boot boot = new Boot(
                    "pseries,x-vof=on,cap-nested-hv=on", "power10", List.of(), initramfs, " LENGTH=" + args[3]);
            output = new Emulator(parts, LIMIT).boot(boot, log);
        } finally {
            Files.deleteIfExists(initramfs);
        }
        if (!output.complete()) {
            throw new IOException(output.problem() + "; serial log in " + log);
        }
        String table = table(output, log);
        Files.writeString(work.resolve("power-host.md"), table);
        System.out.print("\n" + table);
    }

    private static String table(GuestOutput output, Path log) throws IOException {
        Map<String, Double> ffm = nanoseconds(output, "ffm", log);
        Map<String, Double> jna = nanoseconds(output, "jna", log);
        Map<String, Double> jnr = nanoseconds(output, "jnr", log);
        List<List<String>> rows = new ArrayList<>();
        for (Operation operation : Operation.ALL) {
            double base = ffm.get(operation.name());
            rows.add(List.of(
                    operation.words(),
                    String.format(Locale.ROOT, "%,.1f us", base / 1e3),
                    String.format(Locale.ROOT, "%.2f", jna.get(operation.name()) / base),
                    String.format(Locale.ROOT, "%.2f", jnr.get(operation.name()) / base)));
        }
        return Table.render(List.of("on the emulated POWER host", "ffm", "jna over ffm", "jnr over ffm"), rows);
    }

    private static Map<String, Double> nanoseconds(GuestOutput output, String backend, Path log) throws IOException {
        GuestOutput.Command command = output.ended(backend)
                .orElseThrow(() -> new IOException(backend + " did not end; serial log in " + log));
        if (command.exitStatus() != 0) {
            throw new IOException(backend + " ended with " + command.exitStatus() + ": " + command.err());
        }
        Map<String, Double> least = Operation.least(command.out(), 2);
        if (least.size() != Operation.ALL.size()) {
            throw new IOException(backend + " measured only " + least.keySet() + "; serial log in " + log);
        }
        return least;
    }
}
