// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** {@code jar --validate} of the JDK that runs this. */
final class JarTool {

    /** The tool of an older JDK fails on the classes for this Java. */
    static final int NEEDED = 22;

    private JarTool() {}

    static boolean canValidate() {
        return Runtime.version().feature() >= NEEDED;
    }

    /** Returns what the tool reports, one line an entry; empty if it accepts the jar. */
    static List<String> validate(Path jar) {
        StringWriter output = new StringWriter();
        int status;
        try (PrintWriter writer = new PrintWriter(output)) {
            ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
            status = tool.run(writer, writer, "--validate", "--file", jar.toString());
        }
        List<String> lines = output.toString().lines().collect(Collectors.toList());
        return status != 0 && lines.isEmpty() ? List.of("exit status " + status) : lines;
    }
}
