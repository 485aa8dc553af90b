// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jars that are truncated, damaged or missing; on both JDKs where their results differ. */
@Execution(ExecutionMode.CONCURRENT)
class DamagedJarsIT {

    private static final String BACKEND_JAR = "compatcaps-backend-jna-*.jar";
    private static final String SERVICES = "META-INF/services/org.compatcaps.spi.BackendProvider";
    private static final String PROVIDER = "org/compatcaps/backend/jna/JnaBackendProvider.class";

    private static final String UNREADABLE = "cannot be loaded: java.util.zip.ZipException: ";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    /** The list reports the damaged jar of the backend jna, and all others work. */
    private static void assertBroken(Jdk jdk, Path dist, String... texts) throws Exception {
        Tool tool = Tool.on(jdk).from(dist);
        String reason = tool.reasonOf("(broken)");
        for (String text : texts) {
            assertTrue(reason.contains(text), reason);
        }
        tool.assertRefusedByName("jna", reason);
        tool.assertAvailable("jnr");
        tool.assertAutomatically(jdk.hasFfm() ? "ffm" : "jnr");
    }

    private static String damaged(Path jar) {
        return ". " + jar + " is damaged. Replace it with the original";
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void truncatedJarIsReported(Jdk jdk) throws Exception {
        Path dist = Tool.copyOfDist(directory);
        Path jar = Tool.jar(dist, BACKEND_JAR);
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
        assertBroken(jdk, dist, UNREADABLE, damaged(jar));

        String classPath = dist.resolve("compatcaps-cli.jar") + ":" + dist.resolve("lib") + "/*";
        String reason = Tool.reasonOf("(broken)", Tool.on(jdk).from(dist).runOnClassPath(classPath, "backends"));
        assertTrue(reason.startsWith(UNREADABLE), reason);
        assertTrue(reason.endsWith(damaged(jar)), reason);
    }

    @Test
    void jarOfGarbageIsReported() throws Exception {
        Jdk older = jdks().get(0);
        Path dist = Tool.copyOfDist(directory);
        Path jar = Tool.jar(dist, BACKEND_JAR);
        byte[] garbage = new byte[4711];
        Arrays.fill(garbage, (byte) 0xA5);
        Files.write(jar, garbage);
        assertBroken(older, dist, UNREADABLE, damaged(jar));
    }

    @Test
    void jarOfAnotherUserIsReported() throws Exception {
        Jdk newest = Jdk.newest();
        List<String> user = OtherUser.prefix();
        assumeTrue(OtherUser.mayRead(Path.of(newest.tool("java"))), "no ordinary user can read " + newest.tool("java"));
        Path dist = OtherUser.copy(directory, Jdk.dist()).resolve("dist");
        Path jar = Tool.jar(dist, BACKEND_JAR);
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
        String reason = Tool.on(newest).from(dist).behind(user).reasonOf("(broken)");
        assertTrue(reason.endsWith(". " + jar + " cannot be read by this user. Change its permissions"), reason);
    }

    @Test
    void servicesFileWithMissingClassIsReported() throws Exception {
        Jdk older = jdks().get(0);
        Path dist = Tool.copyOfDist(directory);
        Tool.replaceInJar(
                Tool.jar(dist, BACKEND_JAR), SERVICES, "org.example.Missing".getBytes(StandardCharsets.UTF_8));
        assertBroken(older, dist, "Provider org.example.Missing not found", ". Check the jar that it comes from");
    }

    @Test
    void servicesFileOfGarbageIsReported() throws Exception {
        Jdk older = jdks().get(0);
        Path dist = Tool.copyOfDist(directory);
        Path jar = Tool.jar(dist, BACKEND_JAR);
        Tool.replaceInJar(jar, SERVICES, "?? garbage".getBytes(StandardCharsets.UTF_8));
        assertBroken(older, dist, jar + "!/" + SERVICES, ". Check the jar that it comes from");
    }

    @Test
    void providerClassOfGarbageIsReported() throws Exception {
        Jdk older = jdks().get(0);
        Path dist = Tool.copyOfDist(directory);
        Tool.replaceInJar(Tool.jar(dist, BACKEND_JAR), PROVIDER, new byte[300]);
        assertBroken(older, dist, "ClassFormatError", "JnaBackendProvider", ". Check the jar that it comes from");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void providerClassForNewerJavaIsReported(Jdk jdk) throws Exception {
        Path dist = Tool.copyOfDist(directory);
        // The head of a class file of a version that does not exist yet; the JVM reads no further.
        byte[] tooNew = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 4, 0, 0, 1};
        Tool.replaceInJar(Tool.jar(dist, BACKEND_JAR), PROVIDER, tooNew);
        assertBroken(jdk, dist, "UnsupportedClassVersionError", "JnaBackendProvider", ". Use a newer Java version");
    }

    /** Java takes the first exclamation mark before a slash for the end of the jar. */
    @ParameterizedTest
    @MethodSource("jdks")
    void directoryThatJavaMisreadsIsReported(Jdk jdk) throws Exception {
        Path dist = Tool.copyOfDist(directory.resolve("odd name!"));
        Tool tool = Tool.on(jdk).from(dist);
        String reason = tool.reasonOf("(broken)");
        assertTrue(reason.contains("in a jar below a directory whose name ends in '!'. Rename it"), reason);
        tool.assertNoneAutomatically();
        Path renamed = Files.move(dist.getParent(), directory.resolve("odd name"));
        Tool.on(jdk).from(renamed.resolve("dist")).assertAvailable("jna", "jnr");
    }

    @Test
    void missingBindingLibraryIsReported() throws Exception {
        Jdk older = jdks().get(0);
        Path dist = Tool.copyOfDist(directory);
        Files.delete(Tool.jar(dist, "jna-*.jar"));
        Files.delete(Tool.jar(dist, "jnr-ffi-*.jar"));
        Tool tool = Tool.on(older).from(dist);
        String jna = tool.reasonOf("jna");
        assertTrue(jna.endsWith(". Add JNA's jar (net.java.dev.jna:jna)"), jna);
        String jnr = tool.reasonOf("jnr");
        assertTrue(jnr.contains("Add the jars of jnr-ffi (com.github.jnr:jnr-ffi)"), jnr);
        tool.assertRefusesAllButFfm(jna, jnr);
    }

    /** The SDK itself cannot work without it, unlike a backend. The tool reports that in one line. */
    @Test
    void missingLibraryOfSdkIsReportedInOneLine() throws Exception {
        Jdk older = jdks().get(0);
        Path dist = Tool.copyOfDist(directory);
        Files.delete(Tool.jar(dist, "slf4j-api-*.jar"));
        // A backend that is skipped because its library is missing is logged on every Java version.
        Files.delete(Tool.jar(dist, "compatcaps-backend-ffm-*.jar"));
        Files.delete(Tool.jar(dist, "jna-*.jar"));
        Jdk.Result result = Tool.on(older).from(dist).run();
        assertEquals(70, result.exitCode, result.toString());
        assertTrue(
                result.err.startsWith("compatcaps: unexpected java.lang.NoClassDefFoundError: org/slf4j/"), result.err);
        assertEquals(1, result.err.lines().count(), result.err);
    }
}
