// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The option {@code --debug} of all commands. */
final class DebugOption {

    static final String NAME = "--debug";

    private DebugOption() {}

    /** Returns whether the option was given, before or after a subcommand's name. */
    static boolean isGiven(ParseResult parsed) {
        for (ParseResult part = parsed; part != null; part = part.subcommand()) {
            if (part.hasMatchedOption(NAME)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a command. Sets the log level first, because SLF4J Simple reads it only at the first message. */
    static int execute(ParseResult parsed) {
        Environment.logAt(isGiven(parsed) ? "debug" : "off");
        // A jlink image may lack this module: only JNA and jffi need it.
        if (!isGiven(parsed) && ModuleLayer.boot().findModule("java.logging").isPresent()) {
            // JNA logs stack traces through java.util.logging.
            Logger.getLogger("").setLevel(Level.OFF);
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
