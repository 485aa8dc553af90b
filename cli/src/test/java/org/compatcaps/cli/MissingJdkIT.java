// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code compatcaps} on simulated machines that lack a JDK, a package manager or the network. */
class MissingJdkIT extends MachineWithoutJava {

    @Test
    void aptPackageIsNamedIfNoJavaIsInstalled() throws Exception {
        aptKnows("openjdk-17-jdk-headless", "openjdk-25-jdk-headless", "openjdk-26-jdk-headless", "openjdk-25-jdk");
        command("sudo");
        List<String> lines = refusalToBuild();
        assertEquals(
                List.of(
                        "compatcaps: No JDK 22 or later was found, and the build needs one. Install it:",
                        "    sudo apt install openjdk-25-jdk-headless"),
                lines.subList(0, 2));
        assertTrue(lines.get(2).startsWith("There is no Java on the PATH"), lines.toString());
        assertEquals("If a JDK is somewhere else, set JAVA_HOME or JAVA25_HOME to its directory.", lines.get(3));
        assertEquals(4, lines.size(), lines.toString());
    }

    @Test
    void newestAptPackageIsNamedIfJdk25IsMissing() throws Exception {
        aptKnows("openjdk-24-jdk-headless", "openjdk-26-jdk-headless", "openjdk-21-jdk-headless");
        command("sudo");
        assertContains("    sudo apt install openjdk-26-jdk-headless", refusalToBuild());
    }

