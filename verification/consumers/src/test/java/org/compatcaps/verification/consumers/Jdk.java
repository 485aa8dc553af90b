// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A JDK on this machine. */
final class Jdk {

    private final Path home;
    private final int version;

    private Jdk(Path home) throws IOException {
        this.home = home;
        Properties release = new Properties();
        try (InputStream file = Files.newInputStream(home.resolve("release"))) {
            release.load(file);
        }
        String text = release.getProperty("JAVA_VERSION").replace("\"", "");
        version = Integer.parseInt(text.split("[.]")[0]);
    }

    /** The JDK that runs Maven, and the newest one, which runs these tests. */
    static List<Jdk> all() throws IOException {
        Jdk maven = new Jdk(Path.of(System.getProperty("maven.jdk")).toRealPath());
        Jdk newest = newest();
        return maven.home.equals(newest.home) ? List.of(newest) : List.of(maven, newest);
    }

    static Jdk newest() throws IOException {
        return new Jdk(Path.of(System.getProperty("java.home")).toRealPath());
    }

    boolean hasFfm() {
        return version >= 22;
    }

    /** From here on Java warns of native code, and knows the option that allows it without a word. */
    boolean warnsOfNativeCode() {
        return version >= 24;
    }

    int version() {
        return version;
    }

    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
