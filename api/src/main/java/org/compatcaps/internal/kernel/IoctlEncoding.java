// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/**
 * The layout of an ioctl request number: direction, size, type and number. Most architectures share one layout. powerpc has
 * its own, with one bit less for the size and one more for the direction. One of its direction bits is set even if nothing is
 * transferred.
 *
 * <p>Source: {@code include/uapi/asm-generic/ioctl.h} and {@code arch/powerpc/include/uapi/asm/ioctl.h}.
 */
public enum IoctlEncoding {

    /** x86, arm64, s390, riscv: 14 bits of size, direction from bit 30. */
    GENERIC(30, 14, 0, 2),

    /** powerpc, of either byte order: 13 bits of size, direction from bit 29. */
    POWERPC(29, 13, 1, 2);

    private static final int TYPE_SHIFT = 8;
    private static final int SIZE_SHIFT = 16;

    private final int directionShift;
    private final int sizeBits;
    private final int none;
    private final int read;

    IoctlEncoding(int directionShift, int sizeBits, int none, int read) {
        this.directionShift = directionShift;
        this.sizeBits = sizeBits;
        this.none = none;
        this.read = read;
    }

    /**
     * Returns the encoding of an architecture.
     *
     * @param architecture the architecture by Java's name for it, such as {@code ppc64le}
     * @return the encoding
     */
    public static IoctlEncoding of(String architecture) {
        return isPowerpc(architecture) ? POWERPC : GENERIC;
    }

    /**
     * Returns whether an architecture is powerpc.
     *
     * @param architecture the architecture by Java's name for it
     * @return true for ppc, ppc64, ppc64le and the like
     */
    public static boolean isPowerpc(String architecture) {
        return architecture.startsWith("ppc") || architecture.startsWith("powerpc");
    }

    /**
     * Returns {@code _IO(type, number)}: a request number that declares no structure.
     *
     * @param type the type, 8 bits
     * @param number the number, 8 bits
     * @return the request number, in the low 32 bits
     */
    public long io(int type, int number) {
        return encode(none, type, number, 0);
    }

    /**
     * Returns {@code _IOR(type, number, structure)}: a request by which user space reads a structure.
     *
     * @param type the type, 8 bits
     * @param number the number, 8 bits
     * @param size the size of the structure in bytes
     * @return the request number, in the low 32 bits
     */
    public long ior(int type, int number, int size) {
        return encode(read, type, number, size);
    }

    private long encode(int direction, int type, int number, int size) {
        if (size >>> sizeBits != 0) {
            throw new IllegalArgumentException("A size of " + size + " does not fit into " + sizeBits + " bits");
        }
        return (long) direction << directionShift | (long) size << SIZE_SHIFT | (long) type << TYPE_SHIFT | number;
    }
}
