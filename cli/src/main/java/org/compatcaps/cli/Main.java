// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where {@code java -jar} starts. */
public final class Main {

    private Main() {}

    /**
     * Runs the command line and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        int exitCode = newCommandLine().execute(arguments);
        // As on a disk that is full. Print streams keep quiet about it, and whoever reads the file would take it for an
        // answer.
        if (System.out.checkError() && (exitCode == ExitCodes.ANSWERED || exitCode == ExitCodes.NO)) {
            System.err.println("compatcaps: standard output cannot be written to; what was to be printed is lost");
            exitCode = ExitCodes.FILE;
        }
        System.exit(exitCode);
    }

    /** picocli hands exceptions over to the reporter, but not errors, such as that of a jar that is missing. */
    private static int execute(ParseResult parsed) {
        refuseOptionsBeforeSubcommand(parsed);
        try {
            return DebugOption.execute(parsed);
        } catch (Error e) {
            return FailureReporter.report(e, parsed.commandSpec().commandLine(), parsed);
        }
    }

    /** They would say nothing to the subcommand: --simulate before it, and it would ask the real host. */
    private static void refuseOptionsBeforeSubcommand(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return;
        }
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!option.longestName().equals(DebugOption.NAME)) {
                String subcommand = parsed.subcommand().commandSpec().name();
                throw new ParameterException(
                        parsed.subcommand().commandSpec().commandLine(),
                        option.longestName() + " stands before " + subcommand
                                + ", where it has no effect. Put it behind.");
            }
        }
    }

    static CommandLine newCommandLine() {
        return new CommandLine(new AskCommand())
                // @FILE would hide from the script compatcaps which command is given.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(FailureReporter::report);
    }
}
