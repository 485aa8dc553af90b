// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Properties;

/**
 * Runs commands in one JVM of the guest, where the start of a JVM takes most of a command's time.
 *
 * <p>The output is that of {@code ask} in {@code init}, which starts a JVM for each. A command that did not end has no line with
 * an exit status, and so has no answer. This class goes into the guest alone: it must not use others of this module.
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
        // Like the tool itself, also if threads are left.
        System.exit(0);
    }

    static void run(String name, String[] words) throws Exception {
        Properties properties = (Properties) System.getProperties().clone();
        int first = 1;
        for (; first < words.length && words[first].startsWith("-D"); first++) {
            String[] property = words[first].substring(2).split("=", 2);
            System.setProperty(property[0], property[1]);
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
            System.setProperties(properties);
        }
        BigDecimal seconds = BigDecimal.valueOf((System.nanoTime() - started) / 10_000_000, 2);
        out.toString().lines().forEach(line -> console.print("@power-host " + name + " out|" + line + "\n"));
        err.toString().lines().forEach(line -> console.print("@power-host " + name + " err|" + line + "\n"));
        console.print("@power-host " + name + " exit " + status + " " + seconds + "\n");
        console.flush();
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
