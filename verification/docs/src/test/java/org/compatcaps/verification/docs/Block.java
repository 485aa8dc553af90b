// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param where page and line, for messages
 * @param section the heading above it
 * @param language the word after the fence
 * @param text the block's lines
 * @param needs what a machine must have for it, from a comment {@code <!-- needs: ... -->} right before it
 * @param output the text that it must print: the {@code text} block that follows, or null
 */
record Block(String where, String section, String language, String text, List<String> needs, String output) {

    Block withOutput(String printed) {
        return new Block(where, section, language, text, needs, printed);
    }

    /** Returns the name of a test with this block. */
    @Override
    public String toString() {
        return where;
    }
}
