// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** System calls that expect an exact sequence, down to the bytes of a struct, and return the results of a script. */
final class ScriptedCalls implements SystemCalls, BackendProvider {

    private final Deque<Step> steps = new ArrayDeque<>();
    private String architecture = "ppc64le";
    private String kernelRelease = "7.3.0";

    private static final class Step {
        final String call;
        final int result;
        final long[] struct;

        Step(String call, int result, long[] struct) {
            this.call = call;
            this.result = result;
            this.struct = struct;
        }
    }

    /** Adds a call such as {@code open /dev/kvm 0x80002}, {@code ioctl 3 0x2000ae03 250} or {@code close 3}. */
    ScriptedCalls on(String call, int result) {
        steps.add(new Step(call, result, null));
        return this;
    }

    /** Adds an ioctl with a struct, written as its 64-bit words, and the words that the call writes. */
    ScriptedCalls onStruct(String call, int result, long... struct) {
        steps.add(new Step(call, result, struct));
        return this;
    }

    /** Adds the calls with which every query starts. */
    ScriptedCalls onOpening() {
        return on("open /dev/kvm 0x80002", 3).on("ioctl 3 0x2000ae00 0", 12);
    }

    ScriptedCalls architecture(String name) {
        architecture = name;
        return this;
    }

    ScriptedCalls kernelRelease(String release) {
        kernelRelease = release;
        return this;
    }

    void assertAllMade() {
        if (!steps.isEmpty()) {
            fail("Not called: " + steps.peek().call);
        }
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        SystemCalls.requireDirect(path);
        byte[] bytes = new byte[path.remaining()];
        path.duplicate().get(bytes);
        assertEquals(0, bytes[bytes.length - 1], "the path is not terminated");
        String name = new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
        return next("open " + name + " 0x" + Integer.toHexString(flags)).result;
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return next("ioctl " + fd + " 0x" + Long.toHexString(request) + " " + argument).result;
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        SystemCalls.requireDirect(structure);
        ByteBuffer memory = structure.slice().order(ByteOrder.nativeOrder());
        StringBuilder words = new StringBuilder();
        for (int offset = 0; offset < memory.limit(); offset += Long.BYTES) {
            words.append(' ').append(Long.toHexString(memory.getLong(offset)));
        }
        Step step = next("ioctl " + fd + " 0x" + Long.toHexString(request) + words);
        if (step.struct != null) {
            for (long word : step.struct) {
                memory.putLong(word);
            }
        }
        return step.result;
    }

    @Override
    public int close(int fd) {
        return next("close " + fd).result;
    }

    private Step next(String call) {
        Step step = steps.poll();
        assertEquals(step == null ? "no further call" : step.call, call);
        return step;
    }

    @Override
    public String architecture() {
        return architecture;
    }

    @Override
    public String kernelRelease() {
        return kernelRelease;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public SystemCalls bind() {
        return this;
    }
}
