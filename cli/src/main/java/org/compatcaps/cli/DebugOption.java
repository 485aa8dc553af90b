// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What {@code --debug} does, for every command alike. */
final class DebugOption {

    static final String NAME = "--debug";

    private DebugOption() {}

    /** Whether it was given, before or behind a subcommand's name. */
    static boolean isGiven(ParseResult parsed) {
        for (ParseResult part = parsed; part != null; part = part.subcommand()) {
            if (part.hasMatchedOption(NAME)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a command. The logging is set up first: the log library reads its settings once, at the first message. */
    static int execute(ParseResult parsed) {
        Environment.logAt(isGiven(parsed) ? "debug" : "off");
        if (!isGiven(parsed)) {
            // JNA's messages go another way, and some of them are stack traces.
            Logger.getLogger("").setLevel(Level.OFF);
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
