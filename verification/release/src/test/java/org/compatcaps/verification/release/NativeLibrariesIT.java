// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fornwall.jelf.ElfFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native libraries in the jars that Maven resolved. */
class NativeLibrariesIT {

    private static final Path RESOLVED = Path.of("target/bundles");
    private static final Path DIST = Path.of("../../cli/target/dist/lib");

    /** Since 3.5 libffi contains its version as a text. */
    private static final Pattern VERSION_OF_LIBFFI = Pattern.compile("\0(3[.]\\d+[.]\\d+)(?=\0)");

    private static byte[] library(String jar, String entry) throws IOException {
        byte[] library = Jar.read(RESOLVED.resolve(jar)).entries().get(entry);
        assertNotNull(library, jar + " has no " + entry);
        return library;
    }

    @ParameterizedTest
    @CsvSource({
        "jna.jar, com/sun/jna/linux-x86-64/libjnidispatch.so, com/sun/jna/linux-ppc64le/libjnidispatch.so",
        "jffi-native.jar, jni/x86_64-Linux/libjffi-1.2.so, jni/ppc64le-Linux/libjffi-1.2.so"
    })
    void ppc64leHasEachFunctionThatX86Has(String jar, String x86Entry, String ppc64leEntry) throws IOException {
        ElfFile x86 = ElfFile.from(library(jar, x86Entry));
        ElfFile ppc64le = ElfFile.from(library(jar, ppc64leEntry));
        for (ElfFile library : List.of(x86, ppc64le)) {
            assertEquals(ElfFile.CLASS_64, library.ei_class);
            assertEquals(ElfFile.DATA_LSB, library.ei_data);
            assertEquals(ElfFile.ET_DYN, library.e_type);
        }
        assertEquals(ElfFile.ARCH_X86_64, x86.e_machine);
        assertEquals(ElfFile.ARCH_PPC64, ppc64le.e_machine);
        assertEquals(2, ppc64le.e_flags & 3, "ELFv2");
        Set<String> functions = functionsForJava(x86);
        assertTrue(functions.size() > 50, functions.toString());
        functions.removeAll(functionsForJava(ppc64le));
        assertEquals(Set.of(), functions, "missing on ppc64le");
    }

    private static Set<String> functionsForJava(ElfFile library) {
        return Arrays.stream(library.getDynamicSymbolTableSection().symbols)
                .filter(symbol -> symbol.st_shndx != 0 && symbol.getName() != null)
                .map(symbol -> symbol.getName())
                .filter(name -> name.startsWith("Java_") || name.startsWith("JNI_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The module {@code sbom} lists the versions of libffi. */
    @ParameterizedTest
    @CsvSource({
        "jna.jar, com/sun/jna/linux-x86-64/libjnidispatch.so, []",
        "jna.jar, com/sun/jna/linux-ppc64le/libjnidispatch.so, []",
        "jffi-native.jar, jni/x86_64-Linux/libjffi-1.2.so, [3.5.2]",
        "jffi-native.jar, jni/ppc64le-Linux/libjffi-1.2.so, []"
    })
    void libffiHasTheVersionOfTheSbom(String jar, String entry, String versions) throws IOException {
        // One byte is one character.
        String text = new String(library(jar, entry), StandardCharsets.ISO_8859_1);
        List<String> found = VERSION_OF_LIBFFI
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
        assertEquals(versions, found.toString());
    }

    /** The POWER host takes the jars of the command line. */
    @ParameterizedTest
    @CsvSource({"jna, jna-[0-9.]+.jar", "jffi, jffi-[0-9.]+.jar", "jffi-native, jffi-[0-9.]+-native.jar"})
    void powerHostLoadsTheSameJar(String resolved, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(DIST)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches(pattern))
                    .toList();
            assertEquals(1, found.size(), pattern + " in " + DIST + ": " + found);
            assertEquals(-1, Files.mismatch(RESOLVED.resolve(resolved + ".jar"), found.get(0)), resolved);
        }
    }
}
