// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Access that the system or the JVM denies. */
class AccessIT {

    private static final Path KVM = Path.of("/dev/kvm");

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    /** Returns a command that runs another as a user without access to the device; the user nobody is 65534 everywhere. */
    private static List<String> asOrdinaryUser() throws Exception {
        assumeTrue(Files.exists(KVM), "there is no /dev/kvm here");
        List<String> prefix = List.of();
        if (Files.isWritable(KVM)) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
            prefix = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
        assertOrAssume(prefix, false, "test", "-w", KVM.toString());
        assertOrAssume(
                prefix,
                true,
                "test",
                "-r",
                Jdk.dist().resolve("compatcaps-cli.jar").toString());
        return prefix;
    }

    private static void assertOrAssume(List<String> prefix, boolean expected, String... test) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(test));
        Jdk.Result result = Jdk.run(command);
        assumeTrue(
                (result.exitCode == 0) == expected,
                "no ordinary user to be had here: " + command + " " + result.inOneLine());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void deviceOfAnotherUserIsPermissionError(Jdk jdk) throws Exception {
        Tool tool = Tool.on(jdk).behind(asOrdinaryUser()).with("-Duser.home=/nonexistent");
        for (String backend : jdk.hasFfm() ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr")) {
            Jdk.Result result = tool.run("--backend", backend);
            assertEquals(4, result.exitCode, result.toString());
            assertEquals("", result.out);
            assertEquals(
                    "compatcaps: Cannot open /dev/kvm: permission denied (EACCES). If ls -l /dev/kvm shows"
                            + " the group kvm with rw, add the user to it and log in again. Otherwise, run sudo setfacl -m"
                            + " u:USER:rw /dev/kvm. Start a container with --device /dev/kvm, and with its group"
                            + " (--group-add GID; rootless podman: --group-add keep-groups) or its owner (--user UID).\n",
                    result.err);
        }
    }

    @Test
    void deniedNativeAccessIsReasonOfEachNativeBackend() throws Exception {
        Jdk newest = jdks().get(jdks().size() - 1);
        assumeTrue(newest.version() >= 24, "Java can deny native access from 24 on, the newest here is " + newest);
        Tool tool = Tool.on(newest).with("--illegal-native-access=deny");
        // Not by -jar: the jar of the tool asks for native access in its manifest.
        String classPath =
                Jdk.dist().resolve("compatcaps-cli.jar") + ":" + Jdk.dist().resolve("lib") + "/*";
        Jdk.Result list = tool.runOnClassPath(classPath, "backends");
        String[] lines = list.out.split("\n");
        assertEquals(4, lines.length, list.toString());
        assertEquals("mock: available, only by name", lines[3]);
        for (String backend : List.of("ffm", "jna", "jnr")) {
            String reason = Tool.reasonOf(backend, list);
            String start = "cannot be loaded: java.lang.IllegalCallerException: Illegal native access from ";
            assertTrue(reason.startsWith(start), reason);
            assertTrue(reason.contains(". Start Java with --enable-native-access "), reason);
            Jdk.Result byName = tool.runOnClassPath(classPath, "--backend", backend);
            assertEquals(5, byName.exitCode, byName.toString());
            assertTrue(byName.err.contains(reason), byName.toString());
        }
        Jdk.Result automatic = tool.runOnClassPath(classPath);
        assertEquals(5, automatic.exitCode, automatic.toString());
        assertTrue(automatic.err.startsWith("compatcaps: There is no usable backend. Found: ffm: not"), automatic.err);

        Jdk.Result allowed = tool.with("--enable-native-access=ALL-UNNAMED").runOnClassPath(classPath, "backends");
        assertTrue(allowed.out.startsWith("ffm: available\njna: available\njnr: available\n"), allowed.toString());
    }
}
