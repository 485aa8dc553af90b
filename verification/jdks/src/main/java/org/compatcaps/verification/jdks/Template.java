// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with gaps: {@code *} stands for anything, <code>{name}</code> for a value. */
final class Template {
    private static final Pattern GAP = Pattern.compile("\\*|\\{(\\w+)}");

    private Template() {}

    static boolean matches(String template, String text, Map<String, String> values) {
        StringBuilder regex = new StringBuilder();
        Matcher gap = GAP.matcher(template);
        int end = 0;
        while (gap.find()) {
            regex.append(Pattern.quote(template.substring(end, gap.start())));
            regex.append(gap.group(1) == null ? ".*" : Pattern.quote(values.getOrDefault(gap.group(1), gap.group())));
            end = gap.end();
        }
        regex.append(Pattern.quote(template.substring(end)));
        return text.matches(regex.toString());
    }
}
