// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import com.sun.jna.Memory;
import com.sun.jna.Structure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.internal.kernel.KvmAbi;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** Classes that know something of the kernel's interface, and some that only look so. */
public final class Knowing {

    private Knowing() {}

    static final class RequestInField {
        static final long QUERY = 0x2000AEB8L;
    }

    static final class RequestOfX86 {
        int version(SystemCalls calls, int fd) {
            return calls.ioctl(fd, 0xAE00L, 0);
        }
    }

    static final class RequestWithSize {
        static final int QUERY = 0x4010AEE4;
    }

    static final class RequestPutTogether {
        long query() {
            return 1 << 29 | 0xAE << 8 | 0xB8;
        }
    }

    static final class RequestInSwitch {
        boolean isKnown(int request) {
            switch (request) {
                case 0x2000AE00:
                case 0x2000AE01:
                case 0x2000AE03:
                    return true;
                default:
                    return false;
            }
        }
    }

    static final class RequestsFarApart {
        boolean isKnown(int request) {
            switch (request) {
                case 0x1:
                case 0x2000AEB8:
                    return true;
                default:
                    return false;
            }
        }
    }

    static final class TypeOfRequests {
        long encode(int number) {
            return (long) 0xAE << 8 | number;
        }
    }

    static final class Capability {
        int ask(SystemCalls calls, int fd, long request) {
            return calls.ioctl(fd, request, 250);
        }
    }

    static final class Mask {
        boolean power9(long bitmap) {
            return (bitmap & 1L << 62) != 0;
        }
    }

    static final class MaskOfALaterMode {
        static final long POWER12 = 1L << 59;
    }

    static final class Name {
        static final int KVM_CREATE_VM = 1;
    }

    static final class NameOfACapability {
        private int capPpc() {
            return CAP_PPC_SOMETHING;
        }

        private static final int CAP_PPC_SOMETHING = 3;
    }

    static final class Text {
        String device = "/dev/kvm";
    }

    static final class TextInAMessage {
        String message(int fd) {
            return "KVM refused " + fd;
        }
    }

    static final class InlinedFromTheApi {
        long request(int number) {
            return encode(KvmAbi.KVMIO, number);
        }

        private static long encode(int type, int number) {
            return (long) type << 8 | number;
        }
    }

    static final class ReadsTheBuffer {
        long bitmap(ByteBuffer structure) {
            return structure.getLong(16);
        }
    }

    static final class WritesTheBuffer {
        void size(ByteBuffer structure) {
            structure.putLong(0, 24);
        }
    }

    static final class OrdersTheBuffer {
        ByteBuffer ordered(ByteBuffer structure) {
            return structure.order(ByteOrder.nativeOrder());
        }
    }

    static final class ViewsTheBuffer {
        Object view(ByteBuffer structure) {
            return structure.asLongBuffer();
        }
    }

    static final class AllocatesABuffer {
        ByteBuffer struct() {
            return ByteBuffer.allocateDirect(24);
        }
    }

    static final class ReadsThroughJna {
        long bitmap(com.sun.jna.Pointer structure) {
            return structure.getLong(16);
        }
    }

    static final class HasMemoryOfJna {
        Object memory() {
            return new Memory(24);
        }
    }

    static final class HasAStructOfJna {
        Structure structure;
    }

    static final class WritesThroughJnr {
        void size(jnr.ffi.Pointer structure) {
            structure.putLong(0, 24);
        }
    }

    static final class HasAStructOfJnr {
        jnr.ffi.Struct structure;
    }

    /** A copy of {@code CompatCapsQuery} in another package. */
    static final class Query {
        static final Query RELEASED = new Query(250, 24);

        final int capability;
        final int size;

        private Query(int capability, int size) {
            this.capability = capability;
            this.size = size;
        }
    }

    static final class DefinesAgain {
        private static final long POWER9 = 0x4000000000000000L;

        boolean power9(long bitmap) {
            return (bitmap & POWER9) != 0;
        }
    }

    /** Uses the one definition, as {@code ProcessorMode} does. */
    static final class UsesTheDefinition {
        boolean power9(long bitmap) {
            return (bitmap & KvmAbi.COMPAT_POWER9) != 0;
        }
    }

    /** A backend, which may have any priority. It passes on its arguments. */
    public static final class Harmless implements BackendProvider, SystemCalls {

        private static final int PRIORITY = 250;
        private static final long LOW_HALF = 0xFFFF_FFFFL;
        private static final int CAPTURE_SIZE = 4;

        @Override
        public String name() {
            return "harmless";
        }

        @Override
        public int priority() {
            return PRIORITY;
        }

        @Override
        public SystemCalls bind() throws UnavailableException {
            throw new UnavailableException(BackendProblem.LIBRARY_INCOMPATIBLE, "needs " + CAPTURE_SIZE);
        }

        @Override
        public int open(ByteBuffer path, int flags) {
            SystemCalls.requireDirect(path);
            return path.slice().remaining();
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            return (int) (request & LOW_HALF);
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            return structure.duplicate().position();
        }

        @Override
        public int close(int fd) {
            return 0;
        }
    }
}
