// SPDX-License-Identifier: Apache-2.0
/**
 * The system calls of CompatCaps through the JDK's own foreign-function API. Works on Java 22 and later; on an older Java it
 * is present and reports that it is not available. Found by itself, with no API of its own.
 */
module org.compatcaps.backend.ffm {
    requires org.compatcaps;
    requires static org.jspecify;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.ffm.FfmBackendProvider;
}
