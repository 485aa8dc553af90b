// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where the JDKs run. */
enum Architecture {
    /** This machine. */
    X86_64("x86_64", "amd64", "11 17 21 25 26 27 28-ea 25-zero", "-XX:TieredStopAtLevel=1"),
    /**
     * The emulated POWER host, one boot for each version; each takes minutes, and these show where anything changes. What a JVM
     * compiles, the emulator has to translate once more, so that the interpreter alone takes a third less.
     */
    PPC64LE("ppc64le", "ppc64el", "11 21 25 27 28-ea 25-zero", "-Xint");

    final String column;
    final String debian;
    final List<Jdk> jdks;

    /** The option of the JVM that makes a short program quickest. */
    final String quickest;

    Architecture(String column, String debian, String jdks, String quickest) {
        this.column = column;
        this.debian = debian;
        this.jdks = Arrays.stream(jdks.split(" ")).map(Jdk::new).collect(Collectors.toUnmodifiableList());
        this.quickest = quickest;
    }

    /** Debian's path of the runtime's launcher. */
    String java(Jdk jdk) {
        return "/usr/lib/jvm/java-" + jdk.version + "-openjdk-" + debian + "/bin/java";
    }

    static Architecture of(String column) {
        for (Architecture architecture : values()) {
            if (architecture.column.equals(column)) {
                return architecture;
            }
        }
        String all = Arrays.stream(values()).map(value -> value.column).collect(Collectors.joining(" or "));
        throw new IllegalArgumentException("an architecture is " + all + ", not " + column);
    }
}
