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
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/** Answers for programs, as in {@code docs/answer.schema.json}. {@link AnswerReader} reads them. */
final class JsonFormat {

    /** With {@code <} and {@code '} as they are, since the output is not for web pages. */
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private JsonFormat() {}

    static void print(PrintWriter out, Answer answer) {
        CompatCaps caps = answer.caps;
        JsonArray modes = new JsonArray();
        JsonArray settings = new JsonArray();
        for (ProcessorMode mode : caps.modes()) {
            modes.add(mode.name());
            JsonObject member = new JsonObject();
            settings(mode).forEach(member::addProperty);
            settings.add(member);
        }
        JsonObject json = new JsonObject();
        json.addProperty(CapsText.VERSION, Integer.valueOf(CapsText.version()));
        json.add("modes", modes);
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
        print(out, json);
    }

    static void print(PrintWriter out, JsonElement json) {
        out.println(GSON.toJson(json));
    }

    /** Returns how to give a guest a mode. */
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
