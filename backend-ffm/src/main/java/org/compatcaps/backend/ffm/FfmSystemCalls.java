// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import java.nio.ByteBuffer;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * Fallback for Java 11 to 21: reports that this backend needs Java 22. On Java 22 and later, another class of this name in
 * the multi-release jar makes the calls.
 *
 * <p>Both classes have the same name, because class-data sharing leaves out a class that exists only for newer Java versions.
 * The methods are never called, but {@code jar --validate} requires the same public members in both classes.
 */
final class FfmSystemCalls implements SystemCalls {

    private static final int NEEDED = 22;

    private FfmSystemCalls() {}

    static SystemCalls bind() throws UnavailableException {
        int running = Runtime.version().feature();
        if (running < NEEDED) {
            throw new UnavailableException(
                    BackendProblem.NEEDS_NEWER_JAVA, "needs Java " + NEEDED + ", this is " + running);
        }
        throw new UnavailableException(
                BackendProblem.JAR_DAMAGED,
                "its classes for Java " + NEEDED
                        + " and later are not visible. Load them from the original jar. If the jar was"
                        + " repacked, keep META-INF/versions and 'Multi-Release: true' in its manifest");
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        throw neverBound();
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        throw neverBound();
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        throw neverBound();
    }

    @Override
    public int close(int fd) {
        throw neverBound();
    }

    private static IllegalStateException neverBound() {
        return new IllegalStateException("bind() never returns an object of this class");
    }
}
