// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs commands in one JVM of the guest, where the start of a JVM takes most of a command's time.
 *
 * <p>Prints what {@code ask} of {@code init} prints, which starts a JVM for each. A command that did not end has no line with
 * an exit status, so that nothing passes for its answer. This class goes into the guest alone: it must not use others of this
 * module.
 */
public final class InTurn {
    private InTurn() {}

    /**
     * Runs the commands.
     *
     * @param args a name and a command for each. The words of a command are separated by blanks: {@code compatcaps} or
     *     {@code ioctl-cases}, system properties as {@code -DNAME=VALUE}, arguments
     * @throws Exception if a program cannot be run
     */
    public static void main(String[] args) throws Exception {
        for (int i = 0; i < args.length; i += 2) {
            run(args[i], args[i + 1].split(" "));
        }
        // Like the tool itself, whatever threads are left.
        System.exit(0);
    }

    static void run(String name, String[] words) throws Exception {
        int first = 1;
        while (first < words.length && words[first].startsWith("-D")) {
            String[] property = words[first].substring(2).split("=", 2);
            System.setProperty(property[0], property[1]);
            first++;
        }
        PrintStream console = System.out;
        PrintStream consoleErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true));
        System.setErr(new PrintStream(err, true));
        long started = System.nanoTime();
        int status;
        try {
            status = execute(words[0], Arrays.copyOfRange(words, first, words.length));
        } finally {
            System.setOut(console);
            System.setErr(consoleErr);
        }
        long hundredths = (System.nanoTime() - started) / 10_000_000;
        for (int i = 1; i < first; i++) {
            System.clearProperty(words[i].substring(2).split("=", 2)[0]);
        }
        String report = lines(name + " out|", out.toString()) + lines(name + " err|", err.toString());
        String seconds = hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
        console.print(report + "@power-host " + name + " exit " + status + " " + seconds + "\n");
        console.flush();
    }

    private static String lines(String stream, String text) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.lines().toArray(String[]::new)) {
            lines.append("@power-host ").append(stream).append(line).append('\n');
        }
        return lines.toString();
    }

    /** By reflection: the programs are not public, since their main methods end the JVM. */
    private static int execute(String program, String[] arguments) throws Exception {
        if (program.equals("compatcaps")) {
            Method factory = Class.forName("org.compatcaps.cli.Main").getDeclaredMethod("newCommandLine");
            factory.setAccessible(true);
            Object commandLine = factory.invoke(null);
            Method execute = commandLine.getClass().getMethod("execute", String[].class);
            return (int) execute.invoke(commandLine, (Object) arguments);
        }
        if (program.equals("ioctl-cases")) {
            Method run = Class.forName("org.compatcaps.verification.ioctlcases.Main")
                    .getDeclaredMethod("run", String[].class, PrintStream.class, PrintStream.class);
            run.setAccessible(true);
            return (int) run.invoke(null, arguments, System.out, System.err);
        }
        throw new IllegalArgumentException("no program is called " + program);
    }
}
