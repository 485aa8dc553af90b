// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes that a call and a whole query allocate once they are compiled. */
@Execution(ExecutionMode.CONCURRENT)
class AllocationsIT {

    /** The compiler does the same as always, only sooner, and is waited for. */
    private static final List<String> COMPILED_SOON = List.of("-XX:CompileThresholdScaling=0.05", "-Xbatch");

    /** For backends that have no goal: what they need, with some room. */
    private static final double CALL = 300;

    private static final double QUERY = 2500;

    static List<Rig.Pair> pairs() throws IOException {
        return Rig.pairs();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofCallsAndOfAWholeQuery(Rig.Pair pair) throws Exception {
        Rig.assumeRealKvmOfX86();
        Goals goals = Goals.read();
        Processes.Result result =
                Program.allocations(Rig.jars(), pair.backend()).check(pair.jvm(), COMPILED_SOON);
        Map<String, Double> bytes = new TreeMap<>();
        for (String line : result.out().lines().toList()) {
            String[] words = line.split("\t");
            bytes.put(words[0], Double.parseDouble(words[1]));
        }
        assertEquals("[number, query, refused]", bytes.keySet().toString());
        for (Map.Entry<String, Double> one : bytes.entrySet()) {
            Goals.Goal goal = goals.of(one.getKey() + "-bytes/" + pair.backend());
            double limit = goal != null ? goal.limit() : one.getKey().equals("query") ? QUERY : CALL;
            assertTrue(one.getValue() <= limit, one.getKey() + " allocates more than " + limit + " bytes: " + bytes);
        }
    }
}
