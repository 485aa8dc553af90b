// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A Java runtime, and what it knows. */
record Jvm(Path home, int version, String fullVersion) {

    private static final int HAS_FFM = 22;
    private static final int COMPLAINS_OF_UNSAFE = 24;
    private static final int MAKES_AOT_CACHES_IN_ONE_STEP = 25;

    static Jvm at(Path home) throws IOException {
        Properties release = new Properties();
        try (InputStream file = Files.newInputStream(home.resolve("release"))) {
            release.load(file);
        }
        String full = release.getProperty("JAVA_VERSION").replace("\"", "");
        String implementor = release.getProperty("IMPLEMENTOR", "").replace("\"", "");
        return new Jvm(home, Integer.parseInt(full.split("[.]")[0]), (full + " " + implementor).trim());
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    String name() {
        return "Java " + version;
    }

    List<String> backends() {
        return version >= HAS_FFM ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr");
    }

    boolean hasAotCache() {
        return version >= MAKES_AOT_CACHES_IN_ONE_STEP;
    }

    /** What keeps it from warning of native code. */
    List<String> options() {
        return version >= HAS_FFM ? List.of("--enable-native-access=ALL-UNNAMED") : List.of();
    }

    /** JMH uses Unsafe. */
    List<String> optionsForJmh() {
        List<String> options = new ArrayList<>(options());
        if (version >= COMPLAINS_OF_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
