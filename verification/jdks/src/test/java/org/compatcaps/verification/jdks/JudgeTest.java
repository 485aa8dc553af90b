// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compatcaps.verification.jdks.Jvms.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final Combination ALL_ON_17 = x86("17", "class", "all", "default");
    private static final Combination FFM_ON_11 = x86("11", "class", "ffm", "enabled");

    private static final String OUT = """
            java 17
            zero false
            path class
            chosen jna
            answer QueryNotSupportedException: KVM_PPC_GET_COMPAT_CAPS exists only on IBM Power; this host is amd64. Run
            backend ffm: not available: needs Java 22, this is 17
            backend jna: available
            backend jnr: available
            end of the probe
            """;

    private static final String NO_BACKEND = """
            java 25
            zero false
            path module
            answer BackendUnavailableException: There is no usable backend. No backend at all was found. Fix
            end of the probe
            """;

    private static final String ON_POWER = "answer CompatCaps[POWER9, POWER10;"
            + " version=1;bitmap=0x6000000000000000;interface=released;nestedApi=v1;estimate=false]";

    private static final String ERR = "@jdks list\n";

    private static Map<Combination, Outcome> expected;

    @BeforeAll
    static void readExpectations() throws IOException {
        expected = Expectations.read(Path.of("expected.tsv"));
    }

    private static Combination x86(String jdk, String path, String jars, String access) {
        return new Combination(Architecture.X86_64, new Jdk(jdk), path, jars, access);
    }

    private static List<String> differences(Combination combination, String out, String err, int exitStatus) {
        return Judge.read(combination, new Output(out, err, exitStatus)).differencesFrom(expected.get(combination));
    }

    private static void assertDifference(
            String difference, Combination combination, String out, String err, int exitStatus) {
        String differences = differences(combination, out, err, exitStatus).toString();
        assertTrue(differences.contains(difference), differences);
    }

    @Test
    void expectedOutputHasNoDifferences() {
        assertEquals(List.of(), differences(ALL_ON_17, OUT, ERR, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chosen jna       | chosen jnr              | used: jnr, not jna",
                "chosen jna~      | ''                      | used: none, not jna",
                "answer .*        | answer else             | answered else",
                "needs Java 22, this is 17 | broken         | ffm=not available: broken",
                "this is 17       | this is 11              | ffm=not available: needs",
                "backend jnr: available~ | ''               | backends: ",
                "end of           | backend mock: available~end of | mock=yes",
                "end of | backend mock: available if selected explicitly~end of | mock=by-name",
                "end of           | backend jna: available~end of  | a second backend jna",
                "end of           | java 17~end of          | a second line: java 17",
                "java 17          | java 21                 | java is 21, not 17",
                "path class       | path module             | path is module, not class",
                "zero false       | zero true               | zero is true, not false",
                "end of the probe~ | ''                     | end is null"
            })
    void otherOutputIsADifference(String replaced, String replacement, String difference) {
        String out = OUT.replaceFirst(replaced.replace('~', '\n'), replacement.replace('~', '\n'));
        assertDifference(difference, ALL_ON_17, out, ERR, 0);
    }

    @Test
    void otherEndIsADifference() {
        assertDifference("exit status 134", ALL_ON_17, OUT, ERR, 134);
        assertDifference("exit status 137, answered nothing, used: none", ALL_ON_17, "", "", 137);
    }

    @Test
    void powerHostMustGiveTheAnswerOfItsKernel() {
        Combination onPower = new Combination(Architecture.PPC64LE, new Jdk("21"), "module", "all", "default");
        String out = OUT.replaceFirst("answer .*", ON_POWER).replace("17", "21").replace("path class", "path module");
        assertEquals(List.of(), differences(onPower, out, ERR, 0));
        assertDifference("answered CompatCaps[POWER9;", onPower, out.replace("POWER9, POWER10;", "POWER9;"), ERR, 0);
        assertDifference("answered CompatCaps", ALL_ON_17, OUT.replaceFirst("answer .*", ON_POWER), ERR, 0);
    }

    @Test
    void errorWithoutBackendMustRepeatTheList() {
        Combination none = x86("25", "module", "none", "default");
        assertEquals(List.of(), differences(none, NO_BACKEND, ERR, 0));
        String other = NO_BACKEND.replace("No backend at all was found.", "Found: jna: available.");
        assertDifference("answered", none, other, ERR, 0);
        assertDifference("answered NoKvm", none, NO_BACKEND.replace("BackendUnavailable", "NoKvm"), ERR, 0);
    }

    @Test
    void deniedBackendIsLogged() {
        String status =
                "ffm: not available: cannot be loaded: java.lang.IllegalCallerException: Illegal native access from an"
                        + " unnamed module (file:/ffm.jar). Start Java with --enable-native-access and the name of that module";
        String out = NO_BACKEND
                .replace("path module", "path class\nbackend " + status)
                .replace("No backend at all was found.", "Found: " + status + ".");
        Combination denied = x86("25", "class", "ffm", "denied");
        assertEquals(List.of(), differences(denied, out, WarningsTest.SLF4J + ERR, 0));
        assertDifference("warnings of the query: [], not [slf4j]", denied, out, ERR, 0);
    }

    @Test
    void unknownOptionIsAnOutcome() {
        String err = "Unrecognized option: --enable-native-access=ALL-UNNAMED\nError: Could not create the JVM.";
        assertEquals(List.of(), differences(FFM_ON_11, "", err, 1));
        assertDifference("used: no-option, not jna", ALL_ON_17, "", err, 1);
        assertDifference("used: none, not no-option", FFM_ON_11, "", "Error: something else", 1);
    }

    @Test
    void warningsOfQueryAndListAreSeparate() {
        assertDifference("warnings of the query: [Beware], not []", ALL_ON_17, OUT, "Beware\n" + ERR, 0);
        assertDifference("warnings of the list: [Beware], not []", ALL_ON_17, OUT, ERR + "Beware\n", 0);
        assertDifference("warnings of the query: [slf4j], not []", ALL_ON_17, OUT, WarningsTest.SLF4J + ERR, 0);
    }

    @Test
    void earlyBuildAndZeroMustBeWhatTheyAreCalled() {
        Combination early = x86("28-ea", "module", "none", "default");
        String onEarly = NO_BACKEND.replace("java 25", "java 28\nearly true");
        assertEquals(List.of(), differences(early, onEarly, ERR, 0));
        assertDifference("early is false, not true", early, onEarly.replace("early true", "early false"), ERR, 0);
        Combination zero = x86("25-zero", "module", "none", "default");
        assertEquals(List.of(), differences(zero, NO_BACKEND.replace("zero false", "zero true"), ERR, 0));
        assertDifference("zero is false, not true", zero, NO_BACKEND, ERR, 0);
    }
}
