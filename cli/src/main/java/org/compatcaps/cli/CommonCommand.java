// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the modes that several hosts have in common. */
@Command(
        name = "common",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Prints the modes that several hosts have in common. A guest in one of them can be migrated between all hosts.",
            "Exit code 1 means that there is no common mode."
        })
final class CommonCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "A file with the output of compatcaps --json or compatcaps common --json, or with one such answer"
                            + " on each line; - is stdin. If it is a directory, all JSON files in it are read.")
    private Path[] paths;

    @Option(names = "--skip-unreadable", description = "Skip answers that cannot be read, and list them.")
    private boolean skipUnreadable;

    @Option(names = "--verbose", description = "Also print the names of the hosts.")
    private boolean verbose;

    @Option(names = "--json", description = "Print JSON, with the names of the hosts.")
    private boolean json;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Progress progress = new Progress(spec.commandLine().getErr());
        FleetReader reader = new FleetReader(skipUnreadable, progress);
        try {
            for (InputFile file : files(reader)) {
                reader.read(file, System.in);
            }
        } finally {
            progress.end();
        }
        Fleet fleet = reader.fleet;
        Answer common = fleet.common();
        output.print(out -> {
            if (json) {
                JsonFormat.print(out, fleet);
            } else {
                FleetFormat.print(out, fleet, verbose);
            }
        });
        return common.caps.modes().isEmpty() ? ExitCodes.NO : ExitCodes.ANSWERED;
    }

    /** Rejects a file that is given twice, even under two names: its host would be counted twice. */
    private Collection<InputFile> files(FleetReader reader) {
        Map<Object, InputFile> files = new LinkedHashMap<>();
        for (Path path : paths) {
            for (Path name : Files.isDirectory(path) ? reader.list(path) : List.of(path)) {
                InputFile file = new InputFile(name.toString());
                InputFile other = files.put(file.identity(), file);
                if (other != null) {
                    String problem = other.path.equals(file.path)
                            ? file.path + " is given twice"
                            : other.path + " and " + file.path + " are the same file";
                    throw new ParameterException(spec.commandLine(), problem + ". Give each file once.");
                }
            }
        }
        return files.values();
    }
}
