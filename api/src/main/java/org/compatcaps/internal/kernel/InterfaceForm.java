// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import java.nio.ByteBuffer;

/**
 * The two forms of {@code KVM_PPC_GET_COMPAT_CAPS}, in the order in which they are tried. This table is all that tells them
 * apart.
 */
public enum InterfaceForm {

    /** As released in Linux 7.3: the size travels first and comes back, then flags, then the bitmap. */
    RELEASED(250, false, false, 0xB8, 24, 0, 16),

    /** As first posted in April 2026 and carried by some kernels: flags, then the bitmap; no size. */
    FIRST_POSTED(249, true, true, 0xE4, 16, InterfaceForm.NO_SIZE, 8);

    private static final int NO_SIZE = -1;

    /**
     * What lies in the place of the bitmap until it is filled; the kernel does not look there. Zero would pass for an answer:
     * no modes. These bits mean nothing, so that no kernel has cause to answer just them.
     */
    private static final long UNTOUCHED = 0x0F1E2D3C4B5A6978L;

    private final int capability;
    private final boolean onlyOnPowerpc;
    private final boolean sizeInRequest;
    private final int number;
    private final int structSize;
    private final int sizeOffset;
    private final int bitmapOffset;

    InterfaceForm(
            int capability,
            boolean onlyOnPowerpc,
            boolean sizeInRequest,
            int number,
            int structSize,
            int sizeOffset,
            int bitmapOffset) {
        this.capability = capability;
        this.onlyOnPowerpc = onlyOnPowerpc;
        this.sizeInRequest = sizeInRequest;
        this.number = number;
        this.structSize = structSize;
        this.sizeOffset = sizeOffset;
        this.bitmapOffset = bitmapOffset;
    }

    /**
     * The capability by which a kernel says that it has this form.
     *
     * @return the argument for {@code KVM_CHECK_EXTENSION}
     */
    public int capability() {
        return capability;
    }

    /**
     * Whether the capability's number has this meaning on a host. The number of the first posting means something else on
     * s390, so that only powerpc may be asked.
     *
     * @param encoding the encoding of the host
     * @return true if the capability can be asked for
     */
    public boolean canBeAskedOn(IoctlEncoding encoding) {
        return !onlyOnPowerpc || encoding == IoctlEncoding.POWERPC;
    }

    /**
     * The request number of {@code KVM_PPC_GET_COMPAT_CAPS} in this form.
     *
     * @param encoding the encoding of the host
     * @return the request number
     */
    public long request(IoctlEncoding encoding) {
        return sizeInRequest ? encoding.ior(KvmAbi.KVMIO, number, structSize) : encoding.io(KvmAbi.KVMIO, number);
    }

    /**
     * The size of {@code struct kvm_ppc_compat_caps} in this form.
     *
     * @return the size in bytes
     */
    public int structSize() {
        return structSize;
    }

    /**
     * Fills in what the kernel wants to find, and what tells afterwards whether it answered.
     *
     * @param struct a zeroed buffer of the struct's size in native byte order
     */
    public void prepare(ByteBuffer struct) {
        if (sizeOffset != NO_SIZE) {
            struct.putLong(sizeOffset, structSize);
        }
        struct.putLong(bitmapOffset, UNTOUCHED);
    }

    /**
     * Whether the bitmap is still as {@link #prepare} left it.
     *
     * @param struct the struct after the call
     * @return true if nobody filled in an answer
     */
    public boolean isUntouched(ByteBuffer struct) {
        return bitmap(struct) == UNTOUCHED;
    }

    /**
     * How many bytes of the struct the kernel says it filled.
     *
     * @param struct the struct after the call
     * @return the number of bytes, unsigned; the whole struct where this form does not tell
     */
    public long filled(ByteBuffer struct) {
        return sizeOffset == NO_SIZE ? structSize : struct.getLong(sizeOffset);
    }

    /**
     * The bitmap that the kernel answered.
     *
     * @param struct the struct after the call
     * @return the 64 bits
     */
    public long bitmap(ByteBuffer struct) {
        return struct.getLong(bitmapOffset);
    }
}
