// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A JDK on this machine, which runs the built command line. */
public final class Jdk {

    private static final int SECONDS = 180;

    private final Path home;
    private final int version;

    /** The output and exit code of a process. */
    public static final class Result {
        public final int exitCode;
        public final String out;
        public final String err;

        Result(int exitCode, String out, String err) {
            this.exitCode = exitCode;
            this.out = out;
            this.err = err;
        }

        /** Returns a single line, for the reason of a skipped test. Reports start a multi-line reason with an empty line. */
        public String inOneLine() {
            return toString().strip().replaceAll("\\s*\n\\s*", "; ");
        }

        @Override
        public String toString() {
            return "exit " + exitCode + "\n" + out + err;
        }
    }

    private Jdk(Path home) throws IOException {
        this.home = home;
        Properties release = new Properties();
        try (InputStream file = Files.newInputStream(home.resolve("release"))) {
            release.load(file);
        }
        String text = release.getProperty("JAVA_VERSION").replace("\"", "");
        this.version = Integer.parseInt(text.split("[.]")[0]);
    }

    /** Returns the JDK that runs Maven, and the newest one, which runs these tests. */
    public static List<Jdk> all() throws IOException {
        Jdk maven = new Jdk(Path.of(System.getProperty("maven.jdk")).toRealPath());
        Jdk newest = newest();
        return maven.home.equals(newest.home) ? List.of(newest) : List.of(maven, newest);
    }

    public static Jdk newest() throws IOException {
        return new Jdk(Path.of(System.getProperty("java.home")).toRealPath());
    }

    public static Path dist() {
        return Path.of(System.getProperty("dist"));
    }

    public boolean hasFfm() {
        return version >= 22;
    }

    /** Returns whether this version warns of native access, and has the option that allows it silently. */
    public boolean warnsOfNativeCode() {
        return version >= 24;
    }

    public int version() {
        return version;
    }

    public String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Returns a command with the tool on the class path, as users run it. */
    public Result jar(String... arguments) throws Exception {
        List<String> command =
                command("-jar", dist().resolve("compatcaps-cli.jar").toString());
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    /** Returns a command with the tool on the module path. */
    Result module(String... arguments) throws Exception {
        List<String> command = command("-p", dist().resolve("compatcaps-cli.jar") + ":" + dist().resolve("lib"));
        if (warnsOfNativeCode()) {
            command.add("--enable-native-access=org.compatcaps.backend.ffm,com.sun.jna,org.jnrproject.jffi");
        }
        command.add("-m");
        command.add("org.compatcaps.cli/org.compatcaps.cli.Main");
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    public static Result run(List<String> command) throws Exception {
        return run(Path.of(""), command);
    }

    public static Result run(Path directory, List<String> command) throws Exception {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toAbsolutePath().toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("COMPATCAPS_BACKEND");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running after " + SECONDS + " s: " + command);
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
