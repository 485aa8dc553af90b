// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The script {@code mvnw} on simulated machines. */
class MvnwIT extends MachineWithoutJava {

    @Test
    void mvnwNamesTheSamePackage() throws Exception {
        aptKnows("openjdk-25-jdk-headless");
        command("sudo");
        List<String> lines = refusal("./mvnw", 1);
        assertEquals("mvnw: No JDK 22 or later was found, and the build needs one. Install it:", lines.get(0));
        assertEquals("    sudo apt install openjdk-25-jdk-headless", lines.get(1));
    }

    @Test
    void mvnwRejectsUnsuitableJavaHome() throws Exception {
        jdk("opt/jdk", "25");
        Path runtime = java("opt/runtime", "25");
        environment.put("JAVA_HOME", runtime.toString());
        assertEquals(
                List.of(
                        "mvnw: Maven cannot run on JAVA_HOME, " + runtime
                                + ": Java 25 has no javac: it is a runtime (JRE), not a JDK.",
                        "Set JAVA_HOME to a JDK 17 or later, or unset it."),
                refusal("./mvnw", 1));
    }

    private List<String> environmentOfMaven() throws Exception {
        return environmentOfMaven("");
    }

    private List<String> environmentOfMaven(String before) throws Exception {
        Jdk.Result result = run("sh", "-euc", before + ". ./.mvn/find-jdk.sh; prepare_mvnw; env");
        assertEquals(0, result.exitCode, result.toString());
        return result.out
                .lines()
                .filter(line -> line.startsWith("JAVA") || line.startsWith("LC_"))
                .sorted()
                .toList();
    }

    @Test
    void mvnwGivesMavenTheJdkThatItFound() throws Exception {
        Path jdk = jdk("opt/jdk", "25");
        assertEquals(List.of("JAVA25_HOME=" + jdk, "JAVA_HOME=" + jdk), environmentOfMaven());
    }

    @Test
    void mvnwLeavesMavenOnTheJdkOfThePath() throws Exception {
        Path newest = jdk("opt/jdk", "25");
        Files.createSymbolicLink(
                bin.resolve("java"), jdk("usr/lib/jvm/java-17", "17.0.13").resolve("bin/java"));
        assertEquals(List.of("JAVA25_HOME=" + newest), environmentOfMaven());
    }

    @Test
    void mvnwSetsLocaleForPathsBeyondAscii() throws Exception {
        Path jdk = jdk("opt/jdk", "25");
        // A shell makes the directory, since this JVM may run in an ASCII locale.
        String before = "letter=$(printf '\\303\\274'); cp -r . ../Pr${letter}fung; cd ../Pr${letter}fung; ";
        List<String> homes = List.of("JAVA25_HOME=" + jdk, "JAVA_HOME=" + jdk);
        Files.createSymbolicLink(bin.resolve("cp"), Path.of("/bin/cp"));
        assertEquals(homes, environmentOfMaven());
        assertEquals(with(homes, "LC_ALL=C.UTF-8"), environmentOfMaven(before));
        environment.put("LC_CTYPE", "en_US.utf8");
        assertEquals(with(homes, "LC_CTYPE=en_US.utf8"), environmentOfMaven(before));
    }

    private static List<String> with(List<String> lines, String last) {
        return Stream.concat(lines.stream(), Stream.of(last)).toList();
    }

    /** Without unzip, mvnw would download another archive than the one with the pinned checksum. */
    @Test
    void mvnwUnpacksWithTheJdkWithoutUnzip() throws Exception {
        Files.delete(bin.resolve("unzip"));
        for (String tool : List.of("chmod", "mktemp")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/bin").resolve(tool));
        }
        Path jdk = jdk("opt/jdk", "25");
        executable(
                jdk.resolve("bin/jar"),
                "[ \"$*\" = '--extract --file /the.zip' ] && mkdir -p maven/bin && : > maven/bin/mvn");
        Path into = Files.createDirectory(directory.resolve("into"));
        for (String options : List.of("-q ", "")) {
            Jdk.Result result = run(
                    "sh",
                    "-eufc",
                    ". ./.mvn/find-jdk.sh; prepare_mvnw; unzip " + options + "/the.zip -d '" + into + "'");
            assertEquals(0, result.exitCode, result.toString());
            assertTrue(Files.isExecutable(into.resolve("maven/bin/mvn")));
        }
    }

    @Test
    void mvnwPinsMaven() throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("../.mvn/wrapper/maven-wrapper.properties"))) {
            assertTrue(lines.anyMatch(line -> line.matches("distributionSha256Sum=[0-9a-f]{64}")));
        }
    }
}
