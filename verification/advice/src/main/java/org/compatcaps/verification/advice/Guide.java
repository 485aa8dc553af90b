// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of docs/guide that this rig checks. */
final class Guide {
    private static final Pattern ESTIMATE =
            Pattern.compile("```sh\n\\./compatcaps --estimate\n```\n\n```text\n(.*?)```", Pattern.DOTALL);

    private Guide() {}

    /** Returns the output of an estimate in the guide. */
    static String estimate(Path guide) throws IOException {
        Matcher block = ESTIMATE.matcher(Files.readString(guide));
        if (!block.find()) {
            throw new IOException(guide + " does not show an estimate");
        }
        return block.group(1);
    }
}
