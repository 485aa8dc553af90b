// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated machine without Java, with a few programs and a checkout. */
abstract class MachineWithoutJava {

    @TempDir
    Path directory;

    Path checkout;
    Path machine;
    Path bin;
    final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void makeMachineWithoutJava() throws Exception {
        checkout = LauncherIT.checkout(directory);
        Files.copy(Path.of("../mvnw"), checkout.resolve("mvnw"));
        machine = Files.createDirectory(directory.resolve("machine"));
        bin = Files.createDirectory(machine.resolve("bin"));
        for (String tool : List.of(
                "bash",
                "sh",
                "cat",
                "dirname",
                "basename",
                "env",
                "find",
                "flock",
                "grep",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sed",
                "sort",
                "tail",
                "touch",
                "uname",
                "unzip")) {
            for (String folder : System.getenv("PATH").split(":")) {
                if (Files.isExecutable(Path.of(folder, tool)) && Files.notExists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(folder, tool));
                }
            }
        }
        userIs(1000);
        Path finder = checkout.resolve(".mvn/find-jdk.sh");
        Files.writeString(finder, Files.readString(finder).replaceAll(" /(usr|opt|var|etc)/", " " + machine + "/$1/"));
        environment.put("PATH", bin.toString());
        environment.put("HOME", machine.resolve("home").toString());
    }

    Path command(String name, String... lines) throws IOException {
        return executable(bin.resolve(name), lines);
    }

    static Path executable(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    void userIs(int number) throws IOException {
        command("id", "echo " + number);
    }

    void aptKnows(String... packages) throws IOException {
        command("apt-get");
        command("apt-cache", "[ \"$1\" = pkgnames ] && printf '%s\\n' " + String.join(" ", packages));
        file("var/lib/apt/lists/deb_Packages", "");
    }

    void file(String name, String content) throws IOException {
        Path file = machine.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    Path java(String home, String version) throws IOException {
        file(home + "/release", "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(machine.resolve(home).resolve("bin/java"), "echo \"ran on " + version + "\"");
        return machine.resolve(home);
    }

    Path jdk(String home, String version) throws IOException {
        executable(java(home, version).resolve("bin/javac"));
        return machine.resolve(home);
    }

    void notBuilt() throws IOException {
        Files.delete(checkout.resolve("cli/target/compatcaps.built"));
    }

    /** Replaces Maven. Its output goes to the log. */
    void maven(String... lines) throws IOException {
        notBuilt();
        environment.put("COMPATCAPS_MVN", command("maven", lines).toString());
    }

    Jdk.Result run(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("env", "-i", "-C", checkout.toString()));
        environment.forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(List.of(command));
        return Jdk.run(all);
    }

    List<String> refusal(String script, int exitCode) throws Exception {
        Jdk.Result result = run(script, "--help");
        assertEquals(exitCode, result.exitCode, result.toString());
        assertEquals("", result.out);
        return result.err.lines().toList();
    }

    List<String> refusalToBuild() throws Exception {
        Files.deleteIfExists(checkout.resolve("cli/target/compatcaps.built"));
        return refusal("./compatcaps", 70);
    }

    static void assertContains(String expected, List<String> lines) {
        assertTrue(lines.contains(expected), () -> expected + " is not in\n" + String.join("\n", lines));
    }
}
