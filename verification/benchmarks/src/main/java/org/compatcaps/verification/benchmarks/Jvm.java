// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A Java runtime, and the options that it knows. */
record Jvm(Path home, int version, String fullVersion) {

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
        return version >= 22 ? Jars.BACKENDS : List.of("jna", "jnr");
    }

    /** Whether one run makes an AOT cache. */
    boolean hasAotCache() {
        return version >= 25;
    }

    /** Prevents warnings of native code. */
    List<String> options() {
        return version >= 22 ? List.of("--enable-native-access=ALL-UNNAMED") : List.of();
    }
}
