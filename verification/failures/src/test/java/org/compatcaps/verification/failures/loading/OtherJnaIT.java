// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that has another version of JNA: all of it, or only the native library; or that uses JNA itself. */
class OtherJnaIT {

    private static final String LIBRARY = "com/sun/jna/linux-x86-64/libjnidispatch.so";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    private static Path otherJna(String name) {
        return Path.of(System.getProperty("other-jna")).resolve(name);
    }

    private static Jdk.Result listWith(Jdk jdk, Path first, Path second) throws Exception {
        return Tool.on(jdk).runOnClassPath(first + ":" + second, "backends");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jna4BeforeOursIsReported(Jdk jdk) throws Exception {
        Path cli = Jdk.dist().resolve("compatcaps-cli.jar");
        Jdk.Result list = listWith(jdk, otherJna("jna-4.jar"), cli);
        String reason = Tool.reasonOf("jna", list);
        assertTrue(reason.contains("NoSuchFieldError"), reason);
        assertTrue(
                reason.endsWith(". An older JNA comes first on the class path. Remove it, or put JNA 5 before it"),
                reason);
        assertTrue(list.out.contains("jnr: available\n"), list.toString());

        String classPath = otherJna("jna-4.jar") + ":" + cli;
        Jdk.Result byName = Tool.on(jdk).runOnClassPath(classPath, "--backend", "jna");
        assertEquals(5, byName.exitCode, byName.toString());
        assertTrue(byName.err.contains(reason), byName.toString());

        Jdk.Result automatic = Tool.on(jdk).runOnClassPath(classPath, "--device", "/nonexistent");
        assertEquals(4, automatic.exitCode, automatic.toString());
        assertTrue(automatic.err.contains("it does not exist (ENOENT)"), automatic.toString());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jna4AfterOursAndOlderJna5AreHarmless(Jdk jdk) throws Exception {
        Path cli = Jdk.dist().resolve("compatcaps-cli.jar");
        for (Jdk.Result list : List.of(
                listWith(jdk, cli, otherJna("jna-4.jar")),
                listWith(jdk, cli, otherJna("jna-5.jar")),
                listWith(jdk, otherJna("jna-5.jar"), cli))) {
            assertTrue(list.out.contains("jna: available\n"), list.toString());
        }
        // It also works.
        Jdk.Result result = Tool.on(jdk)
                .runOnClassPath(otherJna("jna-5.jar") + ":" + cli, "--backend", "jna", "--device", "/dev/null");
        assertEquals(4, result.exitCode, result.toString());
        assertTrue(result.err.contains("KVM_GET_API_VERSION failed with ENOTTY"), result.toString());
    }

    @ParameterizedTest
    @CsvSource({"jna-4.jar", "jna-5.jar"})
    void nativeLibraryOfOtherVersionIsReported(String jar) throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the name of the library is that for x86_64");
        Tool.extractFromJar(otherJna(jar), LIBRARY, directory);
        Jdk older = jdks().get(0);
        for (Tool tool : List.of(
                Tool.on(older).with("-Djna.boot.library.path=" + directory),
                Tool.on(older).with("-Djna.nosys=false", "-Djava.library.path=" + directory))) {
            String reason = tool.reasonOf("jna");
            assertTrue(reason.contains("There is an incompatible JNA native library"), reason);
            assertTrue(reason.contains("Drop the options -Djna.boot.library.path and -Djna.nosys=false"), reason);
            tool.assertRefusedByName("jna", reason);
            tool.assertAutomatically(older.hasFfm() ? "ffm" : "jnr");
        }
    }

    /** As with Debian's libjna-java, whose jar has no native library, so that JNA finds that of the next jar. */
    @Test
    void nativeLibraryOfOtherJarIsReported() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the name of the library is that for x86_64");
        Path cli = Jdk.dist().resolve("compatcaps-cli.jar");
        Path withoutLibrary = Files.copy(otherJna("jna-5.jar"), directory.resolve("jna.jar"));
        Tool.extractFromJar(withoutLibrary, LIBRARY, directory);
        Tool.removeFromJar(withoutLibrary, LIBRARY);
        Jdk older = jdks().get(0);
        String reason = Tool.reasonOf("jna", listWith(older, withoutLibrary, cli));
        assertTrue(reason.contains("There is an incompatible JNA native library"), reason);
        assertTrue(reason.contains(" (Expected: "), reason);
        assertTrue(
                reason.endsWith(
                        "The library is from another jar than JNA's classes. Leave only one jar of JNA on the class path,"
                                + " and install libjna-jni if that jar is Debian's"),
                reason);
        // Debian's JNA looks for the library of libjna-jni by itself, as this one does with these options.
        Jdk.Result fixed = Tool.on(older)
                .with("-Djna.nosys=false", "-Djava.library.path=" + directory)
                .runOnClassPath(withoutLibrary + ":" + cli, "backends");
        assertTrue(fixed.out.contains("jna: available\n"), fixed.toString());
    }

    /** An application that tried JNA first, so that its classes cannot be initialized any more. */
    @ParameterizedTest
    @MethodSource("jdks")
    void secondAttemptHasReasonOfFirst(Jdk jdk) throws Exception {
        assumeTrue(jdk.version() >= 17, "older Java versions do not keep the first error");
        Path source = directory.resolve("Application.java");
        Files.writeString(
                source,
                String.join(
                        "\n",
                        "public class Application {",
                        "    public static void main(String[] arguments) {",
                        "        try {",
                        "            com.sun.jna.Native.getLastError();",
                        "        } catch (LinkageError e) {",
                        "            org.compatcaps.Backend.list().forEach(System.out::println);",
                        "        }",
                        "    }",
                        "}"));
        Jdk.Result list =
                Jdk.run(jdk.command("-Djna.nounpack=true", "-cp", Jdk.dist().resolve("lib") + "/*", source.toString()));
        String reason = Tool.reasonOf("jna", list);
        assertTrue(reason.contains("Could not find JNA native support"), reason);
        assertTrue(reason.contains("or drop -Djna.nounpack"), reason);
    }
}
