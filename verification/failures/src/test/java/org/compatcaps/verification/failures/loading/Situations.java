// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;
import org.compatcaps.verification.failures.loading.Situation.Change;
import org.compatcaps.verification.failures.loading.Situation.Damage;

/** The situations of the table in loading.md; on both JDKs where these differ. */
final class Situations {

    private static final String BACKEND_JAR = "compatcaps-backend-jna-*.jar";
    private static final String JNA_JAR = "jna-*.jar";
    private static final String JFFI_JAR = "jffi-*-native.jar";

    private static final String JNA_LIBRARY = "com/sun/jna/linux-x86-64/libjnidispatch.so";
    private static final String JFFI_LIBRARY = "jni/x86_64-Linux/libjffi-1.2.so";
    private static final String SERVICES = "META-INF/services/org.compatcaps.spi.BackendProvider";
    private static final String PROVIDER = "org/compatcaps/backend/jna/JnaBackendProvider.class";

    private static final String NO_LINKER = "...: Platform does not support native linker. Use the backend jna or jnr";

    private final List<Situation> all = new ArrayList<>();
    private final List<Jdk> jdks = Jdk.all();
    private final List<Jdk> older = jdks.subList(0, 1);
    private final List<Jdk> newest = List.of(Jdk.newest());

    private Situations() throws Exception {}

    static List<Situation> all() throws Exception {
        Situations situations = new Situations();
        situations.addDirectories();
        situations.addNativeLibraries();
        situations.addOtherVersionsOfJna();
        situations.addJars();
        situations.addJavaRuntimes();
        return situations.all;
    }

    private Situation add(String name, List<Jdk> on, Change change) {
        Situation situation = new Situation(name, on, change);
        all.add(situation);
        return situation;
    }

    private Situation damage(String name, List<Jdk> on, Damage damage) {
        return add(name, on, damage);
    }

    private void addDirectories() {
        Change fix = tool -> tool.with("-Djna.tmpdir=" + tool.directory(), "-Djffi.extract.dir=" + tool.directory());
        add("home and temporary directory noexec", jdks, tool -> tool.mounted("noexec", "user.home", "java.io.tmpdir"))
                .stops("jna", "...failed to map segment...not mounted noexec. Name one with -Djna.tmpdir")
                .stops(
                        "jnr",
                        "...: Unable to execute or load jffi...not mounted noexec. Name one with -Djffi.extract.dir")
                .fixedBy(fix);
        add("home noexec", older, tool -> tool.mounted("noexec", "user.home"))
                .stops("jna", "...failed to map segment...not mounted noexec. Name one with -Djna.tmpdir")
                .fixedBy(fix);
        add("home read-only", older, tool -> tool.mounted("ro", "user.home"));
        add("home and temporary directory read-only", jdks, tool -> tool.mounted("ro", "user.home", "java.io.tmpdir"))
                .stops("jna", "...JNA temporary directory '...' is not writable...Name one with -Djna.tmpdir")
                .stops("jnr", "java.io.IOException: Unable to write jffi binary stub...with -Djffi.extract.dir")
                .fixedBy(fix);
        add("jffi's directory read-only", jdks, tool -> tool.mounted("ro", "jffi.extract.dir"))
                .stops("jnr", "...: Read-only file system. ...must be writable and...Name one with -Djffi.extract.dir")
                .fixedBy(fix);
        add("JNA's directory refuses files", jdks, tool -> tool.with("-Djna.tmpdir=/sys/kernel"))
                .stops("jna", "...Failed to create temporary file for ...Name one with -Djna.tmpdir")
                .fixedBy(fix);
    }

