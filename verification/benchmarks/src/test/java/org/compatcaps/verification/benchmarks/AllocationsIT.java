// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits the bytes that a call and a whole query allocate once they are compiled. */
@Execution(ExecutionMode.CONCURRENT)
class AllocationsIT {

    /** Limits for backends without a goal: what they need, with some room. */
    private static final Map<String, Double> LIMITS =
            Map.of("number", 300.0, "filled", 300.0, "refused", 300.0, "query", 2500.0);

    @ParameterizedTest
    @MethodSource("org.compatcaps.verification.benchmarks.Combination#all")
    void callsAndQueryStayWithinLimits(Combination combination) throws Exception {
        Combination.assumeKvmOfX86();
        // The compiler does the same as always, only sooner, and is waited for.
        String out = Program.operations(
                        Combination.JARS, combination.backend(), "-", 60, 3, "number", "filled", "refused", "query")
                .check(combination.jvm(), "-XX:CompileThresholdScaling=0.05", "-Xbatch");
        // The least of the groups: the JVM may allocate something else in one of them, but never less.
        Map<String, Double> bytes = Operation.least(out, 1);
        assertEquals(LIMITS.keySet(), bytes.keySet());
        Map<String, Report.Goal> goals = Report.goals(Combination.GOALS);
        bytes.forEach((name, allocated) -> {
            Report.Goal goal = goals.get(name + "-bytes/" + combination.backend());
            double limit = goal != null ? goal.limit() : LIMITS.get(name);
            assertTrue(allocated <= limit, name + " allocates more than " + limit + " bytes: " + bytes);
        });
    }
}
