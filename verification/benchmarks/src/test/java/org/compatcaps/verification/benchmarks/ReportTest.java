// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.benchmarks.Report.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static String[] onlyRow(Report report) {
        return report.table().lines().skip(2).findFirst().orElseThrow().split(" *[|] *");
    }

    private static String[] row(String key, Unit unit, Samples samples, boolean judgeTimes) throws Exception {
        Report report = new Report(Goals.read(), judgeTimes);
        report.add("it", key, unit, samples, "");
        return onlyRow(report);
    }

    @Test
    void medianIsJudged() throws Exception {
        String[] met = row("query/ffm", Unit.RATIO, Samples.of(2.0, 1.01, 1.05), true);
        assertEquals(List.of("", "it", "at most 1.05", "1.05 (1.01 to 2.00)", "met"), List.of(met));
        String[] over = row("query/ffm", Unit.RATIO, Samples.of(1.0, 1.06, 2.0), true);
        assertTrue(over[4].startsWith("over"), over[4]);
    }

    @Test
    void shortRunJudgesNoTime() throws Exception {
        assertEquals("not judged", row("query/ffm", Unit.RATIO, Samples.of(9), false)[4]);
        assertTrue(row("size/api", Unit.BYTES, Samples.of(100_001), false)[4].startsWith("over"));
    }

    @Test
    void lowerLimitIsJudged() throws Exception {
        assertTrue(row("helper/ffm", Unit.RATIO, Samples.of(5.99), true)[4].startsWith("over"));
        assertEquals("met", row("helper/ffm", Unit.RATIO, Samples.of(6), true)[4]);
    }

    @Test
    void bytesAreRounded() throws Exception {
        assertEquals("met", row("number-bytes/ffm", Unit.BYTES, Samples.of(0.004), true)[4]);
        assertTrue(row("number-bytes/ffm", Unit.BYTES, Samples.of(16.004), true)[4].startsWith("over"));
    }

    @Test
    void fileHasEveryRound(@TempDir Path directory) throws Exception {
        Report report = new Report(Goals.read(), true);
        report.add("it", "query/ffm", Unit.RATIO, Samples.of(1.0, 1.5), "");
        Path file = directory.resolve("results.tsv");
        report.write(file);
        assertEquals(
                List.of("it", "query/ffm", "<=", "1.05", "ratio", "1.25", "1.0", "1.5"),
                List.of(Files.readAllLines(file).get(1).split("\t")).subList(0, 8));
    }

    @Test
    void ratiosAreWithinARound() {
        assertEquals(List.of(2.0, 0.5), Samples.of(2, 2).over(Samples.of(1, 4)).all());
        assertThrows(IllegalArgumentException.class, () -> Samples.of(1).over(Samples.of(1, 2)));
    }

    @Test
    void missingMeasurementIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> Samples.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Samples.of(1).over(Samples.of(0)));
        assertThrows(IllegalStateException.class, () -> Samples.of().median());
    }
}
