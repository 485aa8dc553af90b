// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import picocli.CommandLine;
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
        System.exit(newCommandLine().execute(arguments));
    }

    /** picocli hands exceptions over to the reporter, but not errors, such as that of a jar that is missing. */
    private static int execute(ParseResult parsed) {
        try {
            return DebugOption.execute(parsed);
        } catch (Error e) {
            return FailureReporter.report(e, parsed.commandSpec().commandLine(), parsed);
        }
    }

    static CommandLine newCommandLine() {
        return new CommandLine(new AskCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(FailureReporter::report);
    }
}
