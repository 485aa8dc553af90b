// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/**
 * A kernel that answers as its {@link Plan} says, correctly or not. It defines the interface for itself, so that it cannot have
 * the SDK's mistakes.
 */
final class RandomKernel implements SystemCalls {

    private static final int EBADF = 9;

    private final boolean powerpc;
    private final Set<Integer> open = new TreeSet<>();
    private final Set<Integer> openedOnce = new HashSet<>();

    private Plan plan;
    private boolean filledReleased;
    private boolean filledFirstPosted;
    private boolean hasReportedNested;

    RandomKernel(Plan plan) {
        this.plan = plan;
        this.powerpc = plan.architecture().startsWith("ppc");
    }

    /** Answers correctly from now on. */
    void recover() {
        plan = plan.corrected();
    }

    /** Forgets the answers up to now. */
    void restart() {
        filledReleased = false;
        filledFirstPosted = false;
    }

    boolean isPowerpc() {
        return powerpc;
    }

    Plan plan() {
        return plan;
    }

    Set<Integer> openDescriptors() {
        return open;
    }

    /** Whether the last query was of the released interface, and the kernel filled all of the struct. */
    boolean hasFilledReleased() {
        return filledReleased;
    }

    /** Whether the last query was of the first posted interface, and the kernel filled all of the struct. */
    boolean hasFilledFirstPosted() {
        return filledFirstPosted;
    }

    /** Whether the last answer about the nested API was version 1. */
    boolean hasReportedNested() {
        return hasReportedNested;
    }

    @Override
    public String architecture() {
        return plan.architecture();
    }

    @Override
    public String kernelRelease() {
        return plan.release();
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        SystemCalls.requireDirect(path);
        assertEquals(
                "/dev/kvm\0", StandardCharsets.UTF_8.decode(path.duplicate()).toString());
        assertEquals(0x80002, flags);
        return newDescriptor();
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        if (request == io(0x00)) {
            return onOpen(fd, plan::apiVersion);
        }
        if (request == io(0x03)) {
            return onOpen(fd, () -> capability(argument));
        }
        assertEquals(io(0x01), request);
        assertEquals(0, argument);
        return onOpen(fd, () -> plan.vm() == Plan.NEW_VM ? newDescriptor() : plan.vm());
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        SystemCalls.requireDirect(structure);
        ByteBuffer memory = structure.slice().order(ByteOrder.nativeOrder());
        if (memory.limit() == 24) {
            assertEquals(io(0xB8), request);
            assertEquals(24, memory.getLong(0));
            assertEquals(0, memory.getLong(8));
            return onOpen(fd, () -> {
                filledReleased = fill(memory, plan.size(), plan.flags(), plan.bitmap())
                        && Long.compareUnsigned(plan.size(), 24) >= 0;
                return plan.queryResult();
            });
        }
        assertTrue(powerpc);
        assertEquals(16, memory.limit());
        assertEquals(0x4010AEE4L, request);
        assertEquals(0, memory.getLong(0));
        return onOpen(fd, () -> {
            filledFirstPosted = fill(memory, plan.flags(), plan.bitmap());
            return plan.queryResult();
        });
    }

    /** Returns whether all of the struct was written. */
    private boolean fill(ByteBuffer memory, long... members) {
        int written = Math.min(plan.bytesWritten(), memory.limit());
        for (int i = 0; i < written / Long.BYTES; i++) {
            memory.putLong(i * Long.BYTES, members[i]);
        }
        return written == memory.limit();
    }

    @Override
    public int close(int fd) {
        return onOpen(fd, () -> {
            open.remove(fd);
            return plan.closeResult();
        });
    }

    private int capability(long number) {
        if (number == 250) {
            return plan.releasedCapability();
        }
        if (number == 160) {
            hasReportedNested = plan.nestedCapability() > 0;
            return plan.nestedCapability();
        }
        assertEquals(249, number);
        assertTrue(powerpc, "the number has another meaning on other architectures");
        return plan.firstPostedCapability();
    }

    private long io(int number) {
        return (powerpc ? 0x2000AE00L : 0xAE00L) | number;
    }

    private int newDescriptor() {
        int lowestFree = 0;
        while (open.contains(lowestFree)) {
            lowestFree++;
        }
        open.add(lowestFree);
        openedOnce.add(lowestFree);
        return lowestFree;
    }

    private int onOpen(int fd, IntSupplier answer) {
        if (open.contains(fd)) {
            return answer.getAsInt();
        }
        assertFalse(openedOnce.contains(fd), "call on a closed descriptor");
        return -EBADF;
    }
}
