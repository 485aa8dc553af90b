// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Initramfs;

/** JVMs in the emulated POWER host: a partition of a POWER10, with one boot for each version. */
record GuestJvms(Path parts, Path root, Path jarDirectory, Jars jars, Path work, boolean keep) implements Jvms {

    /** Seven times what the longest boot takes on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(50);

    @Override
    public List<Callable<Map<Combination, Output>>> tasks(List<Combination> combinations) {
        // The newest first: they take longest, and no processor should idle at the end.
        Map<Integer, List<Combination>> byVersion = new TreeMap<>(Comparator.reverseOrder());
        combinations.forEach(one -> byVersion
                .computeIfAbsent(one.jdk().version(), any -> new ArrayList<>())
                .add(one));
        List<Callable<Map<Combination, Output>>> tasks = new ArrayList<>();
        byVersion.forEach((version, some) -> tasks.add(() -> boot(version, some)));
        return tasks;
    }

    private Map<Combination, Output> boot(int version, List<Combination> combinations)
            throws IOException, InterruptedException {
        String name = "java-" + version;
        String place = "jdks: " + Architecture.PPC64LE.label + " " + version + ": ";
        Path list = work.resolve(name + ".combinations");
        Path initramfs = work.resolve(name + ".cpio");
        Path log = work.resolve(name + ".log");
        GuestOutput output;
        try {
            Files.write(
                    list,
                    combinations.stream()
                            .map(one -> one.name() + " " + String.join(" ", one.arguments(jars, "/matrix")))
                            .toList());
            Path java = root.resolve(
                    Architecture.PPC64LE.java(combinations.get(0).jdk()).substring(1));
            if (!Files.isExecutable(java)) {
                throw new IOException("no " + java);
            }
            Initramfs.write(
                    initramfs,
                    parts,
                    root,
                    Pattern.compile("usr/lib/jvm/(?!" + name + "-).*"),
                    Initramfs.resource(GuestJvms.class, "questions"),
                    Map.of("matrix", jarDirectory, "combinations", list));
            System.out.println(place + "booting");
            Boot boot = new Boot("pseries,x-vof=on,cap-nested-hv=on", "power10", List.of(), initramfs, "");
            output = new Emulator(parts, LIMIT).boot(boot, log);
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(initramfs);
        }
        if (!output.complete()) {
            System.out.println(place + output.problem() + "; serial log in " + log);
            return Map.of();
        }
        Map<Combination, Output> outputs = new LinkedHashMap<>();
        for (Combination one : combinations) {
            output.ended(one.name())
                    .ifPresent(command ->
                            outputs.put(one, new Output(command.out(), command.err(), command.exitStatus())));
        }
        if (!keep) {
            Files.delete(log);
        }
        return outputs;
    }
}
