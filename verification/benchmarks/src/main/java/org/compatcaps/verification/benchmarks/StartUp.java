// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compatcaps.verification.benchmarks.Report.Unit;
import org.compatcaps.verification.benchmarks.start.Alone;

/**
 * From the start of a JVM to its end with the first answer: programs that are started again and again, in turn, each over the
 * empty program of the same round, JVM and default settings.
 */
final class StartUp {

    private final Jars jars;
    private final CProgram calls;
    private final List<Jvm> jvms;
    private final int rounds;
    private final Path work;
    private final List<Case> cases = new ArrayList<>();
    private final Map<Jvm, Case> empty = new LinkedHashMap<>();

    /** How classes come into a JVM faster. */
    private enum Archive {
        NONE("", "", null, null),
        CLASS_DATA("-cds", " with class-data sharing", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
        AOT("-aot", " with an AOT cache", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

        private final String key;
        private final String words;
        private final String training;
        private final String using;

        Archive(String key, String words, String training, String using) {
            this.key = key;
            this.words = words;
            this.training = training;
            this.using = using;
        }
    }

    private static final class Case {
        private final Program program;
        private final Jvm jvm;
        private final Archive archive;
        private final List<String> options;
        private final Samples times = new Samples();
        private final Samples memory = new Samples();

        private Case(Program program, Jvm jvm, Archive archive, List<String> options) {
            this.program = program;
            this.jvm = jvm;
            this.archive = archive;
            this.options = options;
        }
    }

    StartUp(Jars jars, CProgram calls, List<Jvm> jvms, int rounds, Path work) {
        this.jars = jars;
        this.calls = calls;
        this.jvms = jvms;
        this.rounds = rounds;
        this.work = work;
    }

    void measure() throws IOException, InterruptedException {
        for (Jvm jvm : jvms) {
            Main.say("start-up, " + jvm.name() + ": making the archives");
            for (Archive archive : Archive.values()) {
                if (archive != Archive.AOT || jvm.hasAotCache()) {
                    for (Program program : programs(jvm)) {
                        add(program, jvm, archive);
                    }
                }
            }
        }
        for (int round = 1; round <= rounds; round++) {
            Main.say("start-up, round " + round + " of " + rounds);
            for (Case one : cases) {
                CProgram.Start start = calls.start(one.program.command(one.jvm, one.options));
                if (start.status() != one.program.status()) {
                    throw new IOException(one.program + " ended with " + start.status());
                }
                one.times.add(start.nanoseconds());
                one.memory.add(start.kibibytes() / 1024);
            }
        }
    }

    private List<Program> programs(Jvm jvm) throws IOException {
        List<Program> programs = new ArrayList<>(List.of(Program.empty(jars)));
        for (String backend : jvm.backends()) {
            programs.add(Program.alone(jars, backend));
            programs.add(Program.firstAnswer(jars, backend));
        }
        programs.add(Program.commandLine(jars));
        return programs;
    }

    private void add(Program program, Jvm jvm, Archive archive) throws IOException, InterruptedException {
        List<String> options = List.of();
        if (archive != Archive.NONE) {
            Path file = work.resolve(
                    "archive-" + jvm.version() + "-" + program.name().replace(' ', '-') + archive.key);
            Files.deleteIfExists(file);
            program.check(jvm, List.of(archive.training + file));
            if (!Files.exists(file)) {
                throw new IOException(jvm.name() + " made no " + file);
            }
            options = List.of(archive.using + file);
            requireUse(program, jvm, options);
        }
        program.check(jvm, options);
        Case added = new Case(program, jvm, archive, options);
        cases.add(added);
        if (archive == Archive.NONE && program.name().equals("empty")) {
            empty.put(jvm, added);
        }
    }

    /** A JVM says nothing if it cannot use an archive. */
    private static void requireUse(Program program, Jvm jvm, List<String> options)
            throws IOException, InterruptedException {
        if (program.asks()) {
            String source = LoadedClasses.of(program, jvm, options).sourceOf(program.main());
            if (source == null || !source.startsWith("shared objects file")) {
                throw new IOException(jvm.name() + " does not use its archive: " + source);
            }
        }
    }

    void report(Report report) throws IOException, InterruptedException {
        for (Case one : cases) {
            Case nothing = empty.get(one.jvm);
            if (one != nothing) {
                // The goals were set for a JVM that has an AOT cache.
                String judged = one.jvm.hasAotCache() ? "" : "-on-" + one.jvm.version();
                report.add(
                        "start to " + goalOf(one.program) + archiveOf(one) + " over an empty main, "
                                + one.program.name() + ", " + one.jvm.name(),
                        "start" + one.archive.key + judged + "/" + one.program.name(),
                        Unit.RATIO,
                        one.times.over(nothing.times),
                        milliseconds(one.times) + ", empty " + milliseconds(nothing.times));
            }
        }
        for (Case one : cases) {
            report.add(
                    "peak memory" + archiveOf(one) + ", " + one.program.name() + ", " + one.jvm.name(),
                    "memory" + one.archive.key + "/" + one.program.name(),
                    Unit.MEBIBYTES,
                    one.memory,
                    "");
        }
        for (Jvm jvm : jvms) {
            classes(jvm, report);
        }
    }

    private void classes(Jvm jvm, Report report) throws IOException, InterruptedException {
        LoadedClasses none = LoadedClasses.of(Program.empty(jars), jvm, List.of());
        LoadedClasses alone =
                LoadedClasses.of(Program.nothing(jars), jvm, List.of()).beyond(none);
        Files.write(work.resolve("classes-" + jvm.version() + "-nothing.txt"), alone.names());
        report.add(
                "classes beyond an empty main, a backend that does nothing, " + jvm.name(),
                "classes/nothing",
                Unit.CLASSES,
                Samples.of(alone.count()),
                parts(alone));
        for (String backend : jvm.backends()) {
            LoadedClasses loaded = LoadedClasses.of(Program.firstAnswer(jars, backend), jvm, List.of())
                    .beyond(none);
            Files.write(work.resolve("classes-" + jvm.version() + "-" + backend + ".txt"), loaded.names());
            report.add(
                    "classes beyond an empty main, " + backend + ", " + jvm.name(),
                    "classes/" + backend,
                    Unit.CLASSES,
                    Samples.of(loaded.count()),
                    parts(loaded));
        }
    }

    private static String parts(LoadedClasses loaded) {
        int api = loaded.count(LoadedClasses::isApi);
        int slf4j = loaded.count(LoadedClasses::isSlf4j);
        int backend = loaded.count(LoadedClasses::isBackend);
        int ours = loaded.count(LoadedClasses::isOurs);
        int jdk = loaded.count(LoadedClasses::isJdk);
        int library = loaded.count() - api - slf4j - backend - ours - jdk;
        return String.format(
                Locale.ROOT,
                "JDK %d, library %d, backend %d, api %d, slf4j %d, program %d",
                jdk,
                library,
                backend,
                api,
                slf4j,
                ours);
    }

    private static String goalOf(Program program) {
        if (program.name().equals("empty")) {
            return "end";
        }
        return program.main().equals(Alone.class.getName()) ? "first call" : "first answer";
    }

    private static String archiveOf(Case one) {
        return one.archive.words;
    }

    private static String milliseconds(Samples times) {
        return String.format(Locale.ROOT, "%.0f ms", times.median() / 1e6);
    }
}
