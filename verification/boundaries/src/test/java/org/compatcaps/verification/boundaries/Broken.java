// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.sun.jna.Structure;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.UnaryOperator;
import org.compatcaps.internal.Environment;

/** Each nested class breaks a rule that every published module keeps. */
final class Broken {

    /** For a module that may use the model, the SPI and SLF4J. */
    static final class Libraries {
        com.sun.jna.Pointer jna;

        com.kenai.jffi.Type[] jffi;

        boolean internals() {
            return Environment.isLinux();
        }
    }

    static final class Definitions {
        static final long REQUEST = 0x4010AEE4L;
        static final long MASK = 1L << 48;
        static final int CAPABILITY = 249;
        static final int KVM_CREATE_VM = 1;

        long assembledRequest() {
            return 1 << 29 | 0xAE << 8 | 0xB8;
        }
    }

    static final class Buffers {
        Structure structOfJna;

        long read(ByteBuffer structure) {
            return structure.getLong(16);
        }

        long readThroughJna(com.sun.jna.Pointer structure) {
            return structure.getLong(16);
        }

        void writeThroughJnr(jnr.ffi.Pointer structure) {
            structure.putLong(0, 24);
        }
    }

    static final class Connections {
        Object fetch(String address) throws IOException {
            return URI.create(address).toURL().openStream();
        }

        Object connect() throws IOException {
            return SocketChannel.open();
        }
    }

    static final class UsersLocale {
        String formatted() {
            return String.format("%d", 7);
        }

        UnaryOperator<String> lowerByReference() {
            return String::toLowerCase;
        }
    }
}
