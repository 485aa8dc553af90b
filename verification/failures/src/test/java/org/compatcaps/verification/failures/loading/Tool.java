// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** The packaged command line tool, in a place and with Java options of its own. */
final class Tool {

    /** For starts that are quick: there are many, and none runs for long. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Jdk jdk;
    private final Path dist;
    private final List<String> prefix;
    private final List<String> javaOptions;

    /** What {@code backends} printed, once it was asked. */
    private Jdk.Result list;

    private Tool(Jdk jdk, Path dist, List<String> prefix, List<String> javaOptions) {
        this.jdk = jdk;
        this.dist = dist;
        this.prefix = prefix;
        this.javaOptions = javaOptions;
    }

    static Tool on(Jdk jdk) {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the native backends need Linux");
        return new Tool(jdk, Jdk.dist(), List.of(), QUICK);
    }

    Tool from(Path otherDist) {
        return new Tool(jdk, otherDist, prefix, javaOptions);
    }

    /** Behind a program that starts it. */
    Tool behind(List<String> program) {
        return new Tool(jdk, dist, program, javaOptions);
    }

    Tool with(String... moreJavaOptions) {
        List<String> all = new ArrayList<>(javaOptions);
        all.addAll(Arrays.asList(moreJavaOptions));
        return new Tool(jdk, dist, prefix, all);
    }

    Jdk.Result run(String... arguments) throws Exception {
        return run("-jar", dist.resolve("compatcaps-cli.jar").toString(), arguments);
    }

    /** With a class path instead of {@code -jar}. */
    Jdk.Result runOnClassPath(String classPath, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("org.compatcaps.cli.Main"));
        all.addAll(Arrays.asList(arguments));
        return run("-cp", classPath, all.toArray(new String[0]));
    }

    private Jdk.Result run(String how, String what, String[] arguments) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(jdk.command(javaOptions.toArray(new String[0])));
        command.add(how);
        command.add(what);
        command.addAll(Arrays.asList(arguments));
        Jdk.Result result = Jdk.run(command);
        assertNoStackTrace(result, command);
        return result;
    }

    private static void assertNoStackTrace(Jdk.Result result, List<String> command) {
        if (!command.contains("--debug")) {
            for (String printed : List.of(result.out, result.err)) {
                assertFalse(printed.contains("\tat "), () -> command + " " + result);
                assertFalse(printed.contains("Exception in thread"), () -> command + " " + result);
            }
        }
    }

    private Jdk.Result list() throws Exception {
        if (list == null) {
            list = run("backends");
        }
        return list;
    }

    /** The one line of the list of backends that says why this one is not available. */
    String reasonOf(String backend) throws Exception {
        return reasonOf(backend, list());
    }

    static String reasonOf(String backend, Jdk.Result list) {
        assertEquals(0, list.exitCode, list.toString());
        String start = backend + ": not available: ";
        List<String> lines = new ArrayList<>();
        list.out.lines().filter(line -> line.startsWith(start)).forEach(lines::add);
        assertEquals(1, lines.size(), list.toString());
        return lines.get(0).substring(start.length());
    }

    private boolean isAvailable(String backend) throws Exception {
        return list().out.lines().anyMatch((backend + ": available")::equals);
    }

    void assertAvailable(String... backends) throws Exception {
        for (String backend : backends) {
            assertTrue(isAvailable(backend), () -> backend + ": " + list);
        }
    }

    /** Selecting the backend is an error with the reason; no other backend is used instead. */
    void assertRefusedByName(String backend, String reason) throws Exception {
        Jdk.Result result = run("--backend", backend);
        assertEquals(5, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertTrue(result.err.contains("compatcaps: Backend '" + backend + "', selected by the application, "));
        assertTrue(withoutNumbers(result.err).contains(withoutNumbers(reason)), result.toString());
    }

    /** The temporary files of JNA and jffi have other names each time. */
    private static String withoutNumbers(String text) {
        return text.replaceAll("(jna|jffi)\\d+[.]", "$1N.");
    }

    /** Without a name the next backend answers: that there is no such device. */
    void assertAutomatically(String backend) throws Exception {
        for (String better : List.of("ffm", "jna", "jnr")) {
            if (better.equals(backend)) {
                break;
            }
            assertFalse(isAvailable(better), () -> better + ": " + list);
        }
        assertAvailable(backend);
        Jdk.Result result = run("--device", "/nonexistent");
        assertEquals(4, result.exitCode, result.toString());
        assertTrue(result.err.contains("it does not exist (ENOENT)"), result.toString());
    }

    void assertNoneAutomatically() throws Exception {
        Jdk.Result result = run("--device", "/nonexistent");
        assertEquals(5, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertTrue(result.err.contains("compatcaps: There is no usable backend. Found: "), result.toString());
    }

    /** With these reasons neither JNA nor jnr-ffi is used, and FFM is on a Java that has it. */
    void assertRefusesAllButFfm(String jnaReason, String jnrReason) throws Exception {
        assertRefusedByName("jna", jnaReason);
        assertRefusedByName("jnr", jnrReason);
        if (jdk.hasFfm()) {
            assertAutomatically("ffm");
        } else {
            assertNoneAutomatically();
        }
    }

    /** A copy of the tool and its jars, to be damaged. */
    static Path copyOfDist(Path directory) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("dist"));
        copyFiles(Jdk.dist(), copy);
        copyFiles(Jdk.dist().resolve("lib"), Files.createDirectories(copy.resolve("lib")));
        return copy;
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** The jar whose name matches, such as {@code jna-*.jar}. */
    static Path jar(Path dist, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dist.resolve("lib"), glob)) {
            files.forEach(found::add);
        }
        assertEquals(1, found.size(), glob + " in " + dist + ": " + found);
        return found.get(0);
    }

    static void removeFromJar(Path jar, String... entries) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
            for (String entry : entries) {
                Files.delete(zip.getPath(entry));
            }
        }
    }

    static void replaceInJar(Path jar, String entry, byte[] content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
            Files.write(zip.getPath(entry), content);
        }
    }

    static void extractFromJar(Path jar, String entry, Path directory) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
            Path from = zip.getPath(entry);
            Files.copy(from, directory.resolve(from.getFileName().toString()));
        }
    }
}
