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
        // In some locales, numbers would be printed in digits that programs cannot parse. Messages of the operating
        // system
        // stay in the user's language.
        Locale.setDefault(Locale.ROOT);
        Environment.keepJnaOutOfWorkingDirectory();
        StandardOutput stdout = new StandardOutput();
        PrintWriter out = stdout.writer();
        CommandLine commandLine = newCommandLine().setOut(out);
        int exitCode = FailureReporter.reportUnreadable(arguments, commandLine)
                ? ExitCodes.USAGE
                : commandLine.execute(arguments);
        out.flush();
        // Otherwise a truncated file would look like an answer.
        if (stdout.failure() != null && (exitCode == ExitCodes.ANSWERED || exitCode == ExitCodes.NO)) {
            System.err.println("compatcaps: Cannot write to standard output: " + FileProblem.reason(stdout.failure())
                    + ". The output is incomplete.");
            exitCode = ExitCodes.FILE;
        }
        System.exit(exitCode);
    }

    /** Also reports errors, such as a missing class. picocli passes only exceptions to the reporter. */
    private static int execute(ParseResult parsed) {
        rejectOptionsBeforeSubcommand(parsed);
        try {
            return DebugOption.execute(parsed);
        } catch (Error e) {
            return FailureReporter.report(e, parsed.commandSpec().commandLine(), parsed);
        }
    }

    /** Rejects options before a subcommand, which would ignore them. It would ignore --simulate and query the real host. */
    private static void rejectOptionsBeforeSubcommand(ParseResult parsed) {
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
                // Otherwise picocli would read arguments from a file whose name follows an @.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ProcessorMode.class, new ModeConverter())
                .setParameterExceptionHandler((e, arguments) -> FailureReporter.report(e))
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(FailureReporter::report);
    }
}
