// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** Checks whether this machine has the things that a block needs. */
final class Machine {

    private static final Path KVM = Path.of("/dev/kvm");

    private Machine() {}

    /** Skips the test, with the reason, if something is missing. */
    static void assumeHas(List<String> needs, Jdk jdk) {
        for (String need : needs) {
            String missing = need.equals("kvm")
                    ? "/dev/kvm is not here or may not be used"
                    : "needs " + need + ", this is " + jdk;
            assumeTrue(has(need, jdk.version()), missing);
        }
    }

    private static boolean has(String need, int java) {
        return switch (need) {
            case "linux" -> System.getProperty("os.name").equals("Linux");
            case "x86_64" -> System.getProperty("os.arch").equals("amd64");
            case "ppc64le" -> System.getProperty("os.arch").equals("ppc64le");
            case "kernel-6.12" -> System.getProperty("os.version").startsWith("6.12.");
            case "kvm" -> Files.isReadable(KVM) && Files.isWritable(KVM);
            default -> hasJava(need, java);
        };
    }

    /** Such as {@code java-17}, or {@code java-22+} for that and later. */
    private static boolean hasJava(String need, int java) {
        if (!need.matches("java-[0-9]+[+]?")) {
            throw new IllegalArgumentException("Nobody knows whether a machine has '" + need + "'");
        }
        int wanted = Integer.parseInt(need.replaceAll("[^0-9]", ""));
        return need.endsWith("+") ? java >= wanted : java == wanted;
    }
}
