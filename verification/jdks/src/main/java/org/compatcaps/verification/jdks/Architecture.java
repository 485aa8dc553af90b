// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.Arrays;
import java.util.List;

/** The places where the JDKs run. */
enum Architecture {
    /** This machine. */
    X86_64(
            "x86_64",
            "amd64",
            "11 17 21 25 26 27 28-ea 25-zero",
            "-XX:TieredStopAtLevel=1",
            "QueryNotSupportedException: KVM_PPC_GET_COMPAT_CAPS exists only on IBM Power; this host is amd64\\. .*"),
    /**
     * The emulated POWER host, with one boot for each version; each takes minutes, and these show where anything changes. It
     * translates once more what a JVM compiles, so that the interpreter alone takes a third less.
     */
    PPC64LE(
            "ppc64le",
            "ppc64el",
            "11 21 25 27 28-ea 25-zero",
            "-Xint",
            "CompatCaps\\[POWER9, POWER10;"
                    + " version=1;bitmap=0x6000000000000000;interface=released;nestedApi=v1;estimate=false]");

    /** The name in tables. */
    final String label;

    final String debian;
    final List<Jdk> jdks;

    /** The option of the JVM that makes a short program quickest. */
    final String quickest;

    /** The result of the query if there is a backend. */
    final String answer;

    Architecture(String label, String debian, String jdks, String quickest, String answer) {
        this.label = label;
        this.debian = debian;
        this.jdks = Arrays.stream(jdks.split(" ")).map(Jdk::new).toList();
        this.quickest = quickest;
        this.answer = answer;
    }

    /** Debian's path of the runtime's launcher. */
    String java(Jdk jdk) {
        return "/usr/lib/jvm/java-" + jdk.version() + "-openjdk-" + debian + "/bin/java";
    }
}
