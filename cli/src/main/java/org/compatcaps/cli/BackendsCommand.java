// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.compatcaps.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the backends. */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description =
                "Lists the backends in the order in which they are tried. An unavailable backend is listed with the reason.")
final class BackendsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Backend backend : Backend.list()) {
            out.println(backend);
        }
        out.flush();
        return ExitCodes.ANSWERED;
    }
}
