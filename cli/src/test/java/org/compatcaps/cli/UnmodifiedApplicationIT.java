// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the packaged command line on the mock, configured only by system properties. */
class UnmodifiedApplicationIT {

    /** The settings are mock properties without their prefix, such as {@code host=no-nested}. */
    private static Jdk.Result run(List<String> settings, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add("-Dcompatcaps.backend=mock");
        for (String setting : settings) {
            command.add("-Dcompatcaps.mock." + setting);
        }
        command.add("-jar");
        command.add(Jdk.dist().resolve("compatcaps-cli.jar").toString());
        command.addAll(List.of(arguments));
        return Jdk.run(Jdk.all().get(0).command(command.toArray(new String[0])));
    }

    @Test
    void jsonReportsUnknownBitsWithoutModes() throws Exception {
        Jdk.Result result =
                run(List.of("bitmap=0x8000000000000000", "interface=first-posted", "host=nested-v2"), "--json");
        assertEquals(0, result.exitCode, result.toString());
        JsonObject answer = JsonParser.parseString(result.out).getAsJsonObject();
        assertTrue(answer.get("highest").isJsonNull());
        assertEquals(0, answer.getAsJsonArray("modes").size());
        assertEquals("0x8000000000000000", answer.get("unknownBits").getAsString());
        assertEquals("first-posted", answer.get("interface").getAsString());
        assertEquals("v2", answer.get("nestedApi").getAsString());
        assertTrue(answer.get("simulated").getAsBoolean());
    }

    @Test
    void textReportsUnknownBitsWithoutModes() throws Exception {
        Jdk.Result result = run(List.of("bitmap=0x8000000000000000"));
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.startsWith("SIMULATED"), result.out);
        assertTrue(result.out.contains("Modes:        none"), result.out);
        assertTrue(result.out.contains("Unknown bits: 0x8000000000000000"), result.out);
    }

    @ParameterizedTest
    @CsvSource({
        "host=no-nested, 3, not enabled in this partition",
        "host=bare-metal, 3, bare metal",
        "interface=none, 3, 6.12-powerpc64le",
        "interface=none, 3, Or add --estimate",
        "host=no-kvm, 4, ENOENT",
        "fail=open:13, 4, EACCES",
        "fail=KVM_CREATE_VM:1, 4, EPERM",
        "fail=KVM_CREATE_VM:12, 6, KVM_CREATE_VM failed with ENOMEM",
        "fail=close:5, 6, close failed with EIO",
        "modes=power8, 5, compatcaps.mock.modes",
    })
    void errorsAreOneParagraphAndAnExitCode(String setting, int exitCode, String explanation) throws Exception {
        Jdk.Result result = run(List.of(setting));
        assertEquals(exitCode, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertTrue(result.err.startsWith("compatcaps: "), result.err);
        assertTrue(result.err.contains(explanation), result.err);
        assertEquals(1, result.err.lines().count(), result.err);
    }

    @ParameterizedTest
    @CsvSource({
        "host=no-nested, no_nested_virtualization",
        "interface=none, kernel_too_old",
        "fail=open:13, no_permission",
        "modes=power8, no_backend",
        "fail=KVM_CREATE_VM:12, refused_call",
        "fail=KVM_CREATE_VM:22, reload_required",
    })
    void fileOfLabelsHasOnlyTheReason(String setting, String reason) throws Exception {
        assertEquals("# no answer: " + reason + "\n", run(List.of(setting), "--format", "nfd").out);
    }
}
