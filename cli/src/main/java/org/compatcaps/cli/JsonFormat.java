// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/** Writes answers as JSON, according to {@code docs/answer.schema.json}. {@link AnswerReader} reads them. */
final class JsonFormat {

    /** Does not escape {@code <} and {@code '}, since the output is not embedded in HTML. */
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private JsonFormat() {}

    static void print(PrintWriter out, Answer answer) {
        print(out, json(answer));
    }

    static void print(PrintWriter out, Fleet fleet) {
        JsonObject json = json(fleet.common());
        json.add("fleet", FleetFormat.json(fleet));
        print(out, json);
    }

    private static JsonObject json(Answer answer) {
        CompatCaps caps = answer.caps;
        JsonArray settings = new JsonArray();
        for (ProcessorMode mode : caps.modes()) {
            JsonObject member = new JsonObject();
            settings(mode).forEach(member::addProperty);
            settings.add(member);
        }
        JsonObject json = new JsonObject();
        json.addProperty(CapsText.VERSION, Integer.valueOf(CapsText.version()));
        json.add("modes", modes(caps.modes()));
        json.addProperty("highest", caps.highest().map(ProcessorMode::name).orElse(null));
        json.addProperty(CapsText.BITMAP, CapsText.bitmap(caps));
        json.addProperty("unknownBits", CapsText.bitmap(caps.unknownBits()));
        json.addProperty(CapsText.NESTED_API, CapsText.nestedApi(caps).orElse(null));
        json.addProperty(CapsText.INTERFACE, CapsText.kernelInterface(caps).orElse(null));
        json.addProperty("backend", answer.backend);
        json.addProperty("hosts", answer.hosts);
        json.addProperty(CapsText.ESTIMATE, caps.estimated());
        json.addProperty("simulated", answer.simulated);
        json.add("settings", settings);
        return json;
    }

    static JsonArray modes(Set<ProcessorMode> modes) {
        JsonArray names = new JsonArray();
        modes.forEach(mode -> names.add(mode.name()));
        return names;
    }

    static void print(PrintWriter out, JsonElement json) {
        GSON.toJson(json, out);
        out.println();
    }

    /** Returns the settings that start a guest in a mode. */
    static Map<String, String> settings(ProcessorMode mode) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mode", mode.name());
        settings.put("qemu", mode.qemuMachineProperty());
        settings.put("libvirt", mode.libvirtXml());
        settings.put("libvirtPassthrough", mode.libvirtPassthroughXml());
        settings.put("guestCpu", mode.guestCpuName());
        return settings;
    }
}
