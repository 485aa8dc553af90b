// SPDX-License-Identifier: Apache-2.0
/**
 * The backend {@code jnr}, which makes system calls through jnr-ffi. It needs Java 11 or later. The SDK finds it through
 * {@link java.util.ServiceLoader}.
 */
module org.compatcaps.backend.jnr {
    requires org.compatcaps;
    requires org.jnrproject.ffi;
    requires org.jnrproject.jffi;
    requires static org.jspecify;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.jnr.JnrBackendProvider;
}
