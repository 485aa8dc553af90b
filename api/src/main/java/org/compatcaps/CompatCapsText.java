// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a {@link CompatCaps}, version 1. No two pairs have the same content, so that none can contradict another.
 */
final class CompatCapsText {

    private static final String VERSION = "version";
    private static final String BITMAP = "bitmap";
    private static final String INTERFACE = "interface";
    private static final String NESTED_API = "nestedApi";
    private static final String ESTIMATE = "estimate";
    private static final String UNKNOWN = "unknown";

    private final Map<String, String> values;

    private CompatCapsText(Map<String, String> values) {
        this.values = values;
    }

    static Map<String, String> of(CompatCaps caps) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(VERSION, "1");
        values.put(BITMAP, String.format(Locale.ROOT, "0x%016x", caps.bitmap()));
        values.put(INTERFACE, word(caps.kernelInterface().orElse(null)));
        values.put(NESTED_API, word(caps.nestedApi().orElse(null)));
        values.put(ESTIMATE, Boolean.toString(caps.estimated()));
        return values;
    }

    static Map<String, String> split(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw wrong(pair, "it has no '='");
            }
            String key = pair.substring(0, equals);
            if (values.put(key, pair.substring(equals + 1)) != null) {
                throw wrong(key, "it occurs twice");
            }
        }
        return values;
    }

    static CompatCaps parse(Map<String, String> values) {
        return new CompatCapsText(values).parse();
    }

    private CompatCaps parse() {
        expect(VERSION, "1");
        CompatCaps caps = CompatCaps.ofBitmap(bitmap());
        KernelInterface version = constant(INTERFACE, KernelInterface.values());
        NestedApi nestedApi = constant(NESTED_API, NestedApi.values());
        boolean estimate = expect(ESTIMATE, "true", "false").equals("true");
        if (estimate && version != null) {
            throw wrong(INTERFACE, "an estimate has no interface, so the value must be 'unknown'");
        }
        TreeSet<String> unknownKeys = new TreeSet<>(values.keySet());
        unknownKeys.removeAll(of(caps).keySet());
        if (!unknownKeys.isEmpty()) {
            throw wrong(unknownKeys.first(), "version 1 has no such key");
        }
        caps = version == null ? caps : caps.withKernelInterface(version);
        caps = nestedApi == null ? caps : caps.withNestedApi(nestedApi);
        return estimate ? caps.asEstimate() : caps;
    }

    private long bitmap() {
        String text = value(BITMAP);
        if (!text.matches("0x[0-9a-f]{16}")) {
            throw wrong(BITMAP, "'" + text + "' must be 0x and 16 hexadecimal digits in lower case");
        }
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    private <E extends Enum<E>> @Nullable E constant(String key, E[] constants) {
        String[] words = new String[constants.length + 1];
        words[constants.length] = UNKNOWN;
        for (int i = 0; i < constants.length; i++) {
            words[i] = word(constants[i]);
        }
        String text = expect(key, words);
        for (E constant : constants) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        return null;
    }

    private String expect(String key, String... allowed) {
        String text = value(key);
        for (String word : allowed) {
            if (word.equals(text)) {
                return text;
            }
        }
        throw wrong(key, "'" + text + "' is not one of: " + String.join(", ", allowed));
    }

    private String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw wrong(key, "it is missing");
        }
        return value;
    }

    private static String word(@Nullable Enum<?> constant) {
        return constant == null
                ? UNKNOWN
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static IllegalArgumentException wrong(String key, String problem) {
        return new IllegalArgumentException(
                "The text form of a CompatCaps is invalid at '" + key + "': " + problem + ".");
    }
}
