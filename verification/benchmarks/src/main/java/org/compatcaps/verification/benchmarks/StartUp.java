// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.benchmarks.Report.Unit;
import org.compatcaps.verification.benchmarks.start.Alone;

/**
 * Measures whole processes, from the start of a JVM to its end after the first answer. They are started in turn, each over
 * the empty program of the same round and JVM with its default settings.
 */
record StartUp(Jars jars, Path calls, List<Jvm> jvms, Path work, Report report) {

    /** A file from which a JVM loads classes faster. */
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

    private record Case(Program program, Jvm jvm, Archive archive, List<String> options) {

        boolean isEmpty() {
            return archive == Archive.NONE && program.name().equals("empty");
        }
    }

    void measure(int rounds) throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        for (Jvm jvm : jvms) {
            Main.say("start-up, " + jvm.name() + ": making the archives");
            for (Archive archive : Archive.values()) {
                if (archive != Archive.AOT || jvm.hasAotCache()) {
                    for (Program program : programs(jvm)) {
                        cases.add(prepared(program, jvm, archive));
                    }
                }
            }
        }
        for (int round = 1; round <= rounds; round++) {
            Main.say("start-up, round " + round + " of " + rounds);
            // The empty program without an archive is the first of each JVM.
            double empty = 0;
            for (Case one : cases) {
                double[] start = start(one);
                if (one.isEmpty()) {
                    empty = start[0];
                }
                report(one, start[0], start[1], empty);
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

    private Case prepared(Program program, Jvm jvm, Archive archive) throws IOException, InterruptedException {
        if (archive == Archive.NONE) {
            program.check(jvm);
            return new Case(program, jvm, archive, List.of());
        }
        Path file =
                work.resolve("archive-" + jvm.version() + "-" + program.name().replace(' ', '-') + archive.key);
        program.check(jvm, archive.training + file);
        if (!Files.exists(file)) {
            throw new IOException(jvm.name() + " made no " + file);
        }
        String using = archive.using + file;
        // A JVM that cannot use its archive starts without it, and prints nothing.
        if (program.backend()
                && !program.check(jvm, using, "-Xlog:class+load")
                        .contains(program.main().getName() + " source: shared objects file")) {
            throw new IOException(jvm.name() + " does not use " + file);
        }
        return new Case(program, jvm, archive, List.of(using));
    }

    /** The nanoseconds and KiB of a process. The C program starts it, so that the peak memory is that of the JVM alone. */
    private double[] start(Case one) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(calls.toString(), "spawn", "1"));
        command.addAll(one.program.command(one.jvm, one.options));
        Processes.Result result = Processes.run(command);
        String[] words = result.out().trim().split("\t");
        if (result.status() != 0 || Integer.parseInt(words[2]) != one.program.status()) {
            throw new IOException("should end with " + one.program.status() + ": " + result);
        }
        return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
    }

    private void report(Case one, double nanoseconds, double kibibytes, double empty) {
        String what = one.archive.words + ", " + one.program.name() + ", " + one.jvm.name();
        if (!one.isEmpty()) {
            String end = one.program.name().equals("empty")
                    ? "end"
                    : one.program.main() == Alone.class ? "first call" : "first answer";
            // The goals are those of a JVM that has an AOT cache.
            String judged = one.jvm.hasAotCache() ? "" : "-on-" + one.jvm.version();
            report.ratio(
                    "start to " + end + " over an empty main" + what,
                    "start" + one.archive.key + judged + "/" + one.program.name(),
                    nanoseconds,
                    empty);
        }
        report.add(
                "peak memory" + what,
                "memory" + one.archive.key + "/" + one.program.name(),
                Unit.MEBIBYTES,
                kibibytes / 1024);
    }
}
