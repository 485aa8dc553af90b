// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.compatcaps.cli.Jdk;

/** Java code of the documentation: one fragment, or all complete files of a section. */
final class JavaExample {

    private static final Pattern TYPE =
            Pattern.compile("^(?:public |final |abstract )*(?:class|interface|enum) (\\w+)", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    private static final String OLDEST_JAVA = "11";

    /** Imports that the documentation leaves out. */
    private static final String IMPORTS = """
            import static org.junit.jupiter.api.Assertions.*;
            import java.nio.ByteBuffer;
            import java.util.*;
            import org.compatcaps.*;
            import org.compatcaps.backend.jna.*;
            import org.compatcaps.backend.mock.*;
            import org.compatcaps.backend.tck.*;
            import org.compatcaps.spi.*;
            import org.junit.jupiter.api.*;
            """;

    private final List<Block> blocks = new ArrayList<>();

    static List<JavaExample> of(List<Block> javaBlocks) {
        Map<String, JavaExample> bySection = new LinkedHashMap<>();
        for (Block block : javaBlocks) {
            String page = block.where().replaceAll(":.*", "");
            String key = isWholeFile(block) ? page + "#" + block.section() : block.where();
            bySection.computeIfAbsent(key, unused -> new JavaExample()).blocks.add(block);
        }
        return List.copyOf(bySection.values());
    }

    private static boolean isWholeFile(Block block) {
        return TYPE.matcher(block.text()).find() || isModule(block);
    }

    private static boolean isModule(Block block) {
        return block.text().startsWith("module ");
    }

    boolean hasModule() {
        return blocks.stream().anyMatch(JavaExample::isModule);
    }

    List<String> needs() {
        return blocks.stream().flatMap(block -> block.needs().stream()).toList();
    }

    /** Compiles the example for the oldest Java; fails with the compiler's messages. */
    void compile(Path classes, String classPath) throws IOException {
        compile(block -> !isModule(block), classes, "-cp", classPath);
    }

    /** Compiles the example as a module, without its tests. */
    void compileModule(Path classes, String modulePath) throws IOException {
        compile(block -> !isTest(block), classes, "-p", modulePath);
    }

    private void compile(Predicate<Block> isPart, Path classes, String option, String path) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", OLDEST_JAVA, "-Werror"));
        arguments.add("-Xlint:all,-options,-processing,-requires-automatic");
        arguments.addAll(List.of("-d", classes.toString(), option, path));
        for (Block block : blocks) {
            if (isPart.test(block)) {
                arguments.add(write(block, classes.resolve("sources")).toString());
            }
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments.toArray(String[]::new));
        assertEquals(0, status, () -> this + " does not compile: " + messages);
    }

    private static Path write(Block block, Path folder) throws IOException {
        String source = block.text();
        String file;
        if (!isWholeFile(block)) {
            file = "Fragment.java";
            source = IMPORTS
                    + "final class Fragment {\n"
                    + "    public static void main(String... arguments) {\n" + source + "    }\n"
                    + "}\n";
        } else if (isModule(block)) {
            file = "module-info.java";
        } else {
            file = path(block) + ".java";
            source = PACKAGE.matcher(source).find() ? source : IMPORTS + source;
        }
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, source);
    }

    /** Returns the class of a complete file, as a path. */
    private static String path(Block block) {
        Matcher type = TYPE.matcher(block.text());
        assertTrue(type.find(), block.where());
        Matcher inPackage = PACKAGE.matcher(block.text());
        return (inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "") + type.group(1);
    }

    /** Runs main methods with the mock as backend and compares their output; runs tests. */
    void run(Jdk jdk, String classPath) throws Exception {
        for (Block block : blocks) {
            if (!isWholeFile(block)) {
                runMain(jdk, classPath, block, "Fragment");
            } else if (block.text().contains("static void main(")) {
                runMain(jdk, classPath, block, path(block).replace('/', '.'));
            } else if (isTest(block)) {
                runTests(jdk, classPath, block);
            }
        }
    }

    private static boolean isTest(Block block) {
        return block.text().contains("@Test") || block.text().contains(" extends LinuxSystemCallsTck ");
    }

    private static void runMain(Jdk jdk, String classPath, Block block, String main) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-Dcompatcaps.backend=mock", "-ea", "-cp", classPath, main));
        if (jdk.warnsOfNativeCode()) {
            arguments.add(0, "--enable-native-access=ALL-UNNAMED");
        }
        Jdk.Result result = Jdk.run(jdk.command(arguments.toArray(String[]::new)));
        assertEquals(0, result.exitCode, () -> block + " on " + jdk + ": " + result);
        assertEquals("", result.err, () -> block + " on " + jdk);
        if (block.output() != null) {
            assertEquals(block.output(), result.out, () -> block + " on " + jdk);
        }
    }

    /** A class without tests is a failure, too. */
    private static void runTests(Jdk jdk, String classPath, Block block) throws Exception {
        String all = classPath + File.pathSeparator + System.getProperty("java.class.path");
        String name = path(block).replace('/', '.');
        Jdk.Result result = Jdk.run(jdk.command(
                "-cp",
                all,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--select-class=" + name,
                "--fail-if-no-tests"));
        assertEquals(0, result.exitCode, () -> block + " on " + jdk + ": " + result);
    }

    @Override
    public String toString() {
        return blocks.get(0).where();
    }
}
