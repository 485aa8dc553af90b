// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/**
 * Reads the output of {@link JsonFormat}, written here or on another host. A wrong answer would let guests migrate to hosts where
 * they cannot run. Therefore it guesses and skips nothing, and redundant members must agree.
 */
final class AnswerReader {

    private static final String NOT_IN_SCHEMA = ", which docs/answer.schema.json does not allow";

    private final JsonMembers json;

    /** The place, such as a file and a line, appears in messages. */
    AnswerReader(String place, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(place + " is not UTF-8 text.", e);
        }
        if (text.isBlank()) {
            throw new InputException(place + " is empty. Query that host again.", null);
        }
        json = new JsonMembers(place, text);
    }

    /** Returns the host's name, if a collector added one. */
    Optional<String> host() {
        Optional<String> host = json.has(AnswerForm.HOST) ? json.string(AnswerForm.HOST) : Optional.empty();
        if (host.isPresent() && (host.get().isEmpty() || host.get().chars().anyMatch(Character::isISOControl))) {
            throw json.wrong("$." + AnswerForm.HOST, "is empty or contains a control character");
        }
        return host;
    }

    /** Returns the members on which {@link #answer()} does not depend. */
    Set<String> membersThatMayDiffer() {
        Set<String> members = json.unread();
        // A member of this name in another object is not the host's name.
        members.remove(AnswerForm.HOST);
        if (json.has(AnswerForm.HOST)) {
            members.add(AnswerForm.HOST);
        }
        return members;
    }

    Answer answer() {
        CompatCaps caps = caps();
        checkAgreement(caps);
        int hosts = json.integer("hosts");
        if (hosts < 1) {
            throw json.wrong("$.hosts", "is less than 1");
        }
        String backend = json.string("backend").orElse(null);
        if (backend != null && backend.isEmpty()) {
            throw json.wrong("$.backend", "is empty");
        }
        if (backend != null && hosts > 1) {
            throw json.wrong("$.backend", "must be null for several hosts");
        }
        boolean simulated = json.bool("simulated");
        if (backend != null && simulated != backend.equals(HostOptions.MOCK)) {
            throw json.wrong("$.simulated", "contradicts the backend " + backend);
        }
        return new Answer(caps, backend, simulated, hosts);
    }

    /** Sets one value at a time, so that an error concerns the value that was set last. */
    private CompatCaps caps() {
        String version = Integer.toString(json.integer(CapsText.VERSION));
        CompatCaps caps = CompatCaps.ofBitmap(0);
        caps = set(caps, CapsText.VERSION, version, ", but this tool reads version " + CapsText.version());
        caps = CompatCaps.ofBitmap(bits(CapsText.BITMAP));
        caps = set(caps, CapsText.ESTIMATE, Boolean.toString(json.bool(CapsText.ESTIMATE)), NOT_IN_SCHEMA);
        caps = set(caps, CapsText.NESTED_API, word(CapsText.NESTED_API), NOT_IN_SCHEMA);
        String rule = caps.estimated() ? ", but an estimate has no interface" : NOT_IN_SCHEMA;
        return set(caps, CapsText.INTERFACE, word(CapsText.INTERFACE), rule);
    }

    private long bits(String member) {
        String digits = json.string(member).orElse("null");
        String rule = ", not 0x and 16 hexadecimal digits";
        return set(CompatCaps.ofBitmap(0), CapsText.BITMAP, member, digits, rule)
                .bitmap();
    }

    private String word(String member) {
        String word = json.string(member).orElse(null);
        if (CapsText.UNKNOWN.equals(word)) {
            throw json.wrong("$." + member, "must be null if unknown, not '" + word + "'");
        }
        return word == null ? CapsText.UNKNOWN : word;
    }

    private CompatCaps set(CompatCaps caps, String key, String value, String rule) {
        return set(caps, key, key, value, rule);
    }

    private CompatCaps set(CompatCaps caps, String key, String member, String value, String rule) {
        Map<String, String> values = new LinkedHashMap<>(caps.toMap());
        values.put(key, value);
        try {
            return CompatCaps.fromMap(values);
        } catch (IllegalArgumentException e) {
            throw json.wrong("$." + member, "is '" + value + "'" + rule);
        }
    }

    /**
     * Checks all members against the bitmap. An older or newer version of this tool has names for fewer or more bits: its names
     * cover all bits except its unknown ones.
     */
    private void checkAgreement(CompatCaps caps) {
        long unknown = bits("unknownBits");
        if ((unknown & ~caps.bitmap()) != 0) {
            throw json.wrong("$.unknownBits", "has bits that the bitmap does not have");
        }
        List<String> listed = json.strings("modes");
        long named = (caps.bitmap() | CompatCaps.of(caps.modes()).bitmap()) & ~unknown;
        if (listed.size() != Long.bitCount(named)) {
            throw json.wrong("$.modes", "must have one name for each bit of " + CapsText.bitmap(named));
        }
        for (String name : listed) {
            if (!name.matches("POWER[0-9]+")) {
                throw json.wrong("$.modes", "contains '" + name + "', which is not the name of a mode");
            }
            // The modes are listed oldest first, and an older mode has the higher bit.
            long bit = Long.highestOneBit(named);
            named &= ~bit;
            for (ProcessorMode mode : ProcessorMode.values()) {
                if (mode.mask() == bit != mode.name().equals(name)) {
                    throw json.wrong("$.modes", "disagrees with the bitmap about " + mode);
                }
            }
        }
        Optional<String> highest = listed.stream().reduce((older, newer) -> newer);
        if (!highest.equals(json.string("highest"))) {
            throw json.wrong("$.highest", "must be " + highest.orElse(null) + ", the last of the modes");
        }
        checkSettings(listed);
    }

    private void checkSettings(List<String> modes) {
        List<JsonMembers> settings = json.objects("settings");
        if (settings.size() != modes.size()) {
            throw json.wrong("$.settings", "must have one element for each of the modes");
        }
        for (int i = 0; i < modes.size(); i++) {
            JsonMembers members = settings.get(i);
            members.expect("mode", modes.get(i));
            // A newer version of this tool may have written modes whose settings this one does not know.
            for (ProcessorMode mode : ProcessorMode.values()) {
                if (mode.name().equals(modes.get(i))) {
                    JsonFormat.settings(mode).forEach(members::expect);
                }
            }
        }
    }
}
