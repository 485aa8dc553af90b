// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native libraries in the jars that Maven resolved. */
class NativeLibrariesIT {

    private static final Path RESOLVED = Path.of("target/bundles");
    private static final Path DIST = Path.of("../../cli/target/dist/lib");

    /** For {@link #jffiIsLoadedAndCalled}. */
    public interface LibC {
        int getpid();
    }

    private static ElfLibrary library(String jar, String entry) throws IOException {
        try (JarFile opened = new JarFile(RESOLVED.resolve(jar).toFile())) {
            assertTrue(opened.getEntry(entry) != null, jar + " has no " + entry);
            return new ElfLibrary(opened.getInputStream(opened.getEntry(entry)).readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jna.jar, com/sun/jna/linux-x86-64/libjnidispatch.so, 62",
        "jna.jar, com/sun/jna/linux-ppc64le/libjnidispatch.so, 21",
        "jffi-native.jar, jni/x86_64-Linux/libjffi-1.2.so, 62",
        "jffi-native.jar, jni/ppc64le-Linux/libjffi-1.2.so, 21"
    })
    void theLibraryIsForTheMachine(String jar, String entry, int machine) throws IOException {
        ElfLibrary library = library(jar, entry);
        assertEquals(machine, library.machine());
        if (machine == ElfLibrary.EM_PPC64) {
            assertEquals(2, library.abiVersion(), "ELFv2");
        }
    }

    private static Set<String> functionsForJava(ElfLibrary library) {
        return library.definedSymbols().stream()
                .filter(name -> name.startsWith("Java_") || name.startsWith("JNI_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "jna.jar, com/sun/jna/linux-x86-64/libjnidispatch.so, com/sun/jna/linux-ppc64le/libjnidispatch.so",
        "jffi-native.jar, jni/x86_64-Linux/libjffi-1.2.so, jni/ppc64le-Linux/libjffi-1.2.so"
    })
    void ppc64leHasEachFunctionThatX86Has(String jar, String x86, String ppc64le) throws IOException {
        Set<String> functions = functionsForJava(library(jar, x86));
        assertTrue(functions.size() > 50, functions.toString());
        Set<String> missing = new TreeSet<>(functions);
        missing.removeAll(functionsForJava(library(jar, ppc64le)));
        assertEquals(Set.of(), missing);
    }

    /** The module {@code sbom} lists the versions of libffi. Since 3.5 it has its version as a text. */
    @ParameterizedTest
    @CsvSource({
        "jna.jar, com/sun/jna/linux-x86-64/libjnidispatch.so, ",
        "jna.jar, com/sun/jna/linux-ppc64le/libjnidispatch.so, ",
        "jffi-native.jar, jni/x86_64-Linux/libjffi-1.2.so, 3.5.2",
        "jffi-native.jar, jni/ppc64le-Linux/libjffi-1.2.so, "
    })
    void libffiInsideHasTheVersionOfTheSbom(String jar, String entry, String version) throws IOException {
        Set<String> expected = version == null ? Set.of() : Set.of(version);
        assertEquals(expected, library(jar, entry).textsLike("3[.]\\d+[.]\\d+"));
    }

    private static void assumeX86() {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"),
                "this is not x86_64; the libraries for ppc64le are loaded in the POWER host");
    }

    @Test
    void jnaIsLoadedAndCalled() {
        assumeX86();
        assertEquals(
                ProcessHandle.current().pid(),
                Function.getFunction("c", "getpid").invokeInt(new Object[0]));
        assertTrue(Native.VERSION_NATIVE.split("\\.")[0].matches("\\d+"), Native.VERSION_NATIVE);
    }

    @Test
    void jffiIsLoadedAndCalled() {
        assumeX86();
        assertEquals(
                ProcessHandle.current().pid(),
                LibraryLoader.create(LibC.class).load("c").getpid());
    }

    /** It takes all jars of the command line tool, and they must be these. */
    @ParameterizedTest
    @CsvSource({"jna, jna-[0-9.]+.jar", "jffi, jffi-[0-9.]+.jar", "jffi-native, jffi-[0-9.]+-native.jar"})
    void thePowerHostLoadsTheSame(String resolved, String pattern) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(DIST)) {
            found = files.filter(file -> file.getFileName().toString().matches(pattern))
                    .collect(Collectors.toList());
        }
        assertEquals(1, found.size(), pattern + " in " + DIST + ": " + found);
        assertArrayEquals(
                Files.readAllBytes(RESOLVED.resolve(resolved + ".jar")), Files.readAllBytes(found.get(0)), resolved);
    }
}
