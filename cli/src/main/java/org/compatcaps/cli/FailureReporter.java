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

/** Reports an error as one paragraph on stderr and an exit code. {@code --debug} adds the stack trace. */
final class FailureReporter {

    /** Java's replacement for bytes that it cannot decode. */
    private static final char UNREADABLE = '\uFFFD';

    private FailureReporter() {}

    /** Reports wrong usage. Does not print the help, whose many lines would hide the message. */
    static int report(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("compatcaps: " + printable(e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCodes.USAGE;
    }

    /** Reports an argument that the JVM cannot decode in this locale. Returns whether there is one. */
    static boolean reportUnreadable(String[] arguments, CommandLine commandLine) {
        for (String argument : arguments) {
            if (argument.indexOf(UNREADABLE) >= 0) {
                PrintWriter err = commandLine.getErr();
                err.println("compatcaps: '" + printable(argument.replace(UNREADABLE, '?'))
                        + "' is not text in the encoding of this locale ("
                        + Environment.locale() + ", " + Environment.encoding()
                        + "). Set LC_ALL to C.UTF-8, or to the locale in which the name was written.");
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
                    + ". This is a bug in compatcaps. Run it again with --debug, and report the output.");
        }
        if (DebugOption.isGiven(parsed)) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode(e);
    }

    /** Replaces control characters, since messages quote names and files, which may contain terminal escape sequences. */
    static String printable(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }

    /** Returns a remedy that only the command line has. */
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
