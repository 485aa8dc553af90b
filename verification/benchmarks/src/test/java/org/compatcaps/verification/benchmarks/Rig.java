// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** What the tests of this module run on. */
final class Rig {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private Rig() {}

    /** A backend on a JVM. */
    record Pair(Jvm jvm, String backend) {

        @Override
        public String toString() {
            return backend + " on " + jvm.name();
        }
    }

    static Jars jars() {
        return new Jars(ROOT);
    }

    /** The one that runs Maven, and the newest. */
    static List<Jvm> jvms() throws IOException {
        List<Jvm> jvms = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            jvms.add(Jvm.at(Path.of(jdk.tool("java")).getParent().getParent()));
        }
        return jvms;
    }

    static List<Pair> pairs() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (Jvm jvm : jvms()) {
            for (String backend : jvm.backends()) {
                pairs.add(new Pair(jvm, backend));
            }
        }
        return pairs;
    }

    static void assumeRealKvmOfX86() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "this is about an x86_64 host");
        assumeTrue(Files.isWritable(Path.of("/dev/kvm")), "/dev/kvm is not here or may not be used");
    }
}
