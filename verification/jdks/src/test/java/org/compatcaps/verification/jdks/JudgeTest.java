// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Cell ALL_ON_17 = new Cell(Architecture.X86_64, new Jdk("17"), "class", "all", "default");
    private static final Cell ALL_ON_POWER = new Cell(Architecture.PPC64LE, new Jdk("21"), "module", "all", "default");
    private static final Cell NONE = new Cell(Architecture.X86_64, new Jdk("25"), "module", "none", "default");
    private static final Cell DENIED = new Cell(Architecture.X86_64, new Jdk("25"), "class", "ffm", "denied");
    private static final Cell FFM_ON_11 = new Cell(Architecture.X86_64, new Jdk("11"), "class", "ffm", "enabled");

    private static final String OUT = "java 17\nzero false\n"
            + "path class\n"
            + "chosen jna\n"
            + "answer QueryNotSupportedException: KVM_PPC_GET_COMPAT_CAPS exists only on IBM Power; this host is amd64. Run\n"
            + "backend ffm: not available: needs Java 22, this is 17\n"
            + "backend jna: available\n"
            + "backend jnr: available\n"
            + "end of the probe\n";

    private static final String ERR = "@jdks list\n";

    private static final String SLF4J = "SLF4J(W): No SLF4J providers were found.\n"
            + "SLF4J(W): Defaulting to no-operation (NOP) logger implementation\n"
            + "SLF4J(W): See https://www.slf4j.org/codes.html#noProviders for further details.\n";

    private static Expectations expectations;

    @BeforeAll
    static void read() throws IOException {
        expectations = Expectations.read(Path.of("expected.tsv"));
    }

    private static List<String> differences(Cell cell, String out, String err, int exitStatus) {
        return Judge.read(cell, new Output(out, err, exitStatus, 1), expectations)
                .differencesFrom(expectations.of(cell));
    }

    private static void assertRefused(String problem, Cell cell, String out, String err, int exitStatus) {
        String differences = differences(cell, out, err, exitStatus).toString();
        assertTrue(differences.contains(problem), differences);
    }

    @Test
    void expectedOutputHasNoDifferences() {
        assertEquals(List.of(), differences(ALL_ON_17, OUT, ERR, 0));
    }

    @Test
    void powerHostMustGiveTheAnswerOfItsKernel() {
        String answer =
                "CompatCaps[POWER9, POWER10; version=1;bitmap=0x6000000000000000;interface=released;nestedApi=v1;estimate=false]";
        String out = OUT.replaceFirst("answer .*", "answer " + answer)
                .replace("17", "21")
                .replace("path class", "path module");
        assertEquals(List.of(), differences(ALL_ON_POWER, out, ERR, 0));
        assertRefused(
                "answered CompatCaps[POWER9;", ALL_ON_POWER, out.replace("[POWER9, POWER10;", "[POWER9;"), ERR, 0);
        assertRefused("answered CompatCaps", ALL_ON_17, OUT.replaceFirst("answer .*", "answer " + answer), ERR, 0);
    }

    @Test
    void errorWithoutBackendMustRepeatTheList() {
        String out = "java 25\nzero false\npath module\n"
                + "answer BackendUnavailableException: There is no usable backend. No backend at all was found. Fix\n"
                + "end of the probe\n";
        assertEquals(List.of(), differences(NONE, out, ERR, 0));
        assertRefused("answered", NONE, out.replace("No backend at all was found.", "Found: jna: available."), ERR, 0);
        assertRefused("answered NoKvmException", NONE, out.replace("BackendUnavailable", "NoKvm"), ERR, 0);
        assertRefused("warnings of the query: [slf4j], not []", NONE, out, SLF4J + ERR, 0);
    }

    @Test
    void unknownOptionIsAnOutcome() {
        String err =
                "Unrecognized option: --enable-native-access=ALL-UNNAMED\nError: Could not create the Java Virtual Machine.";
        assertEquals(List.of(), differences(FFM_ON_11, "", err, 1));
        assertRefused("used: no-option, not jna", ALL_ON_17, "", err, 1);
        assertRefused("used: none, not no-option", FFM_ON_11, "", "Error: something else", 1);
    }

    @Test
    void otherBackendIsADifference() {
        assertRefused("used: jnr, not jna", ALL_ON_17, OUT.replace("chosen jna", "chosen jnr"), ERR, 0);
        assertRefused("used: none, not jna", ALL_ON_17, OUT.replace("chosen jna\n", ""), ERR, 0);
    }

    @Test
    void otherReasonIsADifference() {
        assertRefused(
                "ffm=not available: broken", ALL_ON_17, OUT.replace("needs Java 22, this is 17", "broken"), ERR, 0);
        assertRefused("ffm=not available: needs", ALL_ON_17, OUT.replace("this is 17", "this is 11"), ERR, 0);
        assertRefused("backends: ", ALL_ON_17, OUT.replace("backend jnr: available\n", ""), ERR, 0);
        assertRefused("mock=yes", ALL_ON_17, OUT.replace("end of", "backend mock: available\nend of"), ERR, 0);
        assertRefused(
                "a second backend jna", ALL_ON_17, OUT.replace("end of", "backend jna: available\nend of"), ERR, 0);
    }

    @Test
    void warningsOfQueryAndListAreSeparate() {
        assertRefused("warnings of the query: [Beware], not []", ALL_ON_17, OUT, "Beware\n" + ERR, 0);
        assertRefused("warnings of the list: [Beware], not []", ALL_ON_17, OUT, ERR + "Beware\n", 0);
    }

    @Test
    void olderJavaIsNotLogged() {
        assertRefused("warnings of the query: [slf4j], not []", ALL_ON_17, OUT, SLF4J + ERR, 0);
    }

    @Test
    void deniedBackendIsLogged() {
        String status =
                "ffm: not available: cannot be loaded: java.lang.IllegalCallerException: Illegal native access from an"
                        + " unnamed module (file:/ffm.jar). Start Java with --enable-native-access and the name of that module";
        String out = "java 25\nzero false\npath class\n"
                + "answer BackendUnavailableException: There is no usable backend. Found: " + status + ". Fix\n"
                + "backend " + status + "\n"
                + "end of the probe\n";
        assertEquals(List.of(), differences(DENIED, out, SLF4J + ERR, 0));
        assertRefused("warnings of the query: [], not [slf4j]", DENIED, out, ERR, 0);
    }

    @Test
    void otherJvmIsADifference() {
        assertRefused("java is 21, not 17", ALL_ON_17, OUT.replace("java 17", "java 21"), ERR, 0);
        assertRefused("path is module, not class", ALL_ON_17, OUT.replace("path class", "path module"), ERR, 0);
    }

    @Test
    void earlyBuildAndZeroMustBeWhatTheyAreCalled() {
        Cell early = new Cell(Architecture.X86_64, new Jdk("28-ea"), "module", "none", "default");
        Cell zero = new Cell(Architecture.X86_64, new Jdk("25-zero"), "module", "none", "default");
        String out = "java 28\nearly true\nzero false\npath module\n"
                + "answer BackendUnavailableException: There is no usable backend. No backend at all was found. Fix\n"
                + "end of the probe\n";
        assertEquals(List.of(), differences(early, out, ERR, 0));
        assertRefused("early is false, not true", early, out.replace("early true", "early false"), ERR, 0);
        String onZero = out.replace("java 28", "java 25").replace("zero false", "zero true");
        assertEquals(List.of(), differences(zero, onZero, ERR, 0));
        assertRefused("zero is false, not true", zero, onZero.replace("zero true", "zero false"), ERR, 0);
        assertRefused("zero is true, not false", NONE, onZero, ERR, 0);
    }

    @Test
    void probeWithoutEndIsADifference() {
        assertRefused("end is null", ALL_ON_17, OUT.replace("end of the probe\n", ""), ERR, 0);
        assertRefused("exit status 134", ALL_ON_17, OUT, ERR, 134);
        assertFalse(differences(ALL_ON_17, "", "", 137).isEmpty());
    }
}
