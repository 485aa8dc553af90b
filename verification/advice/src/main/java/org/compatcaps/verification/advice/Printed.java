// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.compatcaps.verification.powerhost.GuestOutput;

/**
 * Output of the command line in a host.
 *
 * @param text modes, separated by commas, or the error's message
 * @param guestCpus the CPUs that guests show, by the name of the mode in lower case
 * @param properties the properties of QEMU's machine, by the same names
 */
record Printed(
        String text, boolean estimate, int exitStatus, Map<String, String> guestCpus, Map<String, String> properties) {

    /** The exit status of {@code QueryNotSupportedException}. */
    static final int NOT_SUPPORTED = 3;

    /** The exit statuses of a host without support, without KVM, and of a call that failed. */
    private static final List<Integer> ERRORS = List.of(NOT_SUPPORTED, 4, 6);

    /** Reads the output of a command that prints JSON. */
    static Printed by(Optional<GuestOutput.Command> command) {
        if (command.isEmpty()) {
            return new Printed("nothing", false, -1, Map.of(), Map.of());
        }
        GuestOutput.Command ended = command.get();
        return ended.exitStatus() == 0
                ? json(ended.out())
                : new Printed(ended.err().strip(), false, ended.exitStatus(), Map.of(), Map.of());
    }

    static Printed json(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        String modes = StreamSupport.stream(json.getAsJsonArray("modes").spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining(","));
        Map<String, String> guestCpus = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (JsonElement element : json.getAsJsonArray("settings")) {
            JsonObject setting = element.getAsJsonObject();
            String mode = setting.get("mode").getAsString().toLowerCase(Locale.ROOT);
            guestCpus.put(mode, setting.get("guestCpu").getAsString());
            properties.put(mode, setting.get("qemu").getAsString());
        }
        return new Printed(modes, json.get("estimate").getAsBoolean(), 0, guestCpus, properties);
    }

    /** Returns the modes for a table. */
    String words() {
        return text.replace(",", ", ");
    }

    /** Returns whether these are the expected modes, or an error whose message contains the expected text. */
    boolean is(String expected) {
        return expected.startsWith("POWER")
                ? exitStatus == 0 && text.equals(expected)
                : ERRORS.contains(exitStatus) && text.contains(expected);
    }

    boolean isEstimate(String expected) {
        return is(expected) && (exitStatus == 0 ? estimate : exitStatus == NOT_SUPPORTED);
    }
}