    private void addNativeLibraries() {
        Change bootPath = tool -> tool.with("-Djna.boot.library.path=" + tool.directory());
        Change systemPath = tool -> tool.with("-Djna.nosys=false", "-Djava.library.path=" + tool.directory());
        damage("JNA's library missing", jdks, copy -> moveLibrary(copy, copy.jar(JNA_JAR), JNA_LIBRARY))
                .stops("jna", "...(" + JNA_LIBRARY + ") not found...set -Djava.library.path to its directory")
                .fixedBy(bootPath)
                .fixedBy(systemPath);
        damage("jffi's library missing", older, copy -> moveLibrary(copy, copy.jar(JFFI_JAR), JFFI_LIBRARY))
                .stops("jnr", "...could not locate stub library...an installed library with -Djffi.boot.library.path")
                .fixedBy(tool -> tool.with("-Djffi.boot.library.path=" + tool.directory()));
        // Long enough to be read as an ELF header.
        byte[] garbage = "garbage ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        damage("libraries of garbage", older, copy -> {
                    assumeX86();
                    Tool.replace(copy.jar(JNA_JAR), JNA_LIBRARY, garbage);
                    Tool.replace(copy.jar(JFFI_JAR), JFFI_LIBRARY, garbage);
                })
                .stops(
                        "jna",
                        "...: invalid ELF header. The native library in JNA's jar is damaged or not for this system...")
                .stops(
                        "jnr",
                        "...: invalid ELF header). The library in jffi's jar of native libraries is damaged or not for...");
        for (String option : List.of("nounpack", "noclasspath")) {
            add(
                            "JNA with " + option,
                            older,
                            tool -> extractLibrary(tool, tool.jar(JNA_JAR)).with("-Djna." + option + "=true"))
                    .stops(
                            "jna",
                            "...JNA native...Set or correct that path, or drop -Djna." + option
                                    + ". A JVM loads a library...")
                    .fixedBy(bootPath);
        }
        for (String jar : List.of("jna-4.jar", "jna-5.jar")) {
            for (Change path : List.of(bootPath, systemPath)) {
                add("library of " + jar, older, tool -> path.of(extractLibrary(tool, otherJna(jar))))
                        .stops(
                                "jna",
                                "...incompatible JNA native library...Drop the options -Djna.boot.library.path and...");
            }
        }
        Situation unknown = add("unknown architecture", older, tool -> tool.with("-Dos.arch=made-up"))
                .stops("jna", "...linux-made-up/libjnidispatch.so) not found...")
                .stops("jnr", "...cannot determine CPU. jffi does not support this architecture. Use another backend");
        if (older.get(0).hasFfm()) {
            unknown.stops("ffm", NO_LINKER);
        }
    }

    private void addOtherVersionsOfJna() {
        add("JNA 4 before JNA", jdks, tool -> tool.onClassPath(otherJna("jna-4.jar"), cli()))
                .stops(
                        "jna",
                        "...NoSuchFieldError.... An older JNA comes first on the class path. Remove it, or put JNA 5...")
                .fixedBy(tool -> tool.onClassPath(cli(), otherJna("jna-4.jar")));
        add("JNA 5.2 before JNA", jdks, tool -> tool.onClassPath(otherJna("jna-5.jar"), cli()));
        add("JNA 5.2 after JNA", jdks, tool -> tool.onClassPath(cli(), otherJna("jna-5.jar")));
        // As with Debian's libjna-java, whose JNA looks for the library of libjna-jni by itself.
        add("JNA 5.2 without library before JNA", older, tool -> {
                    Path jar =
                            Files.copy(otherJna("jna-5.jar"), tool.directory().resolve("jna.jar"));
                    moveLibrary(tool, jar, JNA_LIBRARY);
                    return tool.onClassPath(jar, cli());
                })
                .stops(
                        "jna",
                        "...incompatible JNA native library...(Expected: ...Leave only one jar of JNA on the class path...")
                .fixedBy(tool -> tool.with("-Djna.nosys=false", "-Djava.library.path=" + tool.directory()));
    }

    private void addJars() {
        damage("jar truncated", jdks, copy -> {
                    Path jar = copy.jar(BACKEND_JAR);
                    byte[] bytes = Files.readAllBytes(jar);
                    Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
                })
                .stops(
                        "jna",
                        "java.util.zip.ZipException: .../compatcaps-backend-jna-...jar is damaged. Replace it with the original")
                .asBroken();
        add("jar of another user", newest, tool -> {
                    String java = tool.jdk().tool("java");
                    assumeTrue(OtherUser.mayRead(Path.of(java)), "no ordinary user can read " + java);
                    Tool copy = tool.copied().startedBy(OtherUser.prefix());
                    Files.setPosixFilePermissions(copy.jar(BACKEND_JAR), PosixFilePermissions.fromString("rw-------"));
                    return copy;
                })
                .stops("jna", "...jar cannot be read by this user. Change its permissions")
                .asBroken();
        damageEntry(
                        "services file with a missing class",
                        older,
                        SERVICES,
                        "org.example.Missing".getBytes(StandardCharsets.UTF_8))
                .stops("jna", "...Provider org.example.Missing not found. Check the jar of that backend...");
        damageEntry("services file of garbage", older, SERVICES, "?? garbage".getBytes(StandardCharsets.UTF_8))
                .stops("jna", "...jar!/" + SERVICES + ".... Check the jar of that backend...");
        damageEntry("provider class of garbage", older, PROVIDER, new byte[300])
                .stops("jna", "...ClassFormatError...JnaBackendProvider. Check the jar of that backend...");
        // The start of a class file of a version that does not exist yet; the JVM reads no further.
        byte[] tooNew = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 4, 0, 0, 1};
        damageEntry("provider class for a newer Java", jdks, PROVIDER, tooNew)
                .stops("jna", "...UnsupportedClassVersionError...JnaBackendProvider.... Use a newer Java version...");
        // Java takes the first exclamation mark before a slash for the end of the jar.
        String misread = "...in a jar below a directory whose name ends in '!'. Rename that directory...";
        add("directory that Java misreads", jdks, tool -> tool.copied().moved("odd name!"))
                .stops("ffm", misread)
                .stops("jna", misread)
                .stops("jnr", misread)
                .asBroken()
                .fixedBy(tool -> tool.moved("odd name"));
        damage("jars of JNA and jnr-ffi missing", older, copy -> {
                    Files.delete(copy.jar(JNA_JAR));
                    Files.delete(copy.jar("jnr-ffi-*.jar"));
                })
                .stops("jna", ".... Add JNA's jar (net.java.dev.jna:jna)")
                .stops("jnr", "...Add the jars of jnr-ffi (com.github.jnr:jnr-ffi)...");
    }

    private Situation damageEntry(String name, List<Jdk> on, String entry, byte[] content) {
        return damage(name, on, copy -> Tool.replace(copy.jar(BACKEND_JAR), entry, content))
                .asBroken();
    }

    private void addJavaRuntimes() {
        String needsLogging =
                ".... The backend needs the module java.logging. Add it to this Java runtime (jlink --add-modules java.logging)";
        add("modules limited to java.base", jdks, tool -> tool.with("--limit-modules=java.base"))
                .stops("jna", needsLogging)
                .stops("jnr", needsLogging)
                .fixedBy(tool -> tool.with("--limit-modules=java.base,java.logging"));
        add("no native linker", newest, tool -> tool.with("-Djdk.internal.foreign.CABI=UNSUPPORTED"))
                .stops("ffm", NO_LINKER);
        String denied = "...: Illegal native access from .... Start Java with --enable-native-access ...";
        add("native access denied", newest, tool -> {
                    assumeTrue(tool.jdk().version() >= 24, "Java can deny native access from 24 on");
                    // The manifest of the tool allows native access for a start by -jar.
                    return onClassPath(tool).with("--illegal-native-access=deny");
                })
                .stops("ffm", denied)
                .stops("jna", denied)
                .stops("jnr", denied)
                .fixedBy(tool -> tool.with("--enable-native-access=ALL-UNNAMED"));
    }

    private static Path cli() {
        return Jdk.dist().resolve("compatcaps-cli.jar");
    }

    private static Tool onClassPath(Tool tool) {
        return tool.onClassPath(
                tool.dist().resolve("compatcaps-cli.jar"), tool.dist().resolve("lib") + "/*");
    }

    private static Path otherJna(String name) {
        return Path.of(System.getProperty("other-jna")).resolve(name);
    }

    private static void assumeX86() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the names of the libraries are those for x86_64");
    }

    private static Tool extractLibrary(Tool tool, Path jar) throws Exception {
        assumeX86();
        tool.extract(jar, JNA_LIBRARY);
        return tool;
    }

    private static void moveLibrary(Tool tool, Path jar, String library) throws Exception {
        assumeX86();
        tool.extract(jar, library);
        Tool.remove(jar, library);
    }
}
