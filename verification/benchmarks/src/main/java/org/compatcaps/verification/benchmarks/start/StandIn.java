// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.nio.ByteBuffer;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * Runs the whole query on a host that does not have it, through a real backend, before which it comes in the automatic choice.
 *
 * <p>It is part of the measured program, so it avoids everything that would load further classes.
 */
public final class StandIn implements BackendProvider {

    /** The system property with the name of the real backend's provider class. */
    public static final String BACKEND = "benchmarks.backend";

    private final BackendProvider real;

    /** For {@link java.util.ServiceLoader}. */
    public StandIn() throws ReflectiveOperationException {
        real = provider();
    }

    /** Creates the provider that the property names. */
    public static BackendProvider provider() throws ReflectiveOperationException {
        String name = System.getProperty(BACKEND, "");
        return (BackendProvider) Class.forName(name).getDeclaredConstructor().newInstance();
    }

    @Override
    public String name() {
        return "stand-in";
    }

    @Override
    public int priority() {
        return 1000;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        return new Calls(real.bind());
    }

    /**
     * Makes every call through the real backend. If the kernel reports that it does not have the query, it replaces two
     * answers: that of {@code KVM_CHECK_EXTENSION} for the query, and that of the query.
     */
    private static final class Calls implements SystemCalls {

        private static final int CAP_PPC_COMPAT_CAPS = 250;
        private static final int ENOTTY = 25;
        private static final int SIZE = 24;
        private static final int BITMAP = 16;
        private static final long POWER9_AND_POWER10 = 0x6000000000000000L;

        private final SystemCalls real;
        private final long checkExtension;
        private final long getCompatCaps;

        private Calls(SystemCalls real) {
            this.real = real;
            // _IO(KVMIO, number), whose direction bits differ on powerpc.
            long request = real.architecture().startsWith("ppc") ? 0x2000AE00L : 0xAE00L;
            checkExtension = request | 0x03;
            getCompatCaps = request | 0xB8;
        }

        @Override
        public int open(ByteBuffer path, int flags) {
            return real.open(path, flags);
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            int answer = real.ioctl(fd, request, argument);
            return answer == 0 && request == checkExtension && argument == CAP_PPC_COMPAT_CAPS ? 1 : answer;
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            int answer = real.ioctl(fd, request, structure);
            if (answer == -ENOTTY && request == getCompatCaps && structure.remaining() == SIZE) {
                structure.putLong(structure.position(), SIZE);
                structure.putLong(structure.position() + BITMAP, POWER9_AND_POWER10);
                return 0;
            }
            return answer;
        }

        @Override
        public int close(int fd) {
            return real.close(fd);
        }

        @Override
        public String architecture() {
            return real.architecture();
        }

        @Override
        public String kernelRelease() {
            return real.kernelRelease();
        }
    }
}
