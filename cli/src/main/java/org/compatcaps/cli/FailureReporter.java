// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCapsException;
import org.compatcaps.EstimateUnavailableException;
import org.compatcaps.KvmPermissionException;
import org.compatcaps.NoKvmException;
import org.compatcaps.QueryNotSupportedException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Turns an error into one paragraph on stderr and an exit code; a stack trace only comes with {@code --debug}. */
final class FailureReporter {

    private FailureReporter() {}

    static int report(Throwable e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof CompatCapsException || e instanceof InputException) {
            // Names and files of others are quoted in it, and must not change what a terminal shows.
            err.println("compatcaps: " + (e.getMessage() + hint(e)).replaceAll("\\p{Cntrl}", "?"));
        } else {
            err.println("compatcaps: unexpected " + e
                    + ". This is a defect of the tool: run it again with --debug and report what it prints.");
        }
        if (DebugOption.isGiven(parsed)) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode(e);
    }

    /** What helps on the command line only. */
    private static String hint(Throwable e) {
        boolean isTooOld = e instanceof QueryNotSupportedException
                && ((QueryNotSupportedException) e).reason() == QueryNotSupportedException.Reason.KERNEL;
        return isTooOld ? " Or add --estimate, to take the partition's own mode in place of an answer." : "";
    }

    private static int exitCode(Throwable e) {
        if (e instanceof QueryNotSupportedException || e instanceof EstimateUnavailableException) {
            return ExitCodes.NOT_SUPPORTED;
        }
        if (e instanceof NoKvmException || e instanceof KvmPermissionException) {
            return ExitCodes.NO_KVM;
        }
        if (e instanceof BackendUnavailableException) {
            return ExitCodes.NO_BACKEND;
        }
        if (e instanceof CompatCapsException) {
            return ExitCodes.REFUSED;
        }
        if (e instanceof InputException) {
            return ExitCodes.FILE;
        }
        return ExitCodes.DEFECT;
    }
}
