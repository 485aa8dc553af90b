// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import picocli.CommandLine.Option;

/** {@code --debug}, and the logging that goes with it. */
final class DebugOption {

    @Option(
            names = "--debug",
            description = "Print the SDK's debug messages, and the stack trace of an error, to stderr.")
    private boolean debug;

    /** To be called before the SDK is touched: the log library reads its settings once, at the first message. */
    void apply() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", debug ? "debug" : "off");
    }
}
