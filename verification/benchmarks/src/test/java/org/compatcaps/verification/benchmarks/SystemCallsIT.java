// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The system calls of one whole query, all that there are on the device and on the VM, in numbers as the kernel gets them. */
class SystemCallsIT {

    private static final Path STRACE = Path.of("/usr/bin/strace");
    private static final Path GCC = Path.of("/usr/bin/gcc");

    /** On x86: open, version, capability 250, VM, the query, close, capability 160, close. */
    private static final List<String> WHOLE_QUERY = List.of(
            "openat(/dev/kvm, 0x80002) = DEVICE",
            "ioctl(DEVICE, 0xae00, 0) = 12",
            "ioctl(DEVICE, 0xae03, 0xfa) = 0",
            "ioctl(DEVICE, 0xae01, 0) = VM",
            "ioctl(VM, 0xaeb8, ADDRESS) = -1 ENOTTY",
            "close(VM) = 0",
            "ioctl(DEVICE, 0xae03, 0xa0) = 0",
            "close(DEVICE) = 0");

    private static final Pattern ON_KVM = Pattern.compile("(?:/dev/kvm|anon_inode:kvm)");
    private static final Pattern OPEN =
            Pattern.compile("openat\\([^,]+, \"/dev/kvm\", (0x[0-9a-f]+)\\) += \\d+</dev/kvm>.*");
    private static final Pattern OTHER =
            Pattern.compile("(\\w+)\\((\\d+<[^>]+>)(.*)\\) += (-?\\d+(?:<[^>]+>| E[A-Z]+)?).*");

    static List<Rig.Pair> pairs() throws IOException {
        return Rig.pairs();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofOneWholeQuery(Rig.Pair pair, @TempDir Path directory) throws Exception {
        assumeStrace();
        Program program = Program.firstAnswer(Rig.jars(), pair.backend());
        assertEquals(WHOLE_QUERY, trace(program.command(pair.jvm(), List.of()), directory));
    }

    /** Java is compared with a program that does the same, and not less. */
    @Test
    void ofTheCProgram(@TempDir Path directory) throws Exception {
        assumeStrace();
        assumeTrue(Files.isExecutable(GCC), "gcc is not installed");
        Path calls = directory.resolve("calls");
        Processes.Result compiled = Processes.run(List.of(
                GCC.toString(), "-O2", "-Wall", "-Wextra", "-Werror", "-o", calls.toString(), "src/main/c/calls.c"));
        assertEquals(0, compiled.status(), compiled.toString());
        assertEquals(
                WHOLE_QUERY, trace(List.of(calls.toString(), "answer"), Files.createDirectory(directory.resolve("1"))));
    }

    private static void assumeStrace() {
        Rig.assumeRealKvmOfX86();
        assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
    }

    /** Each thread has a log of its own, so that no call is cut in two; only one of them may have touched KVM. */
    private static List<String> trace(List<String> command, Path directory) throws Exception {
        List<String> traced = new ArrayList<>(List.of(
                STRACE.toString(),
                "-ff",
                "-y",
                "-X",
                "raw",
                "-e",
                "trace=%desc",
                "-o",
                directory.resolve("log").toString()));
        traced.addAll(command);
        Processes.Result result = Processes.run(traced);
        assumeTrue(!result.err().contains("PTRACE"), "strace may not trace here: " + result.err());
        assertEquals(0, result.status(), result.toString());
        List<List<String>> logs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "log.*")) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file).stream()
                        .filter(line -> ON_KVM.matcher(line).find())
                        .toList();
                if (!lines.isEmpty()) {
                    logs.add(lines);
                }
            }
        }
        assertEquals(1, logs.size(), "threads that touched KVM: " + logs);
        return logs.get(0).stream().map(SystemCallsIT::inShort).toList();
    }

    /** A line that is none of these stays as it is, and is no call that is expected. */
    private static String inShort(String line) {
        Matcher open = OPEN.matcher(line);
        if (open.matches()) {
            return "openat(/dev/kvm, " + open.group(1) + ") = DEVICE";
        }
        Matcher other = OTHER.matcher(line);
        if (!other.matches()) {
            return line;
        }
        return (other.group(1) + "(" + named(other.group(2)) + other.group(3) + ") = " + named(other.group(4)))
                .replaceFirst("0x[0-9a-f]{8,}", "ADDRESS");
    }

    private static String named(String descriptor) {
        return descriptor.replaceFirst("\\d+</dev/kvm>", "DEVICE").replaceFirst("\\d+<anon_inode:kvm-vm>", "VM");
    }
}
