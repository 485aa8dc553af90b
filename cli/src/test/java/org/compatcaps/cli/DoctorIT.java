// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the packaged doctor on real faults, made with namespaces, other users and JVM options. */
@Execution(ExecutionMode.CONCURRENT)
class DoctorIT {

    private static final String JAR =
            Jdk.dist().resolve("compatcaps-cli.jar").toAbsolutePath().toString();

    /** Makes a /dev without KVM. Its files are mounts, because some environments cannot create devices. */
    private static final String DEV = "mount -t tmpfs tmpfs %1$s && for d in null random urandom; do"
            + " touch %1$s/$d && mount --bind /dev/$d %1$s/$d || exit 99; done && mount --rbind %1$s /dev";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @BeforeEach
    void onLinuxThatIsNotPower() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
        assumeFalse(System.getProperty("os.arch").startsWith("ppc"), "on Power, the verdicts differ");
    }

    private static String tool(Jdk jdk, String... arguments) {
        return quoted(jdk.tool("java")) + " -jar " + quoted(JAR) + " doctor --json " + String.join(" ", arguments);
    }

    /** Quotes a command for a shell, even within single quotes. */
    static String quoted(Object path) {
        return '"' + path.toString() + '"';
    }

    /** Runs a script as root in a mount namespace. */
    static Jdk.Result inNamespace(String script) throws Exception {
        List<String> unshare = new ArrayList<>(List.of("unshare", "--mount"));
        if (!OtherUser.isRoot()) {
            unshare.add("--map-root-user");
        }
        List<String> trial = new ArrayList<>(unshare);
        trial.addAll(List.of("sh", "-c", "mount -t tmpfs tmpfs /mnt"));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare is not installed");
        assumeTrue(Jdk.run(trial).exitCode == 0, "mount namespaces are not allowed here");
        unshare.addAll(List.of("sh", "-c", script));
        return Jdk.run(unshare);
    }

    private static JsonObject parse(Jdk.Result result) {
        assertEquals(10, result.exitCode, result.toString());
        assertEquals(
                "",
                result.err.replaceAll(
                        "(?m)^(NOTE: Picked up JDK_JAVA_OPTIONS|Picked up JAVA_TOOL_OPTIONS|WARNING).*\\R", ""));
        JsonObject page = JsonParser.parseString(result.out).getAsJsonObject();
        assertEquals("problem", page.get("verdict").getAsString());
        // On such a machine this comes first.
        assertTrue(
                page.get("summary").getAsString().startsWith("not a Power host: its architecture is "),
                result.toString());
        assertTrue(
                page.get("summary")
                        .getAsString()
                        .contains(". Fix first: run this on an IBM Power host. Other findings: "),
                result.toString());
        return page;
    }

    private static void assertFinding(JsonObject page, String id, String status, String text, String remedy) {
        for (JsonElement element : page.getAsJsonArray("findings")) {
            JsonObject finding = element.getAsJsonObject();
            if (finding.get("id").getAsString().equals(id)) {
                assertEquals(status, finding.get("status").getAsString(), finding.toString());
                assertTrue(finding.get("text").getAsString().contains(text), finding.toString());
                if (remedy == null) {
                    assertTrue(finding.get("remedy").isJsonNull(), finding.toString());
                } else {
                    assertEquals(remedy, finding.get("remedy").getAsString());
                    boolean isFirst = id.equals("architecture");
                    boolean isNamed = page.get("summary").getAsString().contains(id);
                    assertTrue(isFirst || isNamed == status.equals("problem"), page.toString());
                }
                return;
            }
        }
        throw new AssertionError("no " + id + " in " + page);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void otherArchitectureIsTheFirstProblem(Jdk jdk) throws Exception {
        for (Jdk.Result result : List.of(jdk.jar("doctor", "--json"), jdk.module("doctor", "--json"))) {
            JsonObject page = parse(result);
            assertFinding(page, "architecture", "problem", "not a Power host", "run this on an IBM Power host");
            assertFinding(page, "java", "ok", "Java " + jdk.version(), null);
            assertFinding(page, "backend-jna", "ok", "available", null);
            String access = jdk.warnsOfNativeCode() ? "allowed" : "not restricted on this Java version";
            assertFinding(page, "native-access", "ok", access, null);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void missingDeviceIsAProblem(Jdk jdk) throws Exception {
        JsonObject page = parse(inNamespace(String.format(DEV, directory) + " && " + tool(jdk)));
        assertFinding(page, "kvm-device", "problem", "/dev/kvm does not exist", deviceRemedy(page));
        assertFinding(page, "query", "problem", "it does not exist (ENOENT)", "run this on an IBM Power host");
    }

    /** The container has its own processes, files and devices, and the file that podman creates. */
    @Test
    void containerIsRecognized() throws Exception {
        String inside = "mount -t proc proc /proc && mount -t tmpfs tmpfs /run && touch /run/.containerenv && "
                + String.format(DEV, directory) + " && exec " + tool(Jdk.all().get(0));
        JsonObject page = parse(inNamespace("exec unshare --pid --fork sh -c '" + inside + "'"));
        assertFinding(page, "container", "ok", "yes: /run/.containerenv exists", null);
        assertFinding(page, "kvm-device", "problem", "does not exist", "start the container with --device /dev/kvm");
    }

    /** Returns the remedy for a container if this is one. */
    private static String deviceRemedy(JsonObject page) {
        return page.toString().contains("\"id\":\"container\",\"status\":\"ok\",\"text\":\"yes")
                ? "start the container with --device /dev/kvm"
                : "run this on an IBM Power host";
    }

    @Test
    void forbiddenDeviceIsAProblem() throws Exception {
        assumeTrue(OtherUser.isRoot(), "only root can become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        // The other user may have no access to the checkout.
        Path copy = Files.createTempDirectory(Path.of("/tmp"), "doctor");
        try {
            String become = "setpriv --reuid 65534 --regid 65534 --clear-groups ";
            String script = "cp -r " + quoted(Jdk.dist().toAbsolutePath()) + "/. " + copy + " && chmod -R a+rX " + copy
                    + " && mount -t tmpfs tmpfs /mnt && mknod -m 600 /mnt/kvm c 10 232 && cd " + copy + " && "
                    + become + "env HOME=/nonexistent "
                    + quoted(Jdk.all().get(0).tool("java"))
                    + " -jar compatcaps-cli.jar doctor --json --device /mnt/kvm";
            JsonObject page = parse(inNamespace(script));
            String remedy = deviceRemedy(page).startsWith("start the container")
                    ? "start the container with --user 0"
                    : "sudo setfacl -m u:65534:rw /mnt/kvm";
            assertFinding(
                    page, "kvm-device", "problem", "mode 0600; this process is uid 65534 and not in that", remedy);
            assertFinding(page, "query", "problem", "permission denied (EACCES)", "run this on an IBM Power host");
        } finally {
            Jdk.run(List.of("rm", "-rf", copy.toString()));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void noexecDirectoryIsAProblemWithoutFfm(Jdk jdk, @TempDir Path other) throws Exception {
        String mount = "mount -t tmpfs -o noexec tmpfs " + directory + " && cd " + directory
                + " && export JAVA_TOOL_OPTIONS='-Djava.io.tmpdir=" + directory + " -Djna.tmpdir=" + directory
                + " -Djffi.extract.dir=" + directory + "' && ";
        JsonObject page = parse(inNamespace(mount + tool(jdk)));
        String remedy =
                "export JDK_JAVA_OPTIONS='-Djna.tmpdir=DIR -Djffi.extract.dir=DIR', where DIR is writable and not"
                        + " noexec";
        boolean isUsable = jdk.hasFfm();
        assertFinding(
                page,
                "temporary-directory",
                isUsable ? "ok" : "problem",
                directory + " is mounted noexec",
                isUsable ? null : remedy);
        assertFinding(page, "backend-jna", isUsable ? "warning" : "problem", "mounted noexec", remedy);
        assertFinding(page, "backend-jnr", isUsable ? "warning" : "problem", "not available", remedy);

        String applied = remedy.substring(0, remedy.indexOf(", where")).replace("DIR", other.toString());
        page = parse(inNamespace(mount + applied + " && " + tool(jdk)));
        assertFinding(page, "backend-jna", "ok", "available", null);
        assertFinding(page, "backend-jnr", "ok", "available", null);
    }

    @Test
    void deniedNativeAccessIsAProblem() throws Exception {
        Jdk jdk = Jdk.newest();
        assumeTrue(jdk.warnsOfNativeCode(), "this Java denies nothing");
        // Not with -jar, since the manifest allows native access.
        List<String> command = new ArrayList<>(List.of("env", "JDK_JAVA_OPTIONS=--illegal-native-access=deny"));
        command.addAll(jdk.command("-cp", classPath(), "org.compatcaps.cli.Main", "doctor", "--json"));
        JsonObject page = parse(Jdk.run(command));
        String remedy = "java --enable-native-access=ALL-UNNAMED";
        assertFinding(page, "native-access", "problem", "Java denies native access to every backend", remedy);
        for (String backend : List.of("ffm", "jna", "jnr")) {
            assertFinding(page, "backend-" + backend, "problem", "Illegal native access", remedy);
        }
        assertFinding(page, "query", "problem", "There is no usable backend", "run this on an IBM Power host");

        command = new ArrayList<>(command.subList(0, 2));
        command.addAll(jdk.command("-jar", JAR, "doctor", "--json"));
        page = parse(Jdk.run(command));
        assertFinding(page, "native-access", "ok", "allowed", null);
        assertFinding(page, "backend-ffm", "ok", "available", null);
    }

    private static String classPath() {
        return JAR + ":" + Path.of(JAR).resolveSibling("lib") + "/*";
    }

    @Test
    void nativeAccessWarningOfJavaIsAWarning() throws Exception {
        Jdk jdk = Jdk.newest();
        assumeTrue(jdk.warnsOfNativeCode(), "this Java does not warn");
        Jdk.Result result = Jdk.run(jdk.command("-cp", classPath(), "org.compatcaps.cli.Main", "doctor", "--json"));
        assertTrue(result.err.contains("WARNING"), result.toString());
        JsonObject page = JsonParser.parseString(result.out).getAsJsonObject();
        assertFinding(
                page, "native-access", "warning", "Java prints a warning", "java --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void missingBackendsAreAProblem() throws Exception {
        Path copy = directory.resolve("dist");
        Jdk.Result copied = Jdk.run(List.of(
                "sh",
                "-c",
                "cp -r " + quoted(Jdk.dist().toAbsolutePath()) + " " + copy + " && rm " + copy
                        + "/lib/compatcaps-backend-[fj]*"));
        assertEquals(0, copied.exitCode, copied.toString());
        JsonObject page = parse(Jdk.run(
                Jdk.newest().command("-jar", copy.resolve("compatcaps-cli.jar").toString(), "doctor", "--json")));
        assertFinding(
                page,
                "backends",
                "problem",
                "none of ffm, jna or jnr was found",
                "add compatcaps-backend-jna and JNA to the class path");
    }

    @Test
    void launcherReturnsOneAndPrintsTheVerdictLast() throws Exception {
        Path checkout = LauncherIT.checkout(directory);
        Jdk.Result result = LauncherIT.run(checkout.resolve("compatcaps"), Map.of(), "doctor");
        assertEquals(1, result.exitCode, result.toString());
        assertEquals("", result.err);
        String[] lines = result.out.split("\n");
        assertTrue(
                lines[lines.length - 1].startsWith("Verdict: problem: not a Power host: its architecture is "),
                result.out);
        for (String line : lines) {
            assertTrue(line.matches("\\[(ok|warning|problem)] +[a-z-]+: .+| {11}fix: .+|Verdict: .+"), () -> line);
        }
    }

    @Test
    void answerOfTheMockIsAWarning() throws Exception {
        Path file = directory.resolve("page.json");
        Jdk.Result result = Jdk.newest().jar("doctor", "--json", "--backend", "mock", "--output", file.toString());
        assertEquals("", result.out);
        JsonObject page = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertFinding(page, "query", "warning", "which simulates a host", "do not select that backend");
        assertFalse(page.get("summary").getAsString().contains("query"));
    }

    @Test
    void jsonMatchesTheSchema() throws Exception {
        String text = Files.readString(Path.of("../docs/doctor.schema.json"));
        String page = Jdk.newest().jar("doctor", "--json").out;
        assertEquals(List.of(), SchemaTest.problems(text, page));

        JsonObject schema = JsonParser.parseString(text).getAsJsonObject();
        JsonObject parsed = JsonParser.parseString(page).getAsJsonObject();
        SchemaTest.assertDescribes(schema, parsed);
        JsonObject finding =
                schema.getAsJsonObject("properties").getAsJsonObject("findings").getAsJsonObject("items");
        for (JsonElement found : parsed.getAsJsonArray("findings")) {
            SchemaTest.assertDescribes(finding, found.getAsJsonObject());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2",
                "\"verdict\": \"problem\" | \"verdict\": \"bad\"",
                "\"status\": \"ok\" | \"status\": \"OK\"",
                "\"status\": \"ok\" | \"status\": \"warning\"",
                "\"status\": \"problem\" | \"status\": \"ok\"",
                "\"id\": \" | \"id\": \"-",
                "\"text\" | \"Text\"",
            })
    void damagedJsonIsNotValid(String right, String wrong) throws Exception {
        String schema = Files.readString(Path.of("../docs/doctor.schema.json"));
        String page = Jdk.newest().jar("doctor", "--json", "--device", "/nonexistent").out;
        assertTrue(page.contains(right), page);
        assertFalse(SchemaTest.problems(schema, page.replaceFirst(right, wrong)).isEmpty());
    }
}
