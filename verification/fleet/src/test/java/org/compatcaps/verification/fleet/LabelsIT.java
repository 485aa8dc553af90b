// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the labels that the packaged tool writes for Node Feature Discovery. */
class LabelsIT {

    private static Jdk.Result query(List<String> properties, String... options) throws Exception {
        List<String> command = Jdk.newest().command(properties.toArray(new String[0]));
        command.addAll(List.of("-jar", Jdk.dist().resolve("compatcaps-cli.jar").toString(), "--format", "nfd"));
        command.addAll(List.of(options));
        return Jdk.run(command);
    }

    @ParameterizedTest
    @CsvSource({"power9, 2", "power10, 3", "power11, 4"})
    void answerHasALabelForEachMode(String processor, int labels) throws Exception {
        Jdk.Result result = query(List.of(), "--simulate", processor);
        assertEquals(0, result.exitCode, result.toString());
        Map<String, String> found = FeatureFile.labels(result.out);
        assertEquals(labels, found.size(), found.toString());
        assertEquals("simulated", found.get("compatcaps-" + processor));
    }

    @Test
    void labelsExpireIfAsked() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Jdk.Result result = query(List.of(), "--simulate", "power9", "--expires-after", "10800");
        Instant after = Instant.now();
        assertEquals(2, FeatureFile.labels(result.out).size(), result.toString());
        Instant written = FeatureFile.expiry(result.out).minusSeconds(10_800);
        assertTrue(!written.isBefore(before) && !written.isAfter(after), result.toString());
        // RFC 3339 without a fraction.
        assertTrue(
                result.out.matches("(?s)# [+]expiry-time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n.*"),
                result.toString());
        assertThrows(
                IllegalArgumentException.class, () -> FeatureFile.expiry("a=b\n# +expiry-time=2026-11-27T00:00:00Z\n"));
    }

    @Test
    void nestedApiV2HasItsLabel() throws Exception {
        Jdk.Result result = query(List.of(
                "-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.host=nested-v2", "-Dcompatcaps.mock.modes=power10"));
        assertEquals(
                Map.of(
                        "compatcaps-power10", "simulated",
                        "compatcaps-nested-api", "v2"),
                FeatureFile.labels(result.out));
    }

    @ParameterizedTest
    @CsvSource({
        "host=no-nested, 3, no_nested_virtualization",
        "interface=none, 3, kernel_too_old",
        "host=no-kvm, 4, no_kvm",
        "fail=open:13, 4, no_permission",
        "modes=power8, 5, no_backend",
        "fail=KVM_CREATE_VM:12, 6, refused_call",
        "fail=KVM_CREATE_VM:22, 6, reload_required",
    })
    void refusalHasNoLabelsButAReason(String setting, int exitCode, String reason) throws Exception {
        Jdk.Result result = query(List.of("-Dcompatcaps.backend=mock", "-Dcompatcaps.mock." + setting));
        assertEquals(exitCode, result.exitCode, result.toString());
        assertEquals(Map.of(), FeatureFile.labels(result.out));
        assertEquals("# no answer: " + reason + "\n", result.out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a=b=c\n",
                "a b=c\n",
                "-a=b\n",
                "a=b c\n",
                "a=POWER10 (architected)\n",
                "a=b\r\n",
                "a=b\na=c\n",
                "# +no-feature\n",
                "a=0123456789012345678901234567890123456789012345678901234567890123\n",
            })
    void invalidFileIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> FeatureFile.labels(text));
    }

    @Test
    void commentsAndEmptyValuesAreAllowed() {
        assertEquals(Map.of("a", "", "b", "c.d-e_f"), FeatureFile.labels("# a comment\na=\n\nb=c.d-e_f\n"));
        assertTrue(FeatureFile.labels("").isEmpty());
    }
}