    @Test
    void aptIsUpdatedFirstWithoutPackageLists() throws Exception {
        command("apt-get");
        command("sudo");
        file("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
        assertContains("    sudo apt update && sudo apt install openjdk-25-jdk-headless", refusalToBuild());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void downloadIsSuggestedOnDebian12(boolean hasLists) throws Exception {
        if (hasLists) {
            aptKnows("openjdk-17-jdk-headless");
        } else {
            command("apt-get");
        }
        file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
        List<String> lines = refusalToBuild();
        assertContains("    mkdir -p ~/.jdks && tar -xzf OpenJDK25U-jdk_*.tar.gz -C ~/.jdks", lines);
        assertTrue(lines.stream().noneMatch(line -> line.contains("apt ")), lines.toString());
    }

    @Test
    void rootNeedsNoSudo() throws Exception {
        aptKnows("openjdk-25-jdk-headless");
        command("sudo");
        userIs(0);
        assertContains("    apt install openjdk-25-jdk-headless", refusalToBuild());
    }

    @Test
    void suReplacesMissingSudo() throws Exception {
        aptKnows("openjdk-25-jdk-headless");
        assertContains("    su - -c 'apt install openjdk-25-jdk-headless'", refusalToBuild());
    }

    @ParameterizedTest
    @CsvSource({"dnf", "zypper"})
    void packageOfOtherManagersIsNamed(String manager) throws Exception {
        command(manager);
        command("sudo");
        assertContains("    sudo " + manager + " install java-25-openjdk-devel", refusalToBuild());
    }

    @Test
    void everyUnusableJavaIsReportedWithItsReason() throws Exception {
        aptKnows("openjdk-25-jdk-headless");
        jdk("usr/lib/jvm/java-8", "1.8.0_402");
        jdk("usr/lib/jvm/java-17", "17.0.13");
        Files.createSymbolicLink(machine.resolve("usr/lib/jvm/default-java"), Path.of("java-17"));
        java("usr/lib/jvm/java-25", "25.0.1");
        Files.delete(jdk("opt/odd", "25").resolve("release"));
        Path usr = machine.resolve("usr/lib/jvm");
        List<String> lines = refusalToBuild();
        assertEquals(
                List.of(
                        "These Java installations cannot be used:",
                        "    " + usr.resolve("java-17") + ": Java 17 is older than 22",
                        "    " + usr.resolve("java-25") + ": Java 25 has no javac: it is a runtime (JRE), not a JDK",
                        "    " + usr.resolve("java-8") + ": Java 8 is older than 22",
                        "    " + machine.resolve("opt/odd")
                                + ": its version is unknown, because it has no readable file named release"),
                lines.subList(2, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opt/jdk-25",
                "opt/java/25",
                "usr/lib/jvm/temurin-25",
                "usr/java/jdk-25",
                "home/.jdks/a name with spaces",
                "home/.sdkman/candidates/java/25-tem",
                "home/.m2/jdks/25",
            })
    void jdkIsFoundWhereJdksUsuallyAre(String home) throws Exception {
        maven("echo \"$JAVA_HOME\" > home-of-build");
        jdk("usr/lib/jvm/java-17", "17.0.13");
        jdk(home, "25");
        Jdk.Result result = run("./compatcaps");
        assertEquals("ran on 25\n", result.out, result.toString());
        assertEquals(machine.resolve(home) + "\n", Files.readString(checkout.resolve("home-of-build")));
    }

    @Test
    void jdkIsFoundByVariableWithItsVersion() throws Exception {
        maven("echo \"$JAVA_HOME\" > home-of-build");
        environment.put("JAVA25_HOME", jdk("far/away", "25").toString());
        Jdk.Result result = run("./compatcaps");
        assertEquals("ran on 25\n", result.out, result.toString());
        assertEquals(machine.resolve("far/away") + "\n", Files.readString(checkout.resolve("home-of-build")));
    }

    @Test
    void newestJdkBuilds() throws Exception {
        maven("echo \"$JAVA_HOME\" > home-of-build");
        jdk("opt/a", "22");
        jdk("opt/b", "26-ea");
        jdk("opt/c", "25");
        java("opt/d", "27");
        run("./compatcaps");
        assertEquals(machine.resolve("opt/b") + "\n", Files.readString(checkout.resolve("home-of-build")));
    }

    @Test
    void javaHomeTakesPrecedenceOverNewerJdks() throws Exception {
        maven("echo \"$JAVA_HOME\" > home-of-build");
        jdk("opt/b", "26");
        environment.put("JAVA_HOME", jdk("opt/a", "22").toString());
        Jdk.Result result = run("./compatcaps");
        assertEquals("ran on 22\n", result.out, result.toString());
        assertEquals(machine.resolve("opt/a") + "\n", Files.readString(checkout.resolve("home-of-build")));
    }

    @Test
    void anyJavaRunsTheBuiltTool() throws Exception {
        java("opt/runtime", "11.0.2");
        Jdk.Result result = run("./compatcaps");
        assertEquals("exit 0\nran on 11.0.2\n", result.toString());
    }

    @Test
    void missingRuntimeIsReported() throws Exception {
        aptKnows("openjdk-17-jdk-headless");
        command("sudo");
        java("usr/lib/jvm/java-8", "1.8.0_402");
        assertEquals(
                List.of(
                        "compatcaps: No Java 11 or later was found. Install it:",
                        "    sudo apt install default-jre-headless",
                        "These Java installations cannot be used:",
                        "    " + machine.resolve("usr/lib/jvm/java-8") + ": Java 8 is older than 11",
                        "If Java is somewhere else, set JAVA_HOME to its directory."),
                refusal("./compatcaps", 70));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ERROR] x: Could not transfer artifact a:b:pom:1 from/to central (https://example.org): example.org",
                "wget: Failed to fetch https://example.org/apache-maven.zip",
                "Exception in thread main java.net.UnknownHostException: example.org",
                "Exception in thread main javax.net.ssl.SSLHandshakeException: PKIX path building failed",
            })
    void unreachableRepositoryIsReported(String line) throws Exception {
        jdk("opt/jdk", "25");
        maven("echo first", "echo '" + line + "'", "exit 1");
        List<String> lines = refusal("./compatcaps", 70);
        assertEquals(3, lines.size(), lines.toString());
        assertEquals("compatcaps: The build cannot reach Maven Central: " + line, lines.get(1));
        assertTrue(lines.get(2).contains("~/.m2/settings.xml"), lines.get(2));
        assertTrue(lines.get(2).contains("cli/target/build.log"), lines.get(2));
    }

    @Test
    void failedWrapperDownloadMentionsMavenOnThePath() throws Exception {
        notBuilt();
        jdk("opt/jdk", "25");
        command("mvn", "echo called > called");
        executable(checkout.resolve("mvnw"), "echo 'curl: Failed to fetch https://example.org'", "exit 1");
        List<String> lines = refusal("./compatcaps", 70);
        assertContains("The Maven on the PATH is not used unless COMPATCAPS_MVN=mvn is set.", lines);
        assertTrue(Files.notExists(checkout.resolve("called")));
    }

    @Test
    void otherFailuresShowTheEndOfTheLog() throws Exception {
        jdk("opt/jdk", "25");
        maven("echo '[ERROR] Compilation failure'", "exit 1");
        List<String> lines = refusal("./compatcaps", 70);
        assertContains("[ERROR] Compilation failure", lines);
        assertTrue(lines.get(2).startsWith("compatcaps: The build failed. Its output is in "), lines.toString());
    }
}
