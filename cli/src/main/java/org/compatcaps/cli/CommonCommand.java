// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compatcaps.cli.text.CapsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what several hosts have in common. */
@Command(
        name = "common",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Prints the modes that several hosts have in common. A guest in one of them can be migrated between all hosts.",
            "Exit code 1 means that there is none."
        })
final class CommonCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A file that compatcaps --json or compatcaps common --json wrote; - is stdin.")
    private Path[] files;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        refuseRepetitions();
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Path path : files) {
            String file = path.toString();
            answers.put(file, AnswerReader.read(file, System.in));
        }
        Answer common = Answer.common(answers.values());
        output.print(out -> {
            if (json) {
                JsonFormat.print(out, common);
            } else {
                TextFormat.print(out, common);
                answers.forEach((file, answer) -> out.println("  " + file + ": " + CapsText.modes(answer.caps)));
            }
        });
        return common.caps.modes().isEmpty() ? ExitCodes.NO : ExitCodes.ANSWERED;
    }

    /** Refuses to count a host twice, also if its file has several names. */
    private void refuseRepetitions() {
        Map<Object, String> names = new HashMap<>();
        for (Path path : files) {
            String file = path.toString();
            String other = names.put(new InputFile(file).identity(), file);
            if (other != null) {
                String problem =
                        other.equals(file) ? file + " is given twice" : other + " and " + file + " are the same file";
                throw new ParameterException(spec.commandLine(), problem + ". Give each file once.");
            }
        }
    }
}
