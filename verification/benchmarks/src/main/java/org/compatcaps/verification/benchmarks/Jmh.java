// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compatcaps.verification.benchmarks.start.StandIn;

/** Runs {@link Benchmarks} by JMH's command line, and reads its results. */
final class Jmh {

    /**
     * The result of a benchmark.
     *
     * @param nanoseconds the time of an operation
     * @param bytes what an operation allocates; NaN if that was not measured
     */
    record Result(double nanoseconds, double bytes) {}

    private Jmh() {}

    /**
     * Runs benchmarks.
     *
     * @param log the file for the output of JMH
     * @param jmhOptions names of benchmarks, and options
     * @return the results by name
     */
    static Map<String, Result> run(Jars jars, Jvm jvm, String backend, Path log, List<String> jmhOptions)
            throws IOException, InterruptedException {
        Path json = Files.createTempFile("jmh", ".json");
        try {
            List<String> command = new ArrayList<>(List.of(jvm.java()));
            command.addAll(jvm.optionsForJmh());
            command.addAll(List.of("-Dslf4j.internal.verbosity=ERROR", "-Djmh.ignoreLock=true"));
            command.add("-D" + StandIn.BACKEND + "=" + Program.providerOf(backend));
            command.addAll(List.of("-cp", jars.benchmarks(), "org.openjdk.jmh.Main"));
            command.addAll(List.of("-foe", "true", "-prof", "gc", "-rf", "json", "-rff", json.toString()));
            command.addAll(List.of("-o", log.toString()));
            command.addAll(jmhOptions);
            Processes.Result result = Processes.run(command);
            if (result.status() != 0) {
                throw new IOException(result + "\n" + Files.readString(log));
            }
            return parse(Files.readString(json));
        } finally {
            Files.delete(json);
        }
    }

    static Map<String, Result> parse(String json) {
        Map<String, Result> results = new TreeMap<>();
        for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
            JsonObject benchmark = element.getAsJsonObject();
            JsonObject bytes = benchmark.getAsJsonObject("secondaryMetrics").getAsJsonObject("gc.alloc.rate.norm");
            results.put(
                    benchmark.get("benchmark").getAsString().replaceFirst(".*\\.", ""),
                    new Result(
                            benchmark
                                    .getAsJsonObject("primaryMetric")
                                    .get("score")
                                    .getAsDouble(),
                            bytes == null ? Double.NaN : bytes.get("score").getAsDouble()));
        }
        return results;
    }
}
