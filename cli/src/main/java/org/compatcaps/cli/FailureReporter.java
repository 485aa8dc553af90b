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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns an error into one paragraph on stderr and an exit code; {@code --debug} adds the stack trace. */
final class FailureReporter {

    /** Java's replacement for bytes that are not text in the locale's encoding. */
    private static final char UNREADABLE = '\uFFFD';

    private FailureReporter() {}

    /** Reports wrong usage. The help, of many lines, would hide what is wrong. */
    static int report(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("compatcaps: " + printable(e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCodes.USAGE;
    }

    /** Reports an argument with letters that the JVM does not know, because the locale's encoding has none for them. */
    static boolean reportUnreadable(String[] arguments, CommandLine commandLine) {
        for (String argument : arguments) {
            if (argument.indexOf(UNREADABLE) >= 0) {
                PrintWriter err = commandLine.getErr();
                err.println("compatcaps: '" + printable(argument.replace(UNREADABLE, '?'))
                        + "' is not text in the encoding of this locale ("
                        + Environment.locale() + ", " + Environment.encoding()
                        + "). Set LC_ALL=C.UTF-8, or the locale in which the name was written.");
                err.flush();
                return true;
            }
        }
        return false;
    }

    static int report(Throwable e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof CompatCapsException || e instanceof InputException) {
            err.println("compatcaps: " + printable(e.getMessage() + hint(e)));
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

    /** Messages quote names and files, which must not send control sequences to a terminal. */
    static String printable(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
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
