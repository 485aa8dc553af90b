// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.compatcaps.verification.jdks.Jvms.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runs show that the output of the probe is read; these are the differences that none of them shows. */
class JudgeTest {
    private static final Combination ALL_ON_17 = x86("17", "class", "all", "default");

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

    private static final String ERR = "@jdks list\n";

    private static Map<Combination, Outcome> expected;

    @BeforeAll
    static void readExpectations() throws IOException {
        expected = Expectations.read(Path.of("expected.tsv"));
    }

    private static Combination x86(String jdk, String path, String jars, String access) {
        return new Combination(Architecture.X86_64, new Jdk(jdk), path, jars, access);
    }

    private static void assertDifference(
            String difference, Combination combination, String out, String err, int exitStatus) {
        Outcome outcome = Judge.read(combination, new Output(out, err, exitStatus));
        String differences = outcome.differencesFrom(expected.get(combination)).toString();
        assertTrue(differences.contains(difference), differences);
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
    void errorWithoutBackendMustRepeatTheList() {
        Combination none = x86("25", "module", "none", "default");
        String other = NO_BACKEND.replace("No backend at all was found.", "Found: jna: available.");
        assertDifference("answered", none, other, ERR, 0);
        assertDifference("answered NoKvm", none, NO_BACKEND.replace("BackendUnavailable", "NoKvm"), ERR, 0);
    }

    @Test
    void onlyAnUnknownOptionIsThatOutcome() {
        Combination unknown = x86("11", "class", "ffm", "enabled");
        assertDifference("used: none, not no-option", unknown, "", "Error: something else", 1);
    }

    @Test
    void warningsOfQueryAndListAreSeparate() {
        assertDifference("warnings of the query: [Beware], not []", ALL_ON_17, OUT, "Beware\n" + ERR, 0);
        assertDifference("warnings of the list: [Beware], not []", ALL_ON_17, OUT, ERR + "Beware\n", 0);
    }

    @Test
    void earlyBuildMustBeWhatItIsCalled() {
        Combination early = x86("28-ea", "module", "none", "default");
        String released = NO_BACKEND.replace("java 25", "java 28\nearly false");
        assertDifference("early is false, not true", early, released, ERR, 0);
    }
}
