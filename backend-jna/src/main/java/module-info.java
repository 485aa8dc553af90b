// SPDX-License-Identifier: Apache-2.0
/** The system calls of CompatCaps through JNA. Works on every Java from 11; found by itself, with no API of its own. */
module org.compatcaps.backend.jna {
    requires org.compatcaps;
    requires com.sun.jna;
    requires static org.jspecify;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.jna.JnaBackendProvider;
}
