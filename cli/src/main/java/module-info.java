// SPDX-License-Identifier: Apache-2.0
/**
 * The command line of CompatCaps, an application.
 *
 * <p>It exports nothing. Its commands, options, formats and exit codes are its interface; {@code --help} lists them. Java programs
 * use the module {@code org.compatcaps}.
 */
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
