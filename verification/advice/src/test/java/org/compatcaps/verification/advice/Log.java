// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.Locale;
import org.compatcaps.verification.powerhost.GuestOutput;

/** Serial logs of hosts. */
final class Log {
    static final String DONE = "@power-host done\n";

    private static final String JSON = "{\"modes\":[\"%s\"],\"estimate\":%s,\"settings\":"
            + "[{\"mode\":\"%s\",\"qemu\":\"max-cpu-compat=%s\",\"guestCpu\":\"%s (architected)\"}]}";

    private Log() {}

    /** Returns the JSON output with one mode. */
    static String json(String mode, boolean estimate) {
        return JSON.formatted(mode, estimate, mode, mode.toLowerCase(Locale.ROOT), mode);
    }

    static String out(String name, String text, int exitStatus) {
        return command(name, "out", text, exitStatus);
    }

    static String err(String name, String text, int exitStatus) {
        return command(name, "err", text, exitStatus);
    }

    private static String command(String name, String stream, String text, int exitStatus) {
        String lines = text.replaceAll("(?m)^", "@power-host " + name + " " + stream + "|");
        return lines + "\n@power-host " + name + " exit " + exitStatus + " 1.00\n";
    }

    static GuestOutput replaced(String log, String right, String wrong) {
        if (!log.contains(right)) {
            throw new IllegalArgumentException("the log does not contain " + right);
        }
        return GuestOutput.parse(log.replace(right, wrong));
    }
}
