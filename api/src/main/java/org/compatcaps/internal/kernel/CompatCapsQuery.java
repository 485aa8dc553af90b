// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import java.nio.ByteBuffer;

/**
 * One ABI version of {@code KVM_PPC_GET_COMPAT_CAPS}: its numbers, and the layout of
 * {@code struct kvm_ppc_compat_caps}. Immutable and thread-safe.
 */
public final class CompatCapsQuery {

    /** The version of Linux 7.3. The struct is size, flags, bitmap. The size is an argument and a result. */
    public static final CompatCapsQuery RELEASED = new CompatCapsQuery(250, false, 0xB8, false, 24, 0, 16);

    /**
     * The version that was first posted in April 2026. The struct is flags, bitmap. On s390, the capability's number has
     * another meaning, so that the SDK checks it on powerpc only.
     */
    public static final CompatCapsQuery FIRST_POSTED = new CompatCapsQuery(249, true, 0xE4, true, 16, -1, 8);

    /**
     * The bitmap before the call, which shows whether the kernel fills it. The kernel does not read it. Zero is a valid
     * answer (no modes), so this is a pattern without a meaning, which no kernel has reason to return.
     */
    private static final long UNTOUCHED = 0x00002D3C4B5A6978L;

    private final int capability;
    private final boolean onlyOnPowerpc;
    private final int number;
    private final boolean sizeInRequest;
    private final int structSize;

    /** Negative if the struct has no size. */
    private final int sizeOffset;

    private final int bitmapOffset;

    private CompatCapsQuery(
            int capability,
            boolean onlyOnPowerpc,
            int number,
            boolean sizeInRequest,
            int structSize,
            int sizeOffset,
            int bitmapOffset) {
        this.capability = capability;
        this.onlyOnPowerpc = onlyOnPowerpc;
        this.number = number;
        this.sizeInRequest = sizeInRequest;
        this.structSize = structSize;
        this.sizeOffset = sizeOffset;
        this.bitmapOffset = bitmapOffset;
    }

    /** {@return the capability by which a kernel reports this version, for {@code KVM_CHECK_EXTENSION}} */
    int capability() {
        return capability;
    }

    /** {@return whether the capability's number has this meaning on hosts with an encoding} */
    boolean existsOn(IoctlEncoding encoding) {
        return !onlyOnPowerpc || encoding == IoctlEncoding.POWERPC;
    }

    /** {@return the request number} */
    long request(IoctlEncoding encoding) {
        return sizeInRequest ? encoding.ior(KvmAbi.KVMIO, number, structSize) : encoding.io(KvmAbi.KVMIO, number);
    }

    /** {@return the size of the struct in bytes} */
    int structSize() {
        return structSize;
    }

    /** Sets the members that the kernel reads, and marks the bitmap, in a zeroed struct in native byte order. */
    void prepare(ByteBuffer struct) {
        if (sizeOffset >= 0) {
            struct.putLong(sizeOffset, structSize);
        }
        struct.putLong(bitmapOffset, UNTOUCHED);
    }

    /** Returns the bitmap after the call. */
    long answer(ByteBuffer struct) throws NotAnsweredException {
        long filled = sizeOffset >= 0 ? struct.getLong(sizeOffset) : structSize;
        if (Long.compareUnsigned(filled, structSize) < 0) {
            throw new NotAnsweredException("the kernel filled " + Long.toUnsignedString(filled) + " of " + structSize
                    + " bytes of the struct");
        }
        long bitmap = struct.getLong(bitmapOffset);
        if (bitmap == UNTOUCHED) {
            throw new NotAnsweredException("the bitmap still has its value from before the call");
        }
        return bitmap;
    }
}
