// SPDX-License-Identifier: Apache-2.0
/**
 * Which processor compatibility modes the KVM of an IBM Power host can give to nested guests.
 *
 * <p>Start at {@link org.compatcaps.CompatCaps#query()} or {@link org.compatcaps.KvmHost}. A backend, which makes the
 * system calls, must be present beside this module; {@link org.compatcaps.spi} is what backends implement.
 */
module org.compatcaps {
    requires org.slf4j;

    exports org.compatcaps;
    exports org.compatcaps.spi;

    uses org.compatcaps.spi.BackendProvider;
}
