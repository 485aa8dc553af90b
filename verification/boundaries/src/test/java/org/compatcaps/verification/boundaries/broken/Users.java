// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import org.compatcaps.CompatCaps;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.internal.Environment;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.spi.SystemCalls;

/** Classes that use what some module must not use. */
public final class Users {

    private Users() {}

    static final class OfJna {
        com.sun.jna.Pointer pointer;
    }

    static final class OfJnr {
        Class<?> type() {
            return jnr.ffi.Pointer.class;
        }
    }

    static final class OfJffi {
        com.kenai.jffi.Type[] types;
    }

    static final class OfInternals {
        boolean isLinux() {
            return Environment.isLinux();
        }
    }

    static final class OfTheProtocol {
        void fail() throws CallFailedException {
            throw new CallFailedException("open", 2);
        }
    }

    static final class OfAnotherBackend {
        SystemCalls calls() {
            return SimulatedHost.builder().build().bind();
        }
    }

    static final class OfTheModel {
        CompatCaps caps = CompatCaps.of();
    }

    static final class OfALogLibrary {
        org.slf4j.Logger log;
    }

    static final class OfLogInternals {
        org.slf4j.helpers.BasicMarkerFactory factory;
    }
}
