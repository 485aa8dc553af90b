// SPDX-License-Identifier: Apache-2.0
/**
 * The backend {@code ffm}, which makes system calls through the JDK's foreign-function API. It needs Java 22 or later, and on
 * Java 11 to 21 reports that it is not available. The SDK finds it through {@link java.util.ServiceLoader}.
 */
module org.compatcaps.backend.ffm {
    requires org.compatcaps;
    requires static org.jspecify;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.ffm.FfmBackendProvider;
}
