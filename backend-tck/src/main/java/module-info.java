// SPDX-License-Identifier: Apache-2.0
/**
 * JUnit tests that every backend must pass. Start at {@link org.compatcaps.backend.tck}.
 */
module org.compatcaps.backend.tck {
    requires transitive org.compatcaps;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports org.compatcaps.backend.tck;

    // JUnit calls the tests.
    opens org.compatcaps.backend.tck;
}
