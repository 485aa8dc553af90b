// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;

/**
 * A way to start the packaged command line tool.
 *
 * @param jdk the JDK that runs it
 * @param directory a temporary directory of its own
 * @param dist the directory of the tool
 * @param prefix the start of the command, before {@code java}
 * @param options the options of Java
 * @param program the jar or the class path with the main class
 */
record Tool(Jdk jdk, Path directory, Path dist, List<String> prefix, List<String> options, List<String> program) {

    static Tool on(Jdk jdk, Path directory) {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the native backends need Linux");
        // The options shorten the start.
        List<String> quick = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return new Tool(jdk, directory, null, List.of(), quick, null).from(Jdk.dist());
    }

    Tool from(Path otherDist) {
        List<String> jar =
                List.of("-jar", otherDist.resolve("compatcaps-cli.jar").toString());
        return new Tool(jdk, directory, otherDist, prefix, options, jar);
    }

    /** Returns this tool in a copy, which can be damaged. */
    Tool copied() throws Exception {
        // jffi can leave files in the working directory.
        return startedBy(List.of("env", "-C", directory.toString()))
                .from(OtherUser.copy(directory, Jdk.dist()).resolve("dist"));
    }

    Tool startedBy(List<String> command) {
        return new Tool(jdk, directory, dist, command, options, program);
    }

    Tool with(String... moreOptions) {
        List<String> all =
                Stream.concat(options.stream(), Stream.of(moreOptions)).toList();
        return new Tool(jdk, directory, dist, prefix, all, program);
    }

    Tool onClassPath(Object... entries) {
        String classPath =
                String.join(":", Stream.of(entries).map(Object::toString).toList());
        List<String> main = List.of("-cp", classPath, "org.compatcaps.cli.Main");
        return new Tool(jdk, directory, dist, prefix, options, main);
    }

    /** Returns this tool, in another directory. */
    Tool moved(String name) throws IOException {
        Path parent = Files.move(dist.getParent(), directory.resolve(name));
        return from(parent.resolve(dist.getFileName()));
    }

    /**
     * Returns this tool with a file system mounted on the directory that these properties name. It is the working directory as
     * well, since jffi also tries to use the working directory.
     */
    Tool mounted(String mountOptions, String... properties) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare is not installed");
        List<String> namespace = new ArrayList<>(List.of("unshare", "--mount"));
        if (!OtherUser.isRoot()) {
            namespace.addAll(List.of("--user", "--map-root-user"));
        }
        Jdk.Result probe = Jdk.run(concat(namespace, "true"));
        assumeTrue(probe.exitCode == 0, "no mount namespace can be had here: " + probe.inOneLine());
        String point = Files.createDirectories(directory.resolve("mounted")).toString();
        String script =
                "mount -t tmpfs -o \"$0\" tmpfs \"$1\" && cd \"$1\" && shift && exec env -u XDG_CACHE_HOME -u TMPDIR"
                        + " \"$@\"";
        return startedBy(concat(namespace, "sh", "-c", script, mountOptions, point))
                .with(Stream.of(properties)
                        .map(property -> "-D" + property + "=" + point)
                        .toArray(String[]::new));
    }

    static List<String> concat(List<String> first, String... second) {
        return Stream.concat(first.stream(), Stream.of(second)).toList();
    }

    Jdk.Result run(String... arguments) throws Exception {
        List<String> command = Stream.of(prefix, List.of(jdk.tool("java")), options, program, List.of(arguments))
                .flatMap(List::stream)
                .toList();
        Jdk.Result result = Jdk.run(command);
        String printed = result.out + result.err;
        assertFalse(printed.contains("\tat ") || printed.contains("Exception in thread"), () -> command + " " + result);
        return result;
    }

    List<String> backends() {
        return jdk.hasFfm() ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr");
    }

    /** Returns the jar whose name matches, such as {@code jna-*.jar}. */
    Path jar(String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dist.resolve("lib"), glob)) {
            files.forEach(found::add);
        }
        assertEquals(1, found.size(), glob + " in " + dist + ": " + found);
        return found.get(0);
    }

    /** Copies an entry of a jar to the temporary directory. */
    void extract(Path jar, String entry) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path from = zip.getPath(entry);
            Files.copy(from, directory.resolve(from.getFileName().toString()));
        }
    }

    static void replace(Path jar, String entry, byte[] content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.write(zip.getPath(entry), content);
        }
    }

    static void remove(Path jar, String entry) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.delete(zip.getPath(entry));
        }
    }
}
