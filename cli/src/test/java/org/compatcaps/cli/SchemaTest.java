// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the JSON with its schema in {@code docs}, in both directions. */
class SchemaTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static String text() throws IOException {
        return Files.readString(Path.of("../docs/answer.schema.json"));
    }

    private static List<Error> problems(String json) throws IOException {
        return problems(text(), json);
    }

    static List<Error> problems(String schema, String json) {
        return REGISTRY.getSchema(schema, InputFormat.JSON).validate(json, InputFormat.JSON);
    }

    private static String json(Answer answer) {
        StringWriter json = new StringWriter();
        JsonFormat.print(new PrintWriter(json), answer);
        return json.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "doctor"})
    void schemaIsValid(String name) throws IOException {
        Schema meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        String schema = Files.readString(Path.of("../docs/" + name + ".schema.json"));
        assertEquals(List.of(), meta.validate(schema, InputFormat.JSON));
        assertFalse(meta.validate("{\"type\": \"text\"}", InputFormat.JSON).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void printedAnswerIsValid(ProcessorMode processor) throws IOException {
        StringWriter out = new StringWriter();
        assertEquals(
                0,
                Main.newCommandLine()
                        .setOut(new PrintWriter(out))
                        .execute("--simulate", processor.qemuName(), "--json"));
        assertEquals(List.of(), problems(out.toString()));
    }

    static List<Answer> answers() {
        return AnswerReaderTest.answers();
    }

    /** The answers cover the first-posted interface, an estimate, several hosts, no mode, and bits without a name. */
    @ParameterizedTest
    @MethodSource("answers")
    void everyKindOfAnswerIsValid(Answer answer) throws IOException {
        assertEquals(List.of(), problems(json(answer)));
        assertEquals(List.of(), problems(json(fleet(answer))));
    }

    /** The hosts have different answers, and one cannot be read. */
    private static Fleet fleet(Answer answer) {
        Fleet fleet = new Fleet();
        fleet.add("a", answers().get(0));
        fleet.add("b", answer);
        fleet.unreadable.add(Map.entry("c", "it is empty"));
        return fleet;
    }

    private static String json(Fleet fleet) {
        StringWriter json = new StringWriter();
        JsonFormat.print(new PrintWriter(json), fleet);
        return json.toString();
    }

    @Test
    void schemaDescribesExactlyTheMembers() throws IOException {
        JsonObject schema = JsonParser.parseString(text()).getAsJsonObject();
        JsonObject answer =
                JsonParser.parseString(json(fleet(answers().get(1)))).getAsJsonObject();
        JsonObject definitions = schema.getAsJsonObject("$defs");
        JsonObject fleet = answer.getAsJsonObject("fleet");
        assertDescribes(definitions.getAsJsonObject("fleet"), fleet);
        assertDescribes(definitions.getAsJsonObject("hosts"), fleet.getAsJsonObject("estimated"));
        for (String list : List.of("groups", "leaveOut", "unreadable")) {
            assertDescribes(
                    definitions.getAsJsonObject(list).getAsJsonObject("items"),
                    fleet.getAsJsonArray(list).get(0).getAsJsonObject());
        }
        assertDescribes(
                definitions.getAsJsonObject("settings"),
                answer.getAsJsonArray("settings").get(0).getAsJsonObject());
        // A collector adds host, and only common writes fleet.
        schema.getAsJsonObject("properties").remove("host");
        schema.getAsJsonObject("properties").remove("fleet");
        answer.remove("fleet");
        assertDescribes(schema, answer);
    }

    static void assertDescribes(JsonObject schema, JsonObject json) {
        JsonObject properties = schema.getAsJsonObject("properties");
        assertEquals(json.keySet(), properties.keySet());
        TreeSet<String> required = new TreeSet<>();
        schema.getAsJsonArray("required").forEach(name -> required.add(name.getAsString()));
        assertEquals(new TreeSet<>(json.keySet()), required);
        for (Map.Entry<String, JsonElement> property : properties.entrySet()) {
            assertTrue(property.getValue().getAsJsonObject().has("description"), property.getKey());
        }
    }

    @Test
    void additionalMembersAreValid() throws IOException {
        String json = json(answers().get(0)).replaceFirst("\\{", "{\"later\": 1,");
        assertEquals(List.of(), problems(json));
        assertEquals(2, AnswerReaderTest.read(json).caps.modes().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2",
                "\"version\": 1 | \"version\": \"1\"",
                "\"version\": 1, | ''",
                "\"highest\": \"POWER10\" | \"highest\": \"power10\"",
                "\"highest\": \"POWER10\" | \"highest\": 10",
                "0x6000000000000000 | 0x6",
                "0x6000000000000000 | 0X6000000000000000",
                "\"bitmap\" | \"Bitmap\"",
                "\"unknownBits\": \"0x0000000000000000\" | \"unknownBits\": 0",
                "\"nestedApi\": \"v1\" | \"nestedApi\": \"v3\"",
                "\"interface\": \"released\" | \"interface\": \"\"",
                "\"backend\": \"ffm\" | \"backend\": \"\"",
                "\"hosts\": 1 | \"hosts\": 0",
                "\"hosts\": 1 | \"hosts\": 1.5",
                "\"estimate\": false | \"estimate\": null",
                "\"simulated\": false | \"simulated\": \"no\"",
                "\"qemu\": \"max-cpu-compat=power9\" | \"qemu\": \"power9\"",
                "\"guestCpu\" | \"guestCPU\"",
                "\"hosts\": 1, | \"hosts\": 1, \"host\": \"\",",
                "\"hosts\": 1, | \"hosts\": 1, \"fleet\": {},",
            })
    void damagedAnswerIsNotValid(String right, String wrong) throws IOException {
        String json = json(answers().get(0));
        assertTrue(json.contains(right), json);
        assertFalse(problems(json.replaceFirst(right, wrong)).isEmpty());
    }
}
