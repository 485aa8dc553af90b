// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.benchmarks.start.Alone;
import org.compatcaps.verification.benchmarks.start.Empty;
import org.compatcaps.verification.benchmarks.start.FirstAnswer;
import org.compatcaps.verification.benchmarks.start.Operations;
import org.compatcaps.verification.benchmarks.start.StandIn;

/**
 * A Java program that is started as a whole.
 *
 * @param name its name in the report
 * @param main the class that it starts with
 * @param backend whether it uses a backend, and so needs native access
 * @param arguments the arguments of java after the options
 * @param status the exit status
 * @param output a part of its output
 */
record Program(String name, Class<?> main, boolean backend, List<String> arguments, int status, String output) {

    /** On a Power host the command line answers, and the stand-in leaves the answer of the host. */
    private static final boolean POWER = System.getProperty("os.arch").startsWith("ppc");

    static Program empty(Jars jars) {
        List<String> arguments = List.of("-cp", jars.start().toString(), Empty.class.getName());
        return new Program("empty", Empty.class, false, arguments, 0, "");
    }

    static Program commandLine(Jars jars) {
        List<String> arguments = List.of("-jar", jars.commandLine().toString());
        return new Program("command line", null, false, arguments, POWER ? 0 : 3, "");
    }

    static Program firstAnswer(Jars jars, String backend) throws IOException {
        return with(jars, backend, backend, FirstAnswer.class, POWER ? "[" : "[POWER9, POWER10]\n");
    }

    static Program alone(Jars jars, String backend) throws IOException {
        return with(jars, backend, backend + " by itself", Alone.class, "12\n");
    }

    /** Makes operations, whose arguments {@link Operations} describes. */
    static Program operations(Jars jars, String backend, String calls, int warmUp, int groups, String... names)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(calls, Integer.toString(warmUp), Integer.toString(groups)));
        arguments.addAll(List.of(names));
        return with(jars, backend, "operations", Operations.class, "	", arguments.toArray(new String[0]));
    }

    private static Program with(
            Jars jars, String backend, String name, Class<?> main, String output, String... arguments)
            throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(jars.start()));
        classPath.addAll(jars.with(backend));
        List<String> all = new ArrayList<>(List.of(
                "-D" + StandIn.BACKEND + "=" + providerOf(backend), "-cp", Jars.classPath(classPath), main.getName()));
        all.addAll(List.of(arguments));
        return new Program(name, main, true, all, 0, output);
    }

    static String providerOf(String backend) {
        return "org.compatcaps.backend." + backend + "." + Character.toUpperCase(backend.charAt(0))
                + backend.substring(1) + "BackendProvider";
    }

    List<String> command(Jvm jvm, List<String> moreOptions) {
        List<String> command = new ArrayList<>(List.of(jvm.java()));
        if (backend) {
            command.addAll(jvm.options());
        }
        command.addAll(moreOptions);
        command.addAll(arguments);
        return command;
    }

    /** Runs it and returns its output, which must be as it should. */
    String check(Jvm jvm, String... moreOptions) throws IOException, InterruptedException {
        Processes.Result result = Processes.run(command(jvm, List.of(moreOptions)));
        if (result.status() != status || !result.out().contains(output)) {
            throw new IOException(name + " on " + jvm.name() + " should end with " + status + " and print '"
                    + output.trim() + "': " + result);
        }
        return result.out();
    }
}
