// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** A backend on a JVM. */
record Combination(Jvm jvm, String backend) {

    static final Jars JARS = new Jars(Path.of("../..").toAbsolutePath().normalize());

    static final Path GOALS = Path.of("goals.tsv");

    /** Skips a test. In {@link #all} this would drop a parameterized test without a word. */
    static void assumeKvmOfX86() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "this is about an x86_64 host");
        assumeTrue(Files.isWritable(Path.of("/dev/kvm")), "/dev/kvm is not here or may not be used");
    }

    static List<Combination> all() throws IOException {
        List<Combination> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            Jvm jvm = Jvm.at(Path.of(jdk.tool("java")).getParent().getParent());
            jvm.backends().forEach(backend -> all.add(new Combination(jvm, backend)));
        }
        return all;
    }

    @Override
    public String toString() {
        return backend + " on " + jvm.name();
    }
}
