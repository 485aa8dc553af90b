// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.internal.Environment;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.verification.boundaries.broken.cycle.Back;

/** Each member uses a library that a module with the model, the SPI and SLF4J must not use. */
public final class Libraries {

    com.sun.jna.Pointer jna;

    com.kenai.jffi.Type[] jffi;

    org.slf4j.helpers.BasicMarkerFactory internalsOfSlf4j;

    Class<?> jnr() {
        return jnr.ffi.Pointer.class;
    }

    boolean internals() {
        return Environment.isLinux();
    }

    void exceptionOfInternals() throws CallFailedException {}

    SystemCalls anotherBackend() {
        return SimulatedHost.builder().build().bind();
    }

    /** Half of the cycle. */
    static final class There {
        Back back;
    }
}
