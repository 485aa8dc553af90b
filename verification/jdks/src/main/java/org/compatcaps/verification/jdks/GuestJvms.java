// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Initramfs;

/** JVMs in the emulated POWER host: a partition of a POWER10, one boot for each version. */
final class GuestJvms implements Jvms {
    /** Some seven times of what the longest boot takes on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(50);

    private final Path parts;
    private final Path userSpace;
    private final Path jarDirectory;
    private final Jars jars;
    private final Path work;
    private final boolean keep;
    private final Emulator emulator;

    GuestJvms(Path parts, Path userSpace, Path jarDirectory, Jars jars, Path work, boolean keep) {
        this.parts = parts;
        this.userSpace = userSpace;
        this.jarDirectory = jarDirectory;
        this.jars = jars;
        this.work = work;
        this.keep = keep;
        emulator = new Emulator(parts, LIMIT);
    }

    @Override
    public List<Callable<Map<Cell, Output>>> tasks(List<Cell> cells) {
        Map<Integer, List<Cell>> byVersion = cells.stream()
                .collect(Collectors.groupingBy(cell -> cell.jdk.version, LinkedHashMap::new, Collectors.toList()));
        List<Callable<Map<Cell, Output>>> tasks = new ArrayList<>();
        // The newest first: they take longest, and no processor should idle at the end.
        byVersion.keySet().stream()
                .sorted((one, other) -> other - one)
                .forEach(version -> tasks.add(() -> boot(version, byVersion.get(version))));
        return tasks;
    }

    private Map<Cell, Output> boot(int version, List<Cell> cells) throws IOException, InterruptedException {
        String name = "java-" + version;
        Path list = work.resolve(name + ".cells");
        Path initramfs = work.resolve(name + ".cpio");
        Path log = work.resolve(name + ".log");
        GuestOutput output;
        try {
            Files.write(list, lines(cells));
            String directory = "usr/lib/jvm/" + name + "-openjdk-" + Architecture.PPC64LE.debian;
            Initramfs.write(
                    initramfs,
                    parts,
                    userSpace,
                    Pattern.compile("usr/lib/jvm/(?!" + name + "-).*"),
                    Initramfs.resource(GuestJvms.class, "questions"),
                    Map.of("matrix", jarDirectory, "cells", list));
            requireJdk(directory);
            System.out.println("jdks: " + Architecture.PPC64LE.column + " " + version + ": booting");
            Boot boot = new Boot("pseries,x-vof=on,cap-nested-hv=on", "power10", List.of(), initramfs, "");
            output = emulator.boot(boot, log);
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(initramfs);
        }
        if (!output.complete()) {
            System.out.println("jdks: " + Architecture.PPC64LE.column + " " + version + ": " + output.problem()
                    + "; serial log in " + log);
            return Map.of();
        }
        Map<Cell, Output> outputs = new LinkedHashMap<>();
        for (Cell cell : cells) {
            output.ended(cell.name())
                    .ifPresent(command -> outputs.put(
                            cell, new Output(command.out(), command.err(), command.exitStatus(), command.seconds())));
        }
        if (!keep) {
            Files.delete(log);
        }
        return outputs;
    }

    private void requireJdk(String directory) throws IOException {
        if (!Files.isExecutable(userSpace.resolve(directory).resolve("bin/java"))) {
            throw new IOException("no " + directory + " in " + userSpace);
        }
    }

    private List<String> lines(List<Cell> cells) {
        List<String> lines = new ArrayList<>();
        for (Cell cell : cells) {
            lines.add(cell.name() + " " + String.join(" ", cell.arguments(jars, "/matrix")));
        }
        return lines;
    }
}
