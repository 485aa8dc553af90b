// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent of a host and the management of a cluster, with a real libvirt. Its test driver needs no hypervisor. */
class LibvirtAgentIT {

    @TempDir
    private Path directory;

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    @BeforeAll
    static void libvirtIsInstalled() throws Exception {
        boolean isInstalled = Files.exists(Path.of("/sbin/ldconfig"))
                && Run.of(Path.of(""), List.of("/sbin/ldconfig", "-p")).out().contains("libvirt.so.0 ");
        assumeTrue(
                isInstalled || "true".equals(System.getenv("CI")), "libvirt is missing. Install the package libvirt0.");
    }

    private static Run java(Jdk jdk, List<String> options, String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(options);
        command.addAll(List.of("-cp", "target/libvirt-agent-1.jar:target/lib/*", "com.example.agent." + program));
        command.addAll(List.of(arguments));
        return Run.of(Run.project("libvirt-agent"), command);
    }

    /** Returns the file with the details of a simulated host. */
    private String report(Jdk jdk, String modes) throws Exception {
        String file = directory.resolve(modes).toString();
        java(jdk, List.of("-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.modes=" + modes), "Agent", "report", file)
                .endsWith(0)
                .mentions("host.compatcaps=version=1;bitmap=0x");
        return file;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void guestGetsModeThatAllHostsHave(Jdk jdk) throws Exception {
        String older = report(jdk, "power9,power10");
        String newer = report(jdk, "power9,power10,power11");
        java(jdk, List.of(), "Management", "POWER11", older, newer)
                .endsWith(0)
                .hasLine("common [POWER9, POWER10]")
                .hasLine("mode power10");
        java(jdk, List.of(), "Management", "power9", older, newer).endsWith(0).hasLine("mode power9");
        String cpu = "<cpu mode='host-model'[^>]*>\\s*<model[^>]*>power9</model>\\s*";
        String defined =
                java(jdk, List.of(), "Agent", "define", "power9").endsWith(0).out();
        assertTrue(defined.matches("(?s).*" + cpu + "</cpu>.*" + cpu + "<topology [^>]*>\\s*<numa>.*"), defined);
    }

    /** The backend and the binding of libvirt use JNA in one process. */
    @ParameterizedTest
    @MethodSource("jdks")
    void hostWithoutAnswerIsReportedWithReason(Jdk jdk) throws Exception {
        String file = directory.resolve("this-host").toString();
        Run run = java(jdk, List.of(), "Agent", "report", file).endsWith(0);
        run.mentions("refused " + Host.refusal()).mentions("host.name=").doesNotLog();
        java(jdk, List.of(), "Management", "power9", report(jdk, "power9"), file)
                .endsWith(0)
                .hasLine("hosts 1");
    }
}
