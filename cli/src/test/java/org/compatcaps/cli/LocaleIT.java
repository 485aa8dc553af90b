// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool in various locales. Shells create the files, since this JVM may run in a locale that cannot encode their names. */
class LocaleIT {

    private static final String GERMAN = "de_DE.ISO-8859-1";

    /** A locale with digits other than 0 to 9. */
    private static final String PERSIAN = "fa_IR.UTF-8";

    /** A locale in which the lower case of I is not i. */
    private static final String TURKISH = "tr_TR.UTF-8";

    @TempDir
    private static Path locales;

    @TempDir
    private static Path built;

    private static Path launcher;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeLocales() throws Exception {
        for (String locale : List.of(GERMAN, PERSIAN, TURKISH)) {
            String[] parts = locale.split("[.]");
            Jdk.Result result = Jdk.run(List.of(
                    "localedef",
                    "-i",
                    parts[0],
                    "-f",
                    parts[1],
                    locales.resolve(locale).toString()));
            if (result.exitCode != 0 && "true".equals(System.getenv("CI"))) {
                fail("localedef failed. Install the package locales. " + result);
            }
            assumeTrue(
                    result.exitCode == 0,
                    "needs localedef and the sources of locales (package locales): " + result.inOneLine());
        }
    }

    @BeforeAll
    static void copyWhatIsBuilt() throws Exception {
        launcher = LauncherIT.checkout(built).resolve("compatcaps");
    }

    private Jdk.Result shell(String locale, String script) throws Exception {
        String tool = "CC() { '" + launcher + "' \"$@\"; }\n";
        return Jdk.run(
                directory, List.of("env", "LOCPATH=" + locales, "LC_ALL=" + locale, "bash", "-c", tool + script));
    }

    /** The last command prints numbers. */
    @Test
    void outputIsTheSameInEachLocale() throws Exception {
        String script =
                "CC completion; CC --help; CC --simulate POWER10 --format PROMETHEUS; CC supports 0X0F000005 --simulate"
                        + " POWER10; CC doctor --json";
        String expected = shell("C", script).toString();
        for (String locale : List.of(PERSIAN, TURKISH)) {
            assertEquals(expected, shell(locale, script).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "nn_NN.UTF-8", PERSIAN})
    void nameBeyondAsciiNeedsNoLocale(String locale) throws Exception {
        String script = "name=$(printf 'host\\303\\244'); mkdir \"$name\"; cd \"$name\"\n"
                + "CC --simulate power9 --json --output own.json; CC --simulate power10 --json --output $name.json\n"
                + "CC common own.json ./$name.json --json --output $name.common; cat $name.common\n"
                + "cp $name.common $name.kvm; CC --device $name.kvm";
        Jdk.Result result = shell(locale, script);
        assertTrue(result.out.contains("\"hosts\": 2,"), result.toString());
        assertTrue(result.err.contains("is not the KVM device"), result.toString());
    }

    @Test
    void nameInTheEncodingOfTheLocaleIsFound() throws Exception {
        Jdk.Result result = shell(
                GERMAN,
                "name=$(printf 'host\\344'); CC --simulate power10 --json --output \"$name\" && [ -f \"$name\" ]"
                        + " && CC common \"$name\"");
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("Highest:      POWER10"), result.toString());
    }

    @Test
    void nameInAnotherEncodingIsReported() throws Exception {
        Jdk.Result result = shell("C.UTF-8", "CC common \"$(printf 'host\\344.json')\"");
        assertEquals(2, result.exitCode, result.toString());
        assertEquals(
                "compatcaps: 'host?.json' is not text in the encoding of this locale (LC_ALL=C.UTF-8, UTF-8)."
                        + " Set LC_ALL to C.UTF-8, or to the locale in which the name was written.\n",
                result.err);
    }

    @Test
    void nameInAnotherEncodingSendsNoControlSequences() throws Exception {
        Jdk.Result result = shell("C.UTF-8", "CC common \"$(printf '\\033[2J\\344')\"");
        assertEquals(2, result.exitCode, result.toString());
        assertTrue(result.err.startsWith("compatcaps: '?[2J?' is not text"), result.err);
    }

    /** Does not use the launcher, which would change the locale. */
    @Test
    void nameThatTheJvmCannotReadIsReported() throws Exception {
        String tool = DoctorIT.quoted(Jdk.newest().tool("java")) + " -jar "
                + DoctorIT.quoted(
                        Jdk.dist().resolve("compatcaps-cli.jar").toRealPath().toString());
        for (String option : List.of("common", "--device", "--output", "--backend", "--estimate --device-tree")) {
            Jdk.Result result = shell("C", tool + " " + option + " \"$(printf 'host\\303\\244')\"");
            assertEquals(2, result.exitCode, result.toString());
            assertEquals(
                    "compatcaps: 'host??' is not text in the encoding of this locale (LC_ALL=C, ANSI_X3.4-1968)."
                            + " Set LC_ALL to C.UTF-8, or to the locale in which the name was written.\n",
                    result.err);
        }
        assertTrue(Files.notExists(directory.resolve("host??")));
    }
}
