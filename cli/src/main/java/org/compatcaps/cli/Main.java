// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.FileProblem;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point. */
public final class Main {

    private Main() {}

    /**
     * Runs the command line and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        // Some locales have digits of their own, which no program reads. Messages of the system keep the user's
        // language.
        Locale.setDefault(Locale.ROOT);
        Environment.keepJnaOutOfWorkingDirectory();
        StandardOutput stdout = new StandardOutput();
        PrintWriter out = stdout.writer();
        CommandLine commandLine = newCommandLine().setOut(out);
        int exitCode = FailureReporter.reportUnreadable(arguments, commandLine)
                ? ExitCodes.USAGE
                : commandLine.execute(arguments);
        out.flush();
        // A truncated file would pass for an answer.
        if (stdout.failure() != null && (exitCode == ExitCodes.ANSWERED || exitCode == ExitCodes.NO)) {
            System.err.println("compatcaps: standard output cannot be written to ("
                    + FileProblem.reason(stdout.failure()) + "); the output is lost");
            exitCode = ExitCodes.FILE;
        }
        System.exit(exitCode);
    }

    /** Reports errors, such as that of a missing jar. picocli passes only exceptions to the reporter. */
    private static int execute(ParseResult parsed) {
        refuseOptionsBeforeSubcommand(parsed);
        try {
            return DebugOption.execute(parsed);
        } catch (Error e) {
            return FailureReporter.report(e, parsed.commandSpec().commandLine(), parsed);
        }
    }

    /** Refuses options that the subcommand would ignore: with --simulate before it, it would query the real host. */
    private static void refuseOptionsBeforeSubcommand(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return;
        }
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!option.longestName().equals(DebugOption.NAME)) {
                String subcommand = parsed.subcommand().commandSpec().name();
                throw new ParameterException(
                        parsed.subcommand().commandSpec().commandLine(),
                        option.longestName() + " has no effect before " + subcommand + ". Put it after " + subcommand
                                + ".");
            }
        }
    }

    static CommandLine newCommandLine() {
        return new CommandLine(new AskCommand())
                // An argument that begins with @ is a path like any other.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ProcessorMode.class, new ModeConverter())
                .setParameterExceptionHandler((e, arguments) -> FailureReporter.report(e))
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(FailureReporter::report);
    }
}
