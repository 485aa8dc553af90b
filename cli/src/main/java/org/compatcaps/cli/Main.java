// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import picocli.CommandLine;

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

    static CommandLine newCommandLine() {
        return new CommandLine(new AskCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(DebugOption::execute)
                .setExecutionExceptionHandler(new FailureReporter());
    }
}
