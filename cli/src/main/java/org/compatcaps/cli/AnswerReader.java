// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;

/**
 * Reads what {@link JsonFormat} wrote, here or on another host. A wrong answer would let guests go where they cannot run, so
 * that nothing is made up and nothing passed over: what an answer says twice must agree.
 */
final class AnswerReader {

    /** The name of standard input. */
    static final String STDIN = "-";

    private static final int MAX_LENGTH = 1 << 20;

    private final String file;

    private AnswerReader(String file) {
        this.file = file;
    }

    static Answer read(String file, InputStream stdin) {
        AnswerReader reader = new AnswerReader(file.equals(STDIN) ? "standard input" : file);
        return reader.answer(reader.parsed(reader.text(file, stdin)));
    }

    private String text(String name, InputStream stdin) {
        byte[] bytes;
        try {
            if (name.equals(STDIN)) {
                bytes = stdin.readNBytes(MAX_LENGTH + 1);
            } else {
                try (InputStream in = Files.newInputStream(Path.of(name))) {
                    bytes = in.readNBytes(MAX_LENGTH + 1);
                }
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + " cannot be read by this user", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (bytes.length == 0) {
            throw new InputException(file + " is empty; did the host that was to write it answer?", null);
        }
        if (bytes.length > MAX_LENGTH) {
            throw new InputException(file + " is too long to be an answer of compatcaps", null);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is no text in UTF-8", e);
        }
    }

    private JsonObject parsed(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonObject object = new JsonObject();
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw wrong("$", "this is no object");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (object.has(name)) {
                    throw wrong("$." + name, "this is here twice");
                }
                object.add(name, JsonParser.parseReader(reader));
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw wrong("$", "something follows the end");
            }
            return object;
        } catch (IOException | JsonParseException e) {
            throw new InputException(
                    file + " is no JSON: " + firstLine(deepest(e).getMessage()), e);
        }
    }

    private Answer answer(JsonObject json) {
        int version = integer(json, "version");
        if (version != JsonFormat.VERSION) {
            throw wrong("$.version", "this tool reads version " + JsonFormat.VERSION + ", not " + version);
        }
        CompatCaps caps = CompatCaps.ofBitmap(
                bits(json, "bitmap"),
                choice(json, "interface", KernelInterface.values(), Answer::name),
                choice(json, "nestedApi", NestedApi.values(), Answer::name),
                bool(json, "estimate"));
        checkAgreement(caps, json);
        int hosts = integer(json, "hosts");
        if (hosts < 1) {
            throw wrong("$.hosts", "this is less than 1");
        }
        return new Answer(caps, stringOrNull(json, "backend"), bool(json, "simulated"), hosts);
    }

    /**
     * The bitmap is what counts; the rest must not say anything else. The tool that wrote it may be older or newer than this
     * one, and have had names for fewer bits or for more: it has named each bit that is not among its unknown ones.
     */
    private void checkAgreement(CompatCaps caps, JsonObject json) {
        long unknown = bits(json, "unknownBits");
        if ((unknown & ~caps.bitmap()) != 0) {
            throw wrong("$.unknownBits", "the bitmap does not have all of these");
        }
        List<String> listed = strings(json, "modes");
        long named = caps.bitmap() & ~unknown;
        if (listed.size() != Long.bitCount(named)) {
            throw wrong("$.modes", "these are not the bits that have a name, " + Answer.hex(named));
        }
        for (String name : listed) {
            // Oldest first, and the mask of an older mode is the greater one.
            long bit = Long.highestOneBit(named);
            named &= ~bit;
            for (ProcessorMode mode : ProcessorMode.values()) {
                if (mode.mask() == bit != mode.name().equals(name)) {
                    throw wrong("$.modes", "the bitmap says otherwise of " + mode);
                }
            }
        }
        String highest = listed.isEmpty() ? null : listed.get(listed.size() - 1);
        if (!Objects.equals(highest, stringOrNull(json, "highest"))) {
            throw wrong("$.highest", "the last of the modes is " + highest);
        }
        JsonElement settings = member(json, "settings");
        if (!settings.isJsonArray() || settings.getAsJsonArray().size() != listed.size()) {
            throw wrong("$.settings", "these are not those of the modes");
        }
        if (caps.isEstimate() && caps.kernelInterface().isPresent()) {
            throw wrong("$.interface", "what is an estimate was asked through none");
        }
    }

    private interface Naming<T> {
        String name(T value);
    }

    /** Null for null. */
    private <T> T choice(JsonObject json, String name, T[] values, Naming<T> naming) {
        String text = stringOrNull(json, name);
        if (text == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (T value : values) {
            if (naming.name(value).equals(text)) {
                return value;
            }
            names.add(naming.name(value));
        }
        throw wrong("$." + name, "'" + text + "' is none of " + names);
    }

    private long bits(JsonObject json, String name) {
        String text = stringOrNull(json, name);
        if (text == null || !text.matches("0x[0-9a-f]{16}")) {
            throw wrong("$." + name, "this is not 0x and 16 hexadecimal digits");
        }
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    private List<String> strings(JsonObject json, String name) {
        JsonElement value = member(json, name);
        if (!value.isJsonArray()) {
            throw wrong("$." + name, "this is no array");
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
                throw wrong("$." + name + "[" + strings.size() + "]", "this is no string");
            }
            strings.add(element.getAsString());
        }
        return strings;
    }

    private String stringOrNull(JsonObject json, String name) {
        JsonElement value = member(json, name);
        if (value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong("$." + name, "this is no string");
        }
        return value.getAsString();
    }

    private boolean bool(JsonObject json, String name) {
        JsonElement value = member(json, name);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong("$." + name, "this is neither true nor false");
        }
        return value.getAsBoolean();
    }

    private int integer(JsonObject json, String name) {
        JsonElement value = member(json, name);
        JsonPrimitive number = value.isJsonPrimitive() ? value.getAsJsonPrimitive() : null;
        if (number == null || !number.isNumber() || !number.getAsString().matches("-?[0-9]{1,9}")) {
            throw wrong("$." + name, "this is no whole number");
        }
        return number.getAsInt();
    }

    private JsonElement member(JsonObject json, String name) {
        JsonElement value = json.get(name);
        if (value == null) {
            throw wrong("$." + name, "this is missing");
        }
        return value;
    }

    private InputException wrong(String place, String problem) {
        return new InputException(
                file + " is no answer that compatcaps --json wrote: at " + place + ": " + problem, null);
    }

    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** Of what the library says: without its advice for programmers, and the link to its pages for them. */
    private static String firstLine(String message) {
        return message == null
                ? "it ends too early"
                : message.lines().findFirst().orElse("").replaceFirst("^Use JsonReader.* (?=at line )", "malformed ");
    }
}
