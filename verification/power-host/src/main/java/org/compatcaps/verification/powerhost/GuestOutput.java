// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of a guest on its serial console.
 *
 * <p>Only lines that {@code init} marked count; the others come from the firmware and the kernel.
 */
public final class GuestOutput {
    private static final Pattern TEXT = Pattern.compile("@power-host (\\S+ (?:out|err|trace))\\|(.*)");
    private static final Pattern EXIT = Pattern.compile("@power-host (\\S+) exit (\\d+) (\\d+\\.\\d+)");
    private static final Pattern PANIC = Pattern.compile("Kernel panic|Oops:|\\bBUG: ");

    /** By name and stream. */
    private final Map<String, StringBuilder> texts = new HashMap<>();

    private final Map<String, Matcher> exits = new HashMap<>();
    private boolean done;
    private String panic;
    private String lastLine = "nothing";

    private GuestOutput() {}

    /**
     * Reads a serial log.
     *
     * @param serialLog its text
     * @return the output
     */
    public static GuestOutput parse(String serialLog) {
        GuestOutput output = new GuestOutput();
        // One or more carriage returns come from the console driver and from QEMU.
        for (String line : serialLog.split("\r*\n")) {
            output.add(line);
        }
        return output;
    }

    private void add(String line) {
        Matcher text = TEXT.matcher(line);
        Matcher exit = EXIT.matcher(line);
        if (text.matches()) {
            texts.computeIfAbsent(text.group(1), key -> new StringBuilder())
                    .append(text.group(2))
                    .append('\n');
        } else if (exit.matches()) {
            exits.put(exit.group(1), exit);
        } else if (line.equals("@power-host done")) {
            done = true;
        } else if (panic == null && PANIC.matcher(line).find()) {
            panic = line.strip();
        }
        if (!line.isBlank()) {
            lastLine = line.strip();
        }
    }

    /**
     * Returns a command of the guest.
     *
     * @param name its name
     * @return its output and exit status, if it ended
     */
    public Optional<Command> ended(String name) {
        return Optional.ofNullable(exits.get(name))
                .map(exit -> new Command(
                        text(name + " out"),
                        text(name + " err"),
                        text(name + " trace"),
                        Integer.parseInt(exit.group(2)),
                        Double.parseDouble(exit.group(3))));
    }

    private String text(String key) {
        return texts.getOrDefault(key, new StringBuilder()).toString();
    }

    /**
     * Returns whether the guest got to its end and the kernel reported no fault of its own.
     *
     * @return true if so
     */
    public boolean complete() {
        return problem().isEmpty();
    }

    /**
     * Returns why the output is not complete, for a person.
     *
     * @return the reason; empty if the output is complete
     */
    public String problem() {
        if (panic != null) {
            return panic;
        }
        return done ? "" : "the guest did not get to its end; its last line: " + lastLine;
    }

    /**
     * The output of one command in the guest, and its end.
     *
     * @param out standard output
     * @param err standard error
     * @param trace log of strace
     * @param exitStatus exit status
     * @param seconds time in the guest
     */
    public record Command(String out, String err, String trace, int exitStatus, double seconds) {}
}
