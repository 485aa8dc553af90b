// SPDX-License-Identifier: Apache-2.0
/** The command line of CompatCaps. */
module org.compatcaps.cli {
    requires org.compatcaps;
    requires org.compatcaps.backend.mock;
    requires com.google.gson;
    requires info.picocli;
    requires static java.logging;

    // picocli reads annotations and sets fields.
    opens org.compatcaps.cli to
            info.picocli;
}
