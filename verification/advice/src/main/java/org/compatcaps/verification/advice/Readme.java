// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What users read of that which is proven here. */
final class Readme {
    private static final Pattern ESTIMATE =
            Pattern.compile("```sh\n\\./compatcaps --estimate\n```\n\n```text\n(.*?)```", Pattern.DOTALL);

    private Readme() {}

    /** The output that it shows of an estimate. */
    static String estimate(Path readme) throws IOException {
        Matcher block = ESTIMATE.matcher(Files.readString(readme));
        if (!block.find()) {
            throw new IOException(readme + " does not show an estimate");
        }
        return block.group(1);
    }
}
