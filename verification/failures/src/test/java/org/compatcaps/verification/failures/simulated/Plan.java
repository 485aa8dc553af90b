// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.compatcaps.verification.failures.simulated.FailingCalls.Failure;

/** The results of a {@link RandomKernel}. A quarter of the plans are those of a correct kernel, the others deviate somewhere. */
record Plan(
        String architecture,
        String release,
        int apiVersion,
        int releasedCapability,
        int firstPostedCapability,
        int nestedCapability,
        int vm,
        int queryResult,
        long size,
        long flags,
        long bitmap,
        int bytesWritten,
        int closeResult,
        List<Failure> failures,
        boolean recovers) {

    /** As {@link #vm}: a new VM, as a correct kernel returns it. */
    static final int NEW_VM = -1;

    /** Numbers that are never open, so that they cannot be those of the device. */
    private static final int LOWEST_GARBAGE = 1_000;

    static Plan random(RandomGenerator random) {
        return new Plan(
                mostly(random) ? "ppc64le" : pick(random, List.of("ppc64", "amd64", "s390x", "")),
                pick(random, List.of("7.3.0", "6.12.0")),
                mostly(random) ? 12 : random.nextInt(),
                capability(random),
                capability(random),
                capability(random),
                mostly(random) ? NEW_VM : random.nextInt(LOWEST_GARBAGE, Integer.MAX_VALUE),
                success(random),
                mostly(random) ? 24 : random.nextBoolean() ? random.nextLong(65) : random.nextLong(),
                mostly(random) ? 0 : random.nextLong(),
                random.nextLong(),
                mostly(random) ? 24 : pick(random, List.of(0, 8, 16)),
                success(random),
                mostly(random)
                        ? List.of()
                        : Stream.generate(() -> failure(random))
                                .limit(random.nextInt(1, 5))
                                .toList(),
                random.nextBoolean());
    }

    /** Returns the plan of the same host with a correct kernel, which has the released interface. */
    Plan corrected() {
        return new Plan(architecture, release, 12, 1, 0, 1, NEW_VM, 0, 24, 0, bitmap, 24, 0, List.of(), false);
    }

    private static boolean mostly(RandomGenerator random) {
        return random.nextInt(10) > 0;
    }

    private static int capability(RandomGenerator random) {
        return mostly(random) ? random.nextInt(2) : random.nextInt();
    }

    private static int success(RandomGenerator random) {
        return mostly(random) ? 0 : random.nextInt(1, Integer.MAX_VALUE);
    }

    /** Prefers EINTR, and numbers of interruptions around those after which the SDK gives up. */
    private static Failure failure(RandomGenerator random) {
        int times = pick(random, List.of(1, 1, random.nextInt(1, 121), random.nextInt(97, 102)));
        int errno = pick(random, List.of(FailingCalls.EINTR, random.nextInt(1, 134), random.nextInt(1, 4096)));
        return new Failure(random.nextInt(1, 13), times, errno);
    }

    private static <T> T pick(RandomGenerator random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
