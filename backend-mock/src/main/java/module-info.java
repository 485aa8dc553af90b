// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated POWER host for tests on any operating system. Start at
 * {@link org.compatcaps.backend.mock.SimulatedHost}.
 */
module org.compatcaps.backend.mock {
    requires transitive org.compatcaps;
    requires static org.jspecify;

    exports org.compatcaps.backend.mock;

    provides org.compatcaps.spi.BackendProvider with
            org.compatcaps.backend.mock.MockBackendProvider;
}
