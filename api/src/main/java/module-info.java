// SPDX-License-Identifier: Apache-2.0
/**
 * Queries the processor compatibility modes that KVM on IBM Power can give to nested guests.
 *
 * <p>Start at {@link org.compatcaps.CompatCaps#query()} or {@link org.compatcaps.KvmHost}. This module needs a backend,
 * which makes the system calls and implements {@link org.compatcaps.spi}.
 */
module org.compatcaps {
    requires static com.fasterxml.jackson.annotation;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.compatcaps;
    exports org.compatcaps.spi;

    uses org.compatcaps.spi.BackendProvider;
}
