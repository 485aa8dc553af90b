// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest printed on its serial console.
 *
 * <p>Only lines that {@code init} marked count; the rest is the firmware and the kernel talking.
 */
public final class GuestOutput {
    private static final Pattern LINE = Pattern.compile("@power-host (\\S+) (out|err|trace)\\|(.*)");
    private static final Pattern EXIT = Pattern.compile("@power-host (\\S+) exit (\\d+) (\\d+\\.\\d+)");
    private static final Pattern PANIC = Pattern.compile("Kernel panic.*|.*Oops:.*|.*\\bBUG: .*");

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private boolean done;
    private String panic;
    private String lastLine = "nothing";

    private GuestOutput() {}

    /**
     * Reads a serial log.
     *
     * @param serialLog its text
     * @return what it says
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
        Matcher text = LINE.matcher(line);
        Matcher exit = EXIT.matcher(line);
        if (text.matches()) {
            command(text.group(1)).stream(text.group(2)).append(text.group(3)).append('\n');
        } else if (exit.matches()) {
            Command command = command(exit.group(1));
            command.exitStatus = Integer.valueOf(exit.group(2));
            command.seconds = Double.parseDouble(exit.group(3));
        } else if (line.equals("@power-host done")) {
            done = true;
        } else if (panic == null && PANIC.matcher(line).find()) {
            panic = line.strip();
        }
        if (!line.isBlank()) {
            lastLine = line.strip();
        }
    }

    private Command command(String name) {
        return commands.computeIfAbsent(name, key -> new Command());
    }

    /**
     * The command of that name.
     *
     * @param name its name
     * @return what it printed, if it ended
     */
    public Optional<Command> ended(String name) {
        return Optional.ofNullable(commands.get(name)).filter(command -> command.exitStatus != null);
    }

    /**
     * Whether the guest got to its end and the kernel reported no fault of its own.
     *
     * @return true if so
     */
    public boolean complete() {
        return done && panic == null;
    }

    /**
     * Why the output is not complete, for a person.
     *
     * @return the reason; empty if the output is complete
     */
    public String problem() {
        if (panic != null) {
            return panic;
        }
        return done ? "" : "the guest did not get to its end; its last line: " + lastLine;
    }

    /** What one command in the guest printed, and how it ended. */
    public static final class Command {
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();
        private final StringBuilder trace = new StringBuilder();
        private Integer exitStatus;
        private double seconds;

        private Command() {}

        private StringBuilder stream(String name) {
            if (name.equals("out")) {
                return out;
            }
            return name.equals("err") ? err : trace;
        }

        /**
         * Standard output.
         *
         * @return its text
         */
        public String out() {
            return out.toString();
        }

        /**
         * Standard error.
         *
         * @return its text
         */
        public String err() {
            return err.toString();
        }

        String trace() {
            return trace.toString();
        }

        /**
         * The exit status.
         *
         * @return the number
         */
        public int exitStatus() {
            return exitStatus;
        }

        /**
         * How long it took in the guest.
         *
         * @return the time in seconds
         */
        public double seconds() {
            return seconds;
        }
    }
}
