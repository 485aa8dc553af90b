// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.powerhost.StraceLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares all system calls of one whole query on the device and on the VM, in numbers as the kernel gets them. */
class SystemCallsIT {

    /** On x86: open, version, capability 250, VM, the query, close, capability 160, close. */
    private static final List<String> WHOLE_QUERY = List.of(
            "openat(AT_FDCWD, /dev/kvm, 0x80002) = DEVICE",
            "ioctl(DEVICE, 0xae00, 0) = 12",
            "ioctl(DEVICE, 0xae03, 0xfa) = 0",
            "ioctl(DEVICE, 0xae01, 0) = VM",
            "ioctl(VM, 0xaeb8, ADDRESS) = -1 ENOTTY",
            "close(VM) = 0",
            "ioctl(DEVICE, 0xae03, 0xa0) = 0",
            "close(DEVICE) = 0");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("org.compatcaps.verification.benchmarks.Combination#all")
    void backendMakesOnlyTheNecessaryCalls(Combination combination) throws Exception {
        Combination.assumeKvmOfX86();
        Program program = Program.firstAnswer(Combination.JARS, combination.backend());
        assertEquals(WHOLE_QUERY, trace(program.command(combination.jvm(), List.of())));
    }

    /** Otherwise Java would be compared with a program that does less. */
    @Test
    void cProgramMakesTheSameCalls() throws Exception {
        Combination.assumeKvmOfX86();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is not installed");
        String calls = directory.resolve("calls").toString();
        Processes.Result compiled =
                Processes.run(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", calls, "src/main/c/calls.c"));
        assertEquals(0, compiled.status(), compiled.toString());
        assertEquals(WHOLE_QUERY, trace(List.of(calls, "answer")));
    }

    /** Each thread has a log of its own, so that no call is cut in two; only one of them may have touched KVM. */
    private List<String> trace(List<String> program) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        String log = directory.resolve("log").toString();
        List<String> command =
                new ArrayList<>(List.of("strace", "-ff", "-y", "-X", "raw", "-e", "trace=%desc", "-o", log));
        command.addAll(program);
        Processes.Result result = Processes.run(command);
        assumeTrue(!result.err().contains("PTRACE"), "strace may not trace here: " + result.err());
        assertEquals(0, result.status(), result.toString());
        List<List<String>> logs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "log.*")) {
            for (Path file : files) {
                logs.add(StraceLog.callsOnKvm(Files.readAllLines(file)));
            }
        }
        logs.removeIf(List::isEmpty);
        assertEquals(1, logs.size(), "threads that touched KVM: " + logs);
        return logs.get(0);
    }
}
