// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.compatcaps.verification.benchmarks.Report.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

    private Report report;

    @BeforeEach
    void readGoals() throws Exception {
        report = new Report(Report.goals(Combination.GOALS), true);
    }

    private static String[] onlyRow(Report report) {
        return report.table().lines().skip(2).findFirst().orElseThrow().split(" *[|] *");
    }

    @ParameterizedTest
    @CsvSource({
        "query/ffm, RATIO, 1.05, met",
        "query/ffm, RATIO, 1.06, over: making a VM locks",
        "helper/ffm, RATIO, 5.99, over: the same calls",
        "helper/ffm, RATIO, 6, met",
        "size/api, BYTES, 100000, met",
        "size/api, BYTES, 100001, over",
        "other/ffm, RATIO, 9, ''"
    })
    void valueIsComparedWithItsGoal(String key, Unit unit, double value, String verdict) {
        report.add("it", key, unit, value);
        String[] row = onlyRow(report);
        String actual = row.length > 4 ? row[4] : "";
        assertTrue(verdict.isEmpty() ? actual.isEmpty() : actual.startsWith(verdict), String.join("|", row));
    }

    @Test
    void medianOfRatiosOfEachRoundIsJudged() {
        report.ratio("it", "query/ffm", 2000, 1000);
        report.ratio("it", "query/ffm", 1010, 1000);
        report.ratio("it", "query/ffm", 2100, 2000);
        assertEquals(
                "|it|at most 1.05|1.05 (1.01 to 2.00); 2,000 ns over 1,000 ns|met", String.join("|", onlyRow(report)));
        assertTrue(report.values().endsWith("it\tquery/ffm\tRATIO\t[2.0, 1.01, 1.05]\n"), report.values());
    }

    @Test
    void shortRunJudgesNoTime() throws Exception {
        Report shortRun = new Report(Report.goals(Combination.GOALS), false);
        shortRun.add("it", "query/ffm", Unit.RATIO, 9);
        assertEquals("not judged", onlyRow(shortRun)[4]);
        Report sizes = new Report(Report.goals(Combination.GOALS), false);
        sizes.add("it", "size/api", Unit.BYTES, 100_001);
        assertEquals("over", onlyRow(sizes)[4]);
    }

    @Test
    void missingMeasurementIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> report.add("it", "query/ffm", Unit.RATIO, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> report.ratio("it", "query/ffm", 1, 0));
    }
}
