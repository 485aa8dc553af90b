// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import com.sun.jna.Memory;
import com.sun.jna.Structure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.internal.kernel.KvmAbi;

/** Each member of a nested class contains a number, a text or a name of the kernel, or touches a buffer. */
final class Kernel {

    static final class Knowledge {
        static final long REQUEST = 0x2000AEB8L;
        static final int REQUEST_WITH_SIZE = 0x4010AEE4;
        static final long MASK_OF_LATER_MODE = 1L << 59;
        static final int KVM_CREATE_VM = 1;
        static final int CAP_PPC_SOMETHING = 3;

        long requestOfX86() {
            return 0xAE00L;
        }

        long assembledRequest() {
            return 1 << 29 | 0xAE << 8 | 0xB8;
        }

        boolean tableSwitch(int request) {
            switch (request) {
                case 0x2000AE00:
                case 0x2000AE01:
                case 0x2000AE03:
                    return true;
                default:
                    return false;
            }
        }

        boolean lookupSwitch(int request) {
            switch (request) {
                case 0x1:
                case 0x2000AEB8:
                    return true;
                default:
                    return false;
            }
        }

        long typeOfRequests(int number) {
            return (long) 0xAE << 8 | number;
        }

        int inlinedFromTheApi() {
            return KvmAbi.KVMIO;
        }

        int capability() {
            return 250;
        }

        boolean mask(long bitmap) {
            return (bitmap & 1L << 62) != 0;
        }

        String device() {
            return "/dev/kvm";
        }

        String message(int fd) {
            return "KVM refused " + fd;
        }
    }

    static final class Buffers {
        Structure structOfJna;
        jnr.ffi.Struct structOfJnr;

        long read(ByteBuffer structure) {
            return structure.getLong(16);
        }

        void write(ByteBuffer structure) {
            structure.putLong(0, 24);
        }

        ByteBuffer order(ByteBuffer structure) {
            return structure.order(ByteOrder.nativeOrder());
        }

        Object view(ByteBuffer structure) {
            return structure.asLongBuffer();
        }

        ByteBuffer allocate() {
            return ByteBuffer.allocateDirect(24);
        }

        long readThroughJna(com.sun.jna.Pointer structure) {
            return structure.getLong(16);
        }

        Object memoryOfJna() {
            return new Memory(24);
        }

        void writeThroughJnr(jnr.ffi.Pointer structure) {
            structure.putLong(0, 24);
        }
    }

    /** Definitions beside {@link KvmAbi}. */
    static final class Definitions {
        static final long POWER9 = 0x4000000000000000L;
        static final int KVM_CREATE_VM = 1;

        int anotherCapability() {
            return 250;
        }

        long anotherRequest() {
            return 0xAE00L;
        }
    }
}
