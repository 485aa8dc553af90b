// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object in a file. Each getter rejects a missing member and one of another type, and reports its place. */
final class JsonMembers {

    private final String file;

    /** The place of the object, such as {@code $.settings[0]}. */
    private final String place;

    private final JsonObject object;

    private final Set<String> read = new HashSet<>();

    JsonMembers(String file, String text) {
        this.file = file;
        this.place = "$";
        this.object = parse(text);
    }

    private JsonMembers(String file, String place, JsonObject object) {
        this.file = file;
        this.place = place;
        this.object = object;
    }

    private JsonObject parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw wrong("the text", "is not a JSON object");
            }
            JsonObject parsed = object(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw wrong("the JSON object", "is followed by more text");
            }
            return parsed;
        } catch (IOException | JsonParseException e) {
            throw new InputException(
                    file + " is not JSON: " + firstLine(innermost(e).getMessage()) + ".", e);
        }
    }

    /** Rejects duplicate members, of which Gson's own reader would silently keep the last. */
    private JsonObject object(JsonReader reader) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw wrong(reader.getPath(), "occurs twice");
            }
            object.add(name, element(reader));
        }
        reader.endObject();
        return object;
    }

    private JsonElement element(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT:
                return object(reader);
            case BEGIN_ARRAY:
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(element(reader));
                }
                reader.endArray();
                return array;
            default:
                return JsonParser.parseReader(reader);
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Returns the names of all members that were not read, including nested ones. */
    Set<String> unread() {
        Set<String> names = new HashSet<>();
        object.entrySet().stream()
                .filter(member -> !read.contains(member.getKey()))
                .forEach(member -> addNames(names, member));
        return names;
    }

    private static void addNames(Set<String> names, Map.Entry<String, JsonElement> member) {
        names.add(member.getKey());
        if (member.getValue().isJsonObject()) {
            member.getValue().getAsJsonObject().entrySet().forEach(inner -> addNames(names, inner));
        }
    }

    int integer(String name) {
        JsonElement value = element(name);
        JsonPrimitive number = value.isJsonPrimitive() ? value.getAsJsonPrimitive() : null;
        if (number == null || !number.isNumber() || !number.getAsString().matches("-?[0-9]{1,9}")) {
            throw wrong(at(name), "is not an integer");
        }
        return number.getAsInt();
    }

    boolean bool(String name) {
        JsonElement value = element(name);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw wrong(at(name), "is neither true nor false");
        }
        return value.getAsBoolean();
    }

    /** Returns a string, or empty for null. */
    Optional<String> string(String name) {
        JsonElement value = element(name);
        return value.isJsonNull() ? Optional.empty() : Optional.of(string(at(name), value));
    }

    List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        for (JsonElement element : array(name)) {
            strings.add(string(at(name, strings.size()), element));
        }
        return strings;
    }

    List<JsonMembers> objects(String name) {
        List<JsonMembers> objects = new ArrayList<>();
        for (JsonElement element : array(name)) {
            String place = at(name, objects.size());
            if (!element.isJsonObject()) {
                throw wrong(place, "is not an object");
            }
            objects.add(new JsonMembers(file, place, element.getAsJsonObject()));
        }
        return objects;
    }

    /** Rejects any other value. */
    void expect(String name, String value) {
        if (!string(at(name), element(name)).equals(value)) {
            throw wrong(at(name), "must be " + value);
        }
    }

    private JsonArray array(String name) {
        JsonElement value = element(name);
        if (!value.isJsonArray()) {
            throw wrong(at(name), "is not an array");
        }
        return value.getAsJsonArray();
    }

    private String at(String name) {
        return place + "." + name;
    }

    private String at(String name, int index) {
        return at(name) + "[" + index + "]";
    }

    private String string(String place, JsonElement value) {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(place, "is not a string");
        }
        return value.getAsString();
    }

    private JsonElement element(String name) {
        read.add(name);
        JsonElement value = object.get(name);
        if (value == null) {
            throw wrong(at(name), "is missing");
        }
        return value;
    }

    InputException wrong(String place, String problem) {
        return new InputException(
                file + " is not an answer of compatcaps --json: " + place + " " + problem + ".", null);
    }

    private static Throwable innermost(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    /** Removes Gson's advice for programmers and the link to its documentation. */
    private static String firstLine(String message) {
        return message == null
                ? "it ends too early"
                : message.lines().findFirst().orElse("").replaceFirst("^Use JsonReader.* (?=at line )", "malformed ");
    }
}
