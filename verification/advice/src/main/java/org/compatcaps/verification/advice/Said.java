// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.compatcaps.verification.powerhost.GuestOutput;

/** What the command line said in a host: modes with their settings, or why there are none. */
final class Said {
    /** The exit status on a host that does not have the query, and on one without KVM. */
    static final int NOT_SUPPORTED = 3;

    private static final int NO_KVM = 4;

    /** The exit status if the kernel refused a call. */
    private static final int REFUSED = 6;

    /** Modes, separated by commas, or the refusal. */
    final String text;

    final boolean estimate;
    final int exitStatus;

    /** What a guest of a mode shows as its CPU, by the mode's name in lower case. */
    final Map<String, String> guestCpus = new LinkedHashMap<>();

    /** The properties of QEMU's machine, by the same names. */
    final Map<String, String> properties = new LinkedHashMap<>();

    private Said(String text, boolean estimate, int exitStatus) {
        this.text = text;
        this.estimate = estimate;
        this.exitStatus = exitStatus;
    }

    /** From a command that printed JSON. */
    static Said of(Optional<GuestOutput.Command> command) {
        if (command.isEmpty()) {
            return new Said("nothing", false, -1);
        }
        GuestOutput.Command ended = command.get();
        if (ended.exitStatus() != 0) {
            return new Said(ended.err().strip(), false, ended.exitStatus());
        }
        return of(ended.out());
    }

    /** From JSON. */
    static Said of(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        List<String> modes = new ArrayList<>();
        for (JsonElement mode : json.getAsJsonArray("modes")) {
            modes.add(mode.getAsString());
        }
        Said said = new Said(String.join(",", modes), json.get("estimate").getAsBoolean(), 0);
        for (JsonElement element : json.getAsJsonArray("settings")) {
            JsonObject setting = element.getAsJsonObject();
            String mode = setting.get("mode").getAsString().toLowerCase(Locale.ROOT);
            said.guestCpus.put(mode, setting.get("guestCpu").getAsString());
            said.properties.put(mode, setting.get("qemu").getAsString());
        }
        return said;
    }

    /** Modes must be the same, a refusal must contain what is expected of it; a tool that failed otherwise is neither. */
    boolean is(String expected) {
        if (expected.startsWith("POWER")) {
            return exitStatus == 0 && text.equals(expected);
        }
        return (exitStatus == NOT_SUPPORTED || exitStatus == NO_KVM || exitStatus == REFUSED)
                && text.contains(expected);
    }
}
