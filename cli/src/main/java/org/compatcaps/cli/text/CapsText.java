// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.text;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;

/** The parts of an answer as text. All except the list of modes come from {@link CompatCaps#toMap()}. */
public final class CapsText {

    /** The key of the version of the map form. */
    public static final String VERSION = "version";

    /** The key of the bitmap. */
    public static final String BITMAP = "bitmap";

    /** The key of the kernel interface. */
    public static final String INTERFACE = "interface";

    /** The key of the nested API. */
    public static final String NESTED_API = "nestedApi";

    /** The key of the flag of an estimate. */
    public static final String ESTIMATE = "estimate";

    /** The value of an absent kernel interface or nested API. */
    public static final String UNKNOWN = "unknown";

    private CapsText() {}

    /** {@return the version of the map form} */
    public static String version() {
        return CompatCaps.ofBitmap(0).toMap().get(VERSION);
    }

    /**
     * Returns the modes, oldest first.
     *
     * @param caps the answer
     * @return the names, such as {@code POWER9, POWER10}, or {@code none}
     */
    public static String modes(CompatCaps caps) {
        return caps.modes().isEmpty()
                ? "none"
                : caps.modes().stream().map(ProcessorMode::name).collect(Collectors.joining(", "));
    }

    /**
     * Returns the bitmap of an answer.
     *
     * @param caps the answer
     * @return {@code 0x} and 16 hexadecimal digits
     */
    public static String bitmap(CompatCaps caps) {
        return caps.toMap().get(BITMAP);
    }

    /**
     * Returns bits in the same form.
     *
     * @param bits the bits
     * @return {@code 0x} and 16 hexadecimal digits
     */
    public static String bitmap(long bits) {
        return bitmap(CompatCaps.ofBitmap(bits));
    }

    /**
     * Returns the kernel interface of an answer.
     *
     * @param caps the answer
     * @return such as {@code released}; empty if there is none
     */
    public static Optional<String> kernelInterface(CompatCaps caps) {
        return known(caps.toMap(), INTERFACE);
    }

    /**
     * Returns the nested API of an answer.
     *
     * @param caps the answer
     * @return such as {@code v1}; empty if it is not known
     */
    public static Optional<String> nestedApi(CompatCaps caps) {
        return known(caps.toMap(), NESTED_API);
    }

    private static Optional<String> known(Map<String, String> values, String key) {
        return Optional.of(values.get(key)).filter(value -> !value.equals(UNKNOWN));
    }
}
