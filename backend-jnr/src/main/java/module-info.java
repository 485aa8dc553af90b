// SPDX-License-Identifier: Apache-2.0
/** The system calls of CompatCaps through jnr-ffi. Works on every Java from 11; found by itself, with no API of its own. */
module org.compatcaps.backend.jnr {
    requires org.compatcaps;
    requires org.jnrproject.ffi;
    requires org.jnrproject.jffi;
    requires static org.jspecify;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.jnr.JnrBackendProvider;
}
