// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One start of a JVM: a JDK, with some of the published jars on one path, and an access to native code.
 *
 * @param path {@code class} or {@code module}
 * @param jars one of {@link #JAR_SETS}
 * @param access {@code default}: no option; {@code enabled}: {@code --enable-native-access}; {@code denied}:
 *     {@code --illegal-native-access=deny}; {@code only-}: denied to all but the module of that backend; {@code future}:
 *     enabled, and everything else denied that a later version of Java is to deny
 */
record Combination(Architecture architecture, Jdk jdk, String path, String jars, String access) {

    static final List<String> PATHS = List.of("class", "module");

    /** The native backends alone and together, no backend, and the one that only simulates. */
    static final List<String> JAR_SETS = List.of("ffm", "jna", "jnr", "all", "none", "mock");

    /** The accesses of the table for users. */
    static final List<String> ACCESSES = List.of("default", "enabled", "denied");

    private static final List<String> BACKENDS = List.of("ffm", "jna", "jnr");

    /** The modules that call native code. */
    private static final Map<String, String> CALLERS =
            Map.of("ffm", "org.compatcaps.backend.ffm", "jna", "com.sun.jna", "jnr", "org.jnrproject.jffi");

    private static final String PROBE = "org.compatcaps.verification.jdks.probe";

    /** Returns all combinations of an architecture. */
    static List<Combination> all(Architecture architecture) {
        List<Combination> all = new ArrayList<>();
        for (Jdk jdk : architecture.jdks) {
            for (String path : PATHS) {
                for (String jars : JAR_SETS) {
                    for (String access : accesses(architecture, jdk, path, jars)) {
                        all.add(new Combination(architecture, jdk, path, jars, access));
                    }
                }
            }
        }
        all.removeIf(one ->
                isSampled(architecture, one.jdk) && !one.name().matches(".*-class-(ffm|jna|jnr|all)-(default|future)"));
        return all;
    }

    /** Whether only a few are run, since a start takes seconds in the emulator. They are not in the table. */
    static boolean isSampled(Architecture architecture, Jdk jdk) {
        return architecture == Architecture.PPC64LE && (jdk.early() || jdk.zero());
    }

    /**
     * Native access makes no difference without a native backend, and a single module can have it on the module path only. In
     * the emulator, only the newest JDK shows the future.
     */
    private static List<String> accesses(Architecture architecture, Jdk jdk, String path, String jars) {
        List<String> backends = backends(jars);
        if (backends.isEmpty()) {
            return List.of("default");
        }
        List<String> accesses = new ArrayList<>(ACCESSES);
        // Java 26 is the first that knows all of the options.
        if (jdk.version() >= 26 && (architecture == Architecture.X86_64 || jdk.early())) {
            accesses.add("future");
        }
        if (path.equals("module") && backends.size() > 1) {
            backends.forEach(backend -> accesses.add("only-" + backend));
        }
        return accesses;
    }

    private static List<String> backends(String jars) {
        return jars.equals("all")
                ? BACKENDS
                : BACKENDS.stream().filter(jars::equals).toList();
    }

    /** The name on the command line and in {@code expected.tsv}. */
    String name() {
        return jdk + "-" + path + "-" + jars + "-" + access;
    }

    /**
     * The arguments of the launcher.
     *
     * @param files all jars
     * @param directory their directory, as the JVM sees it
     */
    List<String> arguments(Jars files, String directory) {
        List<String> arguments = new ArrayList<>(jdk.options(architecture.quickest));
        arguments.addAll(accessOptions());
        String jarPath =
                files.of(jars).stream().map(jar -> directory + "/" + jar).collect(Collectors.joining(":"));
        arguments.addAll(
                path.equals("module")
                        ? List.of("-p", jarPath, "-m", PROBE + "/" + PROBE + ".Probe")
                        : List.of("-cp", jarPath, PROBE + ".Probe"));
        return arguments;
    }

    private List<String> accessOptions() {
        String deny = "--illegal-native-access=deny";
        String enable = "--enable-native-access=";
        String callers = path.equals("class")
                ? "ALL-UNNAMED"
                : backends(jars).stream().map(CALLERS::get).collect(Collectors.joining(","));
        return switch (access) {
            case "default" -> List.of();
            case "enabled" -> List.of(enable + callers);
            case "denied" -> List.of(deny);
            case "future" ->
                List.of(
                        deny,
                        enable + callers,
                        "--sun-misc-unsafe-memory-access=deny",
                        "--illegal-final-field-mutation=deny",
                        "-XX:-EnableDynamicAgentLoading");
            default -> List.of(deny, enable + CALLERS.get(access.substring("only-".length())));
        };
    }

    @Override
    public String toString() {
        return architecture.label + " " + name();
    }
}
