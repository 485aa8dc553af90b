// SPDX-License-Identifier: Apache-2.0
/**
 * The backend {@code jna}, which makes system calls through JNA. It needs Java 11 or later. The SDK finds it through
 * {@link java.util.ServiceLoader}.
 */
module org.compatcaps.backend.jna {
    requires org.compatcaps;
    requires com.sun.jna;
    requires static org.jspecify;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.jna.JnaBackendProvider;
}
