// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;

/** Prints an answer, for people or for programs. */
final class AnswerPrinter {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

    private AnswerPrinter() {}

    static void printText(PrintWriter out, CompatCaps caps, String backend, boolean simulated) {
        if (simulated) {
            out.println("SIMULATED: this is not this host's answer but the mock's.");
        }
        List<String> modes = new ArrayList<>();
        for (ProcessorMode mode : caps.modes()) {
            modes.add(mode.name());
        }
        out.println("Modes:        " + (modes.isEmpty() ? "none" : String.join(", ", modes)));
        out.println("Highest:      " + caps.highest().map(ProcessorMode::name).orElse("none"));
        out.println("Bitmap:       " + hex(caps.bitmap()));
        if (caps.unknownBits() != 0) {
            out.println("Unknown bits: " + hex(caps.unknownBits()) + " (newer than this tool)");
        }
        out.println("Nested API:   " + nestedApiText(caps.nestedApi().orElseThrow()));
        out.println("Interface:    " + interfaceName(caps.kernelInterface().orElseThrow()));
        out.println("Backend:      " + backend);
    }

    static void printJson(PrintWriter out, CompatCaps caps, String backend, boolean simulated) {
        JsonArray modes = new JsonArray();
        for (ProcessorMode mode : caps.modes()) {
            modes.add(mode.name());
        }
        JsonObject answer = new JsonObject();
        answer.add("modes", modes);
        answer.addProperty("highest", caps.highest().map(ProcessorMode::name).orElse(null));
        answer.addProperty("bitmap", hex(caps.bitmap()));
        answer.addProperty("unknownBits", hex(caps.unknownBits()));
        answer.addProperty("nestedApi", nestedApiName(caps.nestedApi().orElseThrow()));
        answer.addProperty("interface", interfaceName(caps.kernelInterface().orElseThrow()));
        answer.addProperty("backend", backend);
        answer.addProperty("simulated", simulated);
        out.println(GSON.toJson(answer));
    }

    /** All 16 digits, so that a string comparison is one of numbers, too. */
    private static String hex(long bits) {
        return String.format("0x%016x", bits);
    }

    private static String interfaceName(KernelInterface form) {
        return form == KernelInterface.RELEASED ? "released" : "first-posted";
    }

    private static String nestedApiName(NestedApi api) {
        return api == NestedApi.V1 ? "v1" : "probably-v2";
    }

    private static String nestedApiText(NestedApi api) {
        return api == NestedApi.V1
                ? "v1 (older modes are offered, not enforced)"
                : "probably v2 (a mode that is not listed will not boot)";
    }
}
