// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.benchmarks.start.Allocations;
import org.compatcaps.verification.benchmarks.start.Alone;
import org.compatcaps.verification.benchmarks.start.Empty;
import org.compatcaps.verification.benchmarks.start.FirstAnswer;
import org.compatcaps.verification.benchmarks.start.InTurn;
import org.compatcaps.verification.benchmarks.start.NothingProvider;
import org.compatcaps.verification.benchmarks.start.StandIn;

/**
 * A program that is started as a whole.
 *
 * @param name what it is
 * @param arguments what java is given behind the options
 * @param status how it must end
 * @param output what it must print at least
 */
record Program(String name, List<String> arguments, int status, String output) {

    private static final String ANSWER = "[POWER9, POWER10]\n";

    /** On a Power host the command line answers, and the stand-in leaves the host's own answer. */
    private static final boolean POWER = System.getProperty("os.arch").startsWith("ppc");

    private static final int REFUSED = 3;

    static Program empty(Jars jars) throws IOException {
        return new Program("empty", List.of("-cp", jars.start().toString(), Empty.class.getName()), 0, "");
    }

    /** The ten lines with one backend. */
    static Program firstAnswer(Jars jars, String backend) throws IOException {
        return firstAnswer(backend, jars.start(), jars.with(backend), providerOf(backend));
    }

    /** One backend by itself. */
    static Program alone(Jars jars, String backend) throws IOException {
        return firstAnswer(jars, backend).with(backend + " by itself", Alone.class, "12\n");
    }

    /** The ten lines with a backend that does nothing. */
    static Program nothing(Jars jars) throws IOException {
        return firstAnswer("nothing", jars.start(), jars.base(), NothingProvider.class.getName());
    }

    /** Counts the bytes that one backend allocates. */
    static Program allocations(Jars jars, String backend) throws IOException {
        return firstAnswer(jars, backend).with("allocations", Allocations.class, "query\t");
    }

    /** Whole queries in turn with the C program. */
    static Program inTurn(Jars jars, String backend, CProgram calls, int groups) throws IOException {
        Program program = firstAnswer(jars, backend).with("in turn", InTurn.class, "\t");
        List<String> all = new ArrayList<>(program.arguments);
        all.add(calls.file().toString());
        all.add(Integer.toString(groups));
        return new Program(program.name, all, program.status, program.output);
    }

    private Program with(String otherName, Class<?> otherMain, String otherOutput) {
        List<String> other = new ArrayList<>(arguments);
        other.set(other.size() - 1, otherMain.getName());
        return new Program(otherName, other, 0, otherOutput);
    }

    private static Program firstAnswer(String name, Path start, List<Path> jars, String provider) {
        List<Path> classPath = new ArrayList<>(List.of(start));
        classPath.addAll(jars);
        return new Program(
                name,
                List.of(
                        "-D" + StandIn.BACKEND + "=" + provider,
                        "-cp",
                        Jars.classPath(classPath),
                        FirstAnswer.class.getName()),
                0,
                POWER && !name.equals("nothing") ? "[" : ANSWER);
    }

    static Program commandLine(Jars jars) {
        return new Program("command line", List.of("-jar", jars.commandLine().toString()), POWER ? 0 : REFUSED, "");
    }

    static String providerOf(String backend) {
        return "org.compatcaps.backend." + backend + "." + Character.toUpperCase(backend.charAt(0))
                + backend.substring(1) + "BackendProvider";
    }

    List<String> command(Jvm jvm, List<String> moreOptions) {
        List<String> command = new ArrayList<>(List.of(jvm.java()));
        // The command line says so in its manifest, and an empty program needs none.
        if (asks()) {
            command.addAll(jvm.options());
        }
        command.addAll(moreOptions);
        command.addAll(arguments);
        return command;
    }

    /** The class that it starts with. */
    String main() {
        return arguments.get(arguments.size() - 1);
    }

    /** Whether it has a backend, and uses it. */
    boolean asks() {
        return arguments.get(0).startsWith("-D" + StandIn.BACKEND);
    }

    /** Runs it, and looks whether it does what is to be measured. */
    Processes.Result check(Jvm jvm, List<String> moreOptions) throws IOException, InterruptedException {
        Processes.Result result = Processes.run(command(jvm, moreOptions));
        if (result.status() != status || !result.out().contains(output)) {
            throw new IOException(name + " on " + jvm.name() + " should end with " + status + " and print '"
                    + output.trim() + "', but: " + result);
        }
        return result;
    }
}
