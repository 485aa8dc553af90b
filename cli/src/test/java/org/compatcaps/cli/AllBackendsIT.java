// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs all published backends in one application, on each JDK, on the class path and on the module path. */
@Execution(ExecutionMode.CONCURRENT)
class AllBackendsIT {

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @BeforeEach
    void onLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the native backends need Linux");
    }

    @Test
    void olderAndNewerJavaAreTested() throws Exception {
        assumeTrue(jdks().size() == 2, "Maven itself runs on the newest JDK; run it on JDK 17 to try both");
        assertTrue(!jdks().get(0).hasFfm(), "older: " + jdks().get(0));
        assertTrue(jdks().get(1).hasFfm(), "newer: " + jdks().get(1));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void backendsAreListed(Jdk jdk) throws Exception {
        String ffm = jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version();
        String expected = String.join(
                "\n", ffm, "jna: available", "jnr: available", "mock: available if selected explicitly", "");
        Jdk.Result onClassPath = jdk.jar("backends");
        assertEquals(expected, onClassPath.out, onClassPath.toString());
        assertEquals("", onClassPath.err);
        Jdk.Result onModulePath = jdk.module("backends");
        assertEquals(expected, onModulePath.out, onModulePath.toString());
        assertEquals("", onModulePath.err);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void bestBackendIsChosen(Jdk jdk) throws Exception {
        assumeRealKvmOfX86();
        for (Jdk.Result result : Arrays.asList(jdk.jar("--debug"), jdk.module("--debug"))) {
            assertEquals(3, result.exitCode, result.toString());
            String backend = jdk.hasFfm() ? "ffm" : "jna";
            assertTrue(result.err.contains("Opened KvmHost[/dev/kvm through " + backend + "]\n"), result.toString());
            // The SDK does not log a backend that only needs a newer Java version.
            assertFalse(result.err.contains("Skipped backend"), result.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void mockAnswersOnEitherPath(Jdk jdk) throws Exception {
        for (Jdk.Result result : Arrays.asList(
                jdk.jar("--simulate", "power10", "--json"), jdk.module("--simulate", "power10", "--json"))) {
            assertEquals(0, result.exitCode, result.toString());
            assertEquals(
                    "0x6000000000000000",
                    JsonParser.parseString(result.out)
                            .getAsJsonObject()
                            .get("bitmap")
                            .getAsString());
            assertEquals("", result.err);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void eachBackendOpensTheRealKvm(Jdk jdk) throws Exception {
        assumeRealKvmOfX86();
        for (String backend : backendsFor(jdk)) {
            for (Jdk.Result result : Arrays.asList(jdk.jar("--backend", backend), jdk.module("--backend", backend))) {
                assertEquals(3, result.exitCode, result.toString());
                assertEquals("", result.out);
                assertEquals(
                        "compatcaps: KVM_PPC_GET_COMPAT_CAPS exists only on IBM Power; this host is amd64. Run this on a"
                                + " Power host. Or try --simulate power10.\n",
                        result.err);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void eachBackendReportsMissingKvm(Jdk jdk) throws Exception {
        for (String backend : backendsFor(jdk)) {
            Jdk.Result result = jdk.jar("--backend", backend, "--device", "/nonexistent");
            assertEquals(4, result.exitCode, result.toString());
            assertTrue(result.err.contains("Cannot open /nonexistent: it does not exist (ENOENT)"), result.toString());
            assertEquals(1, result.err.lines().count(), result.err);

            result = jdk.jar("--backend", backend, "--device", "/dev/null");
            assertEquals(4, result.exitCode, result.toString());
            assertTrue(result.err.contains("KVM_GET_API_VERSION failed with ENOTTY"), result.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void selectedBackendIsNotReplaced(Jdk jdk) throws Exception {
        Jdk.Result result = jdk.jar("--backend", jdk.hasFfm() ? "nonesuch" : "ffm");
        assertEquals(5, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertTrue(result.err.contains("jna: available"), result.toString());
    }

    @Test
    void propertyOverridesEnvironmentVariable() throws Exception {
        Jdk jdk = jdks().get(0);
        String jar = Jdk.dist().resolve("compatcaps-cli.jar").toString();
        List<String> command = new ArrayList<>(List.of("env", "COMPATCAPS_BACKEND=nonesuch"));
        command.addAll(jdk.command("-jar", jar));
        Jdk.Result result = Jdk.run(command);
        assertEquals(5, result.exitCode, result.toString());
        assertTrue(
                result.err.contains(
                        "'nonesuch', selected by the environment variable COMPATCAPS_BACKEND, was not found"),
                result.err);

        command = new ArrayList<>(List.of("env", "COMPATCAPS_BACKEND=nonesuch"));
        command.addAll(jdk.command("-Dcompatcaps.backend=mock", "-jar", jar));
        result = Jdk.run(command);
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("Backend:      mock"), result.out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jna", "jnr"})
    void queryMakesExpectedSystemCalls(String backend, @TempDir Path directory) throws Exception {
        assumeRealKvmOfX86();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        List<Jdk> jdks = jdks();
        Path log = directory.resolve("strace.log");
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/strace", "-f", "-o", log.toString(), "-e", "trace=open,openat,ioctl,close,dup,dup2,dup3"));
        command.addAll(jdks.get(jdks.size() - 1)
                .command("-jar", Jdk.dist().resolve("compatcaps-cli.jar").toString(), "--backend", backend));
        Jdk.Result result = Jdk.run(command);
        assumeTrue(!result.err.contains("PTRACE"), "strace may not trace here: " + result.inOneLine());
        assertEquals(3, result.exitCode, result.toString());
        assertEquals(
                List.of(
                        "openat(AT_FDCWD, \"/dev/kvm\", O_RDWR|O_CLOEXEC) = FD",
                        "ioctl(FD, KVM_GET_API_VERSION, 0) = 12",
                        "ioctl(FD, KVM_CHECK_EXTENSION, 250) = 0",
                        "close(FD) = 0"),
                callsOnKvm(Files.readAllLines(log)));
    }

    /** SECURITY.md documents the only program. */
    @ParameterizedTest
    @CsvSource({"ffm, ", "jna, /sbin/ldconfig", "jnr, "})
    void onlyJnaStartsAProgram(String backend, String program, @TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        List<Jdk> jdks = jdks();
        Path log = directory.resolve("strace.log");
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/strace", "-f", "-o", log.toString(), "-e", "trace=execve"));
        command.addAll(jdks.get(jdks.size() - 1)
                .command("-jar", Jdk.dist().resolve("compatcaps-cli.jar").toString(), "--device", "/dev/null"));
        command.addAll(List.of("--backend", backend));
        Jdk.Result result = Jdk.run(command);
        assumeTrue(!result.err.contains("PTRACE"), "strace may not trace here: " + result.inOneLine());
        assertEquals(4, result.exitCode, result.toString());
        Set<String> programs = new TreeSet<>();
        for (String line : Files.readAllLines(log)) {
            Matcher started = Pattern.compile("execve\\(\"(.*?)\".* = 0").matcher(line);
            // The JDK starts each program through its helper.
            if (started.find() && !started.group(1).matches(".*/(java|jspawnhelper)")) {
                programs.add(started.group(1));
            }
        }
        assertEquals(program == null ? Set.of() : Set.of(program), programs);
        String security = Files.readString(Path.of("../SECURITY.md"));
        assertTrue(security.contains("JNA starts `/sbin/ldconfig -p`"), security);
    }

    /** Returns the calls from the open of the device to its close, without process ids and padding; a descriptor is FD. */
    private static List<String> callsOnKvm(List<String> log) {
        List<String> calls = new ArrayList<>();
        String descriptor = null;
        for (String line : log) {
            String call = line.replaceFirst("^\\d+ +", "").replaceFirst(" +=", " =");
            if (call.contains("\"/dev/kvm\"")) {
                descriptor = call.substring(call.lastIndexOf(' ') + 1);
                calls.add(call.replaceFirst("= \\d+$", "= FD"));
            } else if (descriptor != null && call.matches("\\w+\\(" + descriptor + "\\b.*")) {
                // strace has no name for this capability and prints it in hexadecimal with a comment.
                calls.add(call.replaceFirst("\\(" + descriptor, "(FD").replaceFirst("0xfa( /\\*.*\\*/)?", "250"));
            }
        }
        return calls;
    }

    private static List<String> backendsFor(Jdk jdk) {
        return jdk.hasFfm() ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr");
    }

    private static void assumeRealKvmOfX86() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "this is about an x86_64 host");
        assumeTrue(Files.isWritable(Path.of("/dev/kvm")), "/dev/kvm is not here or may not be used");
    }
}
