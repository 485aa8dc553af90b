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

/** Turns an error into one paragraph on stderr and an exit code; {@code --debug} adds the stack trace. */
final class FailureReporter {

    private FailureReporter() {}

    static int report(Throwable e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof CompatCapsException || e instanceof InputException) {
            // It quotes names and files, which must not send control sequences to a terminal.
            err.println("compatcaps: " + (e.getMessage() + hint(e)).replaceAll("\\p{Cntrl}", "?"));
        } else {
            err.println("compatcaps: unexpected " + e
                    + ". This is a defect of this tool. Run it again with --debug, and report the output.");
        }
        if (DebugOption.isGiven(parsed)) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode(e);
    }

    /** Returns a remedy that exists on the command line only. */
    private static String hint(Throwable e) {
        if (!(e instanceof QueryNotSupportedException)) {
            return "";
        }
        switch (((QueryNotSupportedException) e).reason()) {
            case NOT_POWERPC:
                return " Or try --simulate power10.";
            case KERNEL_TOO_OLD:
                return " Or add --estimate to print the partition's own mode and the older ones.";
            default:
                return "";
        }
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
