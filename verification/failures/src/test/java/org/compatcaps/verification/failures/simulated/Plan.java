// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.quicktheories.generators.Generate.booleans;
import static org.quicktheories.generators.Generate.constant;
import static org.quicktheories.generators.Generate.frequency;
import static org.quicktheories.generators.Generate.pick;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.List;
import org.quicktheories.api.Pair;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;

/** What a {@link RandomKernel} answers: mostly what a kernel should, and every now and then anything at all. */
final class Plan {

    /** In {@link #vm}: as a kernel should, the descriptor of a new VM. */
    static final int NEW_VM = -1;

    /** Numbers that are never open, so that they cannot be those of the device. */
    private static final int LOWEST_GARBAGE = 1_000;

    /** Nine times of ten, so that most plans have something unusual, but not much of it. */
    private static final int MOSTLY = 9;

    private static final Gen<String> ARCHITECTURE =
            mostly(constant("ppc64le"), pick(List.of("ppc64", "amd64", "s390x", "")));

    private static final Gen<Integer> API_VERSION =
            mostly(constant(12), integers().all());

    private static final Gen<Integer> CAPABILITY = frequency(
            Pair.of(MOSTLY, constant(1)),
            Pair.of(MOSTLY, constant(0)),
            Pair.of(2, integers().all()));

    private static final Gen<Integer> VM =
            mostly(constant(NEW_VM), integers().between(LOWEST_GARBAGE, Integer.MAX_VALUE));

    /** Zero, and now and then a number that means nothing. */
    private static final Gen<Integer> SUCCESS = mostly(constant(0), integers().between(1, Integer.MAX_VALUE));

    private static final Gen<Long> BITMAP = longs().all();

    private static final Gen<Long> FLAGS = mostly(constant(0L), longs().all());

    private static final Gen<Long> SIZE =
            mostly(constant(24L), frequency(Pair.of(1, longs().between(0, 64)), Pair.of(1, longs().all())));

    private static final Gen<Integer> BYTES_WRITTEN = mostly(constant(24), pick(List.of(0, 8, 16)));

    private static final Gen<Integer> ERRNO = frequency(
            Pair.of(1, constant(4)),
            Pair.of(1, integers().between(1, 133)),
            Pair.of(1, integers().between(1, 4095)));

    private static final Gen<Integer> TIMES = frequency(
            Pair.of(2, constant(1)),
            Pair.of(1, integers().between(1, 120)),
            Pair.of(1, integers().between(97, 101)));

    private static final Gen<Trouble> TROUBLE = integers().between(1, 12).zip(ERRNO, TIMES, Trouble::new);

    private static final Gen<List<Trouble>> TROUBLES =
            mostly(constant(List.of()), lists().of(TROUBLE).ofSizeBetween(1, 4));

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

    private Plan(RandomnessSource source) {
        architecture = ARCHITECTURE.generate(source);
        apiVersion = API_VERSION.generate(source);
        releasedCapability = CAPABILITY.generate(source);
        firstPostedCapability = CAPABILITY.generate(source);
        nestedCapability = CAPABILITY.generate(source);
        vm = VM.generate(source);
        queryResult = SUCCESS.generate(source);
        bitmap = BITMAP.generate(source);
        flags = FLAGS.generate(source);
        size = SIZE.generate(source);
        bytesWritten = BYTES_WRITTEN.generate(source);
        closeResult = SUCCESS.generate(source);
        troubles = TROUBLES.generate(source);
        healsBeforeClosing = booleans().generate(source);
    }

    static Gen<Plan> plans() {
        return Plan::new;
    }

    @Override
    public String toString() {
        return "on '" + architecture + "' API version " + apiVersion + ", capability 250: " + releasedCapability
                + ", 249: " + firstPostedCapability + ", 160: " + nestedCapability + ", VM: "
                + (vm == NEW_VM ? "new" : vm) + ", query: " + queryResult + ", bitmap 0x" + Long.toHexString(bitmap)
                + ", flags 0x" + Long.toHexString(flags) + ", size " + Long.toUnsignedString(size) + ", "
                + bytesWritten + " bytes written, close: " + closeResult + ", " + troubles;
    }

    private static <T> Gen<T> mostly(Gen<T> usual, Gen<T> unusual) {
        return frequency(Pair.of(MOSTLY, usual), Pair.of(1, unusual));
    }
}
