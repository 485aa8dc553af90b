// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.compatcaps.verification.failures.simulated.Examples.pick;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a {@link RandomKernel} answers: mostly what a kernel should, and every now and then anything at all. */
final class Plan {

    /** In {@link #vm}: as a kernel should, the descriptor of a new VM. */
    static final int NEW_VM = -1;

    /** Numbers that are never open, so that they cannot be those of the device. */
    private static final int LOWEST_GARBAGE = 1_000;

    /** Nine times of ten, so that most plans have something unusual, but not much of it. */
    private static final int MOSTLY = 9;

    final String architecture;
    final int apiVersion;
    final int releasedCapability;
    final int firstPostedCapability;
    final int nestedCapability;
    final int vm;
    final int queryResult;
    final long bitmap;
    final long flags;
    final long size;
    final int bytesWritten;
    final int closeResult;
    final List<Trouble> troubles;
    final boolean healsBeforeClosing;

    /** Some calls in a row that fail. */
    static final class Trouble {
        final int call;
        final int errno;
        final int times;

        private Trouble(int call, int errno, int times) {
            this.call = call;
            this.errno = errno;
            this.times = times;
        }

        @Override
        public String toString() {
            return "call " + call + " fails " + times + " times with " + errno;
        }
    }

    Plan(RandomGenerator random) {
        architecture = mostly(random) ? "ppc64le" : pick(random, List.of("ppc64", "amd64", "s390x", ""));
        apiVersion = mostly(random) ? 12 : random.nextInt();
        releasedCapability = capability(random);
        firstPostedCapability = capability(random);
        nestedCapability = capability(random);
        vm = mostly(random) ? NEW_VM : random.nextInt(LOWEST_GARBAGE, Integer.MAX_VALUE);
        queryResult = success(random);
        bitmap = random.nextLong();
        flags = mostly(random) ? 0 : random.nextLong();
        size = mostly(random) ? 24 : random.nextBoolean() ? random.nextLong(65) : random.nextLong();
        bytesWritten = mostly(random) ? 24 : pick(random, List.of(0, 8, 16));
        closeResult = success(random);
        troubles = mostly(random) ? List.of() : troubles(random);
        healsBeforeClosing = random.nextBoolean();
    }

    private static boolean mostly(RandomGenerator random) {
        return random.nextInt(MOSTLY + 1) < MOSTLY;
    }

    private static int capability(RandomGenerator random) {
        return mostly(random) ? random.nextInt(2) : random.nextInt();
    }

    /** Zero, and now and then a number that means nothing. */
    private static int success(RandomGenerator random) {
        return mostly(random) ? 0 : random.nextInt(1, Integer.MAX_VALUE);
    }

    private static List<Trouble> troubles(RandomGenerator random) {
        return Stream.generate(() -> new Trouble(random.nextInt(1, 13), errno(random), times(random)))
                .limit(random.nextInt(1, 5))
                .collect(Collectors.toList());
    }

    private static int errno(RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0:
                return 4;
            case 1:
                return random.nextInt(1, 134);
            default:
                return random.nextInt(1, 4096);
        }
    }

    private static int times(RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0:
                return random.nextInt(1, 121);
            case 1:
                return random.nextInt(97, 102);
            default:
                return 1;
        }
    }

    @Override
    public String toString() {
        return "on '" + architecture + "' API version " + apiVersion + ", capability 250: " + releasedCapability
                + ", 249: " + firstPostedCapability + ", 160: " + nestedCapability + ", VM: "
                + (vm == NEW_VM ? "new" : vm) + ", query: " + queryResult + ", bitmap 0x" + Long.toHexString(bitmap)
                + ", flags 0x" + Long.toHexString(flags) + ", size " + Long.toUnsignedString(size) + ", "
                + bytesWritten + " bytes written, close: " + closeResult + ", " + troubles
                + (healsBeforeClosing ? ", heals before closing" : "");
    }
}
