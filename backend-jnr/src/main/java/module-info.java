// SPDX-License-Identifier: Apache-2.0
/** The system calls of CompatCaps through jnr-ffi. Works on every Java from 11; found by itself, with no API of its own. */
module org.compatcaps.backend.jnr {
    requires org.compatcaps;
    requires org.jnrproject.ffi;

    // jnr-ffi is an automatic module, and what those need is not put into the module graph unless somebody else asks
    // for it.
    requires org.objectweb.asm;

    // jnr-ffi generates an implementation of LibC in a class loader of its own.
    opens org.compatcaps.backend.jnr;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.jnr.JnrBackendProvider;
}
