// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The destination of the output. */
final class OutputOptions {

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "Write to this file instead of stdout. A regular file is replaced as a whole when the output is complete.")
    private Path output;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    void print(Consumer<PrintWriter> printer) {
        if (output == null) {
            PrintWriter out = spec.commandLine().getOut();
            printer.accept(out);
            out.flush();
        } else {
            StringWriter text = new StringWriter();
            printer.accept(new PrintWriter(text));
            OutputFile.write(output, text.toString());
        }
    }
}
