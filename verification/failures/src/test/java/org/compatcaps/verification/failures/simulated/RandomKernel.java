// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/**
 * A kernel that answers as a {@link Plan} says, the truth or not, and remembers what it said. It states the interface for
 * itself, so that it cannot be wrong together with the SDK.
 */
final class RandomKernel implements SystemCalls {

    /** Of calls that signals interrupt, in a row. */
    static final int ATTEMPTS = 100;

    /** Far more than a query needs, even if every call of it is interrupted; without it, an endless retry would hang. */
    private static final int CALLS_AT_MOST = 5_000;

    private static final int EINTR = 4;
    private static final int EBADF = 9;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    private final Plan plan;
    private final boolean powerpc;
    private final Set<Integer> open = new TreeSet<>();
    private final Set<Integer> openOnce = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    private boolean healed;
    private int calls;
    private Plan.Trouble trouble;
    private int timesLeft;
    private String interrupted = "";
    private int interruptions;

    private ByteBuffer lastStruct;
    private boolean filled;
    private boolean lastWasReleased;
    private int lastNested;

    RandomKernel(Plan plan) {
        this.plan = plan;
        this.powerpc = plan.architecture.startsWith("ppc");
    }

    /** From now on every answer is the truth, and a query is offered in its released form. */
    void heal() {
        healed = true;
        trouble = null;
        forget();
    }

    /** Forgets what was said. */
    void forget() {
        calls = 0;
        refusals.clear();
        interrupted = "";
        lastStruct = null;
    }

    /** How many calls were made since {@link #forget}. */
    int calls() {
        return calls;
    }

    Set<Integer> openDescriptors() {
        return open;
    }

    /** What no user of this kernel may ever do. */
    List<String> violations() {
        return violations;
    }

    /** The errors with which calls failed for good, such as {@code open 13}. */
    List<String> refusals() {
        return refusals;
    }

    /** Whether the last query was answered, and all of its struct was written. */
    boolean hasSpoken() {
        return lastStruct != null && filled;
    }

    /** The bitmap that the last query wrote. */
    long bitmapSaid() {
        return lastStruct.getLong(lastWasReleased ? 16 : 8);
    }

    boolean saidInReleasedForm() {
        return lastWasReleased;
    }

    boolean saidNested() {
        return lastNested > 0;
    }

    int apiVersion() {
        return healed ? 12 : plan.apiVersion;
    }

    int releasedCapability() {
        return healed ? 1 : plan.releasedCapability;
    }

    /** Its number means nothing of ours elsewhere. */
    int firstPostedCapability() {
        return healed || !powerpc ? 0 : plan.firstPostedCapability;
    }

    @Override
    public String architecture() {
        return plan.architecture;
    }

    @Override
    public String kernelRelease() {
        return "7.3.0";
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        SystemCalls.requireDirect(path);
        byte[] bytes = new byte[path.remaining()];
        path.duplicate().get(bytes);
        if (!new String(bytes, StandardCharsets.UTF_8).equals("/dev/kvm\0") || flags != 0x80002) {
            violations.add("open of another file or with other flags: 0x" + Integer.toHexString(flags));
        }
        return answer("open", this::newDescriptor);
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        if (request == io(0x00)) {
            return answer("KVM_GET_API_VERSION", () -> onOpen(fd, this::apiVersion));
        }
        if (request == io(0x03)) {
            return answer("KVM_CHECK_EXTENSION", () -> onOpen(fd, () -> capability(argument)));
        }
        if (request == io(0x01) && argument == 0) {
            boolean made = healed || plan.vm == Plan.NEW_VM;
            return answer("KVM_CREATE_VM", () -> onOpen(fd, () -> made ? newDescriptor() : plan.vm));
        }
        violations.add("unknown request 0x" + Long.toHexString(request));
        return -EINVAL;
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        SystemCalls.requireDirect(structure);
        ByteBuffer memory = structure.slice().order(ByteOrder.nativeOrder());
        boolean released = request == io(0xB8) && memory.limit() == 24;
        boolean firstPosted = powerpc && request == 0x4010AEE4L && memory.limit() == 16;
        if (!released && !firstPosted) {
            violations.add("unknown request 0x" + Long.toHexString(request) + " of " + memory.limit() + " bytes");
            return -ENOTTY;
        }
        if (released && memory.getLong(0) != 24 || memory.getLong(released ? 8 : 0) != 0) {
            violations.add("the struct says another size than it has, or flags");
        }
        return answer("KVM_PPC_GET_COMPAT_CAPS", () -> onOpen(fd, () -> query(memory, released)));
    }

    private int query(ByteBuffer memory, boolean released) {
        ByteBuffer said = ByteBuffer.allocate(memory.limit()).order(ByteOrder.nativeOrder());
        if (released) {
            said.putLong(healed ? 24 : plan.size);
        }
        said.putLong(healed ? 0 : plan.flags).putLong(plan.bitmap);
        int written = healed ? memory.limit() : Math.min(plan.bytesWritten, memory.limit());
        said.rewind().limit(written);
        memory.duplicate().put(said);
        lastStruct = memory;
        lastWasReleased = released;
        filled = written == memory.limit() && (!released || Long.compareUnsigned(memory.getLong(0), 24) >= 0);
        return healed ? 0 : plan.queryResult;
    }

    @Override
    public int close(int fd) {
        return answer(
                "close",
                () -> onOpen(fd, () -> {
                    open.remove(fd);
                    return healed ? 0 : plan.closeResult;
                }));
    }

    private int capability(long number) {
        if (number == 250) {
            return releasedCapability();
        }
        if (number == 249 && powerpc) {
            return firstPostedCapability();
        }
        if (number == 160) {
            lastNested = healed ? 1 : plan.nestedCapability;
            return lastNested;
        }
        violations.add("asked for the capability " + number);
        return 0;
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
        openOnce.add(lowestFree);
        return lowestFree;
    }

    private int onOpen(int fd, IntSupplier answer) {
        if (open.contains(fd)) {
            return answer.getAsInt();
        }
        if (openOnce.contains(fd)) {
            violations.add("used after it was closed: " + fd);
        }
        return -EBADF;
    }

    private int answer(String call, IntSupplier usual) {
        calls++;
        if (calls > CALLS_AT_MOST) {
            throw new AssertionError("System calls without end; the last one is " + call);
        }
        int result = troubled(call, usual);
        if (result == -EINTR && !call.equals("close")) {
            interruptions = call.equals(interrupted) ? interruptions + 1 : 1;
            interrupted = call;
            if (interruptions < ATTEMPTS) {
                return result;
            }
        }
        interrupted = "";
        if (result < 0) {
            refusals.add(call + " " + -result);
        }
        return result;
    }

    private int troubled(String call, IntSupplier usual) {
        for (Plan.Trouble planned : plan.troubles) {
            if (!healed && planned.call == calls) {
                trouble = planned;
                timesLeft = planned.times;
            }
        }
        if (trouble == null || timesLeft == 0) {
            return usual.getAsInt();
        }
        timesLeft--;
        if (call.equals("close")) {
            usual.getAsInt();
        }
        return -trouble.errno;
    }
}
