// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One start of a JVM: which, and with what. */
final class Cell {
    static final List<String> PATHS = List.of("class", "module");

    /** The native backends alone and together, no backend, and the one that only simulates. */
    static final List<String> JAR_SETS = List.of("ffm", "jna", "jnr", "all", "none", "mock");

    static final List<String> ACCESSES = List.of("default", "enabled", "denied");

    /** Begins an access that is denied to all modules but the backend's that follows. */
    private static final String ONLY = "only-";

    /** Native access is enabled, and everything else denied that a later version of Java is to deny. */
    private static final String FUTURE = "future";

    /** The first version with an option for each of these. */
    private static final int KNOWS_FUTURE = 26;

    /** Cells of a sample. */
    private static final Pattern SAMPLE = Pattern.compile(".*-class-(ffm|jna|jnr|all)-(default|future)");

    private static final String PROBE = "org.compatcaps.verification.jdks.probe";

    final Architecture architecture;
    final Jdk jdk;
    final String path;
    final String jars;
    final String access;

    Cell(Architecture architecture, Jdk jdk, String path, String jars, String access) {
        this.architecture = architecture;
        this.jdk = jdk;
        this.path = path;
        this.jars = jars;
        this.access = access;
    }

    /** All cells of an architecture. */
    static List<Cell> all(Architecture architecture) {
        List<Cell> cells = new ArrayList<>();
        for (Jdk jdk : architecture.jdks) {
            for (String path : PATHS) {
                for (String jars : JAR_SETS) {
                    for (String access : accesses(architecture, jdk, path, jars)) {
                        cells.add(new Cell(architecture, jdk, path, jars, access));
                    }
                }
            }
        }
        cells.removeIf(cell -> isSampled(architecture, cell.jdk)
                && !SAMPLE.matcher(cell.name()).matches());
        return cells;
    }

    /** Whether only a few cells are run, since a start takes seconds in the emulator. They are not in the table. */
    static boolean isSampled(Architecture architecture, Jdk jdk) {
        return architecture == Architecture.PPC64LE && (jdk.early || jdk.zero);
    }

    /**
     * Native access makes no difference where nothing native is, and a single module can have it on the module path only. In the
     * emulator, the newest JDK alone shows the future.
     */
    private static List<String> accesses(Architecture architecture, Jdk jdk, String path, String jars) {
        List<String> backends = backends(jars);
        if (backends.isEmpty()) {
            return List.of("default");
        }
        List<String> accesses = new ArrayList<>(ACCESSES);
        if (jdk.version >= KNOWS_FUTURE && (architecture == Architecture.X86_64 || jdk.early)) {
            accesses.add(FUTURE);
        }
        if (path.equals("module") && backends.size() > 1) {
            backends.forEach(backend -> accesses.add(ONLY + backend));
        }
        return accesses;
    }

    private static List<String> backends(String jars) {
        switch (jars) {
            case "all":
                return List.of("ffm", "jna", "jnr");
            case "none":
            case "mock":
                return List.of();
            default:
                return List.of(jars);
        }
    }

    String name() {
        return jdk + "-" + path + "-" + jars + "-" + access;
    }

    /**
     * What the launcher gets.
     *
     * @param files all jars
     * @param directory where they are, seen from there
     */
    List<String> arguments(Jars files, String directory) {
        // There are many starts, and none runs for long.
        List<String> arguments = new ArrayList<>(jdk.options(architecture.quickest));
        if (access.equals("enabled")) {
            arguments.add("--enable-native-access=" + callers());
        } else if (access.equals("denied")) {
            arguments.add("--illegal-native-access=deny");
        } else if (access.equals(FUTURE)) {
            arguments.addAll(List.of(
                    "--illegal-native-access=deny",
                    "--enable-native-access=" + callers(),
                    "--sun-misc-unsafe-memory-access=deny",
                    "--illegal-final-field-mutation=deny",
                    "-XX:-EnableDynamicAgentLoading"));
        } else if (access.startsWith(ONLY)) {
            arguments.add("--illegal-native-access=deny");
            arguments.add("--enable-native-access=" + caller(access.substring(ONLY.length())));
        }
        String jarPath =
                files.of(jars).stream().map(jar -> directory + "/" + jar).collect(Collectors.joining(":"));
        if (path.equals("module")) {
            Collections.addAll(arguments, "-p", jarPath, "-m", PROBE + "/" + PROBE + ".Probe");
        } else {
            Collections.addAll(arguments, "-cp", jarPath, PROBE + ".Probe");
        }
        return arguments;
    }

    /** What a user is told to name in {@code --enable-native-access}. */
    private String callers() {
        if (path.equals("class")) {
            return "ALL-UNNAMED";
        }
        return backends(jars).stream().map(Cell::caller).collect(Collectors.joining(","));
    }

    private static String caller(String backend) {
        switch (backend) {
            case "ffm":
                return "org.compatcaps.backend.ffm";
            case "jna":
                return "com.sun.jna";
            case "jnr":
                return "org.jnrproject.jffi";
            default:
                throw new IllegalArgumentException("no native backend: " + backend);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cell && other.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return architecture.column + " " + name();
    }
}
