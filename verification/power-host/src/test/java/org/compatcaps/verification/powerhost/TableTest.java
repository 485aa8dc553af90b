// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void unexpectedResultsAreBold() {
        List<Row> rows = List.of(
                Row.of("power9-v1", "jna", "POWER9", List.of(), 8.249),
                Row.of("power9-v1", "ffm", "POWER9", List.of("a|b\nc", "d"), 12),
                Row.failed("power9-v1", "POWER9", "nothing"));

        assertEquals(
                """
                | configuration | backend | expected | got           | seconds |
                | ------------- | ------- | -------- | ------------- | ------- |
                | power9-v1     | jna     | POWER9   | POWER9        | 8.2     |
                | power9-v1     | ffm     | POWER9   | **a\\|b c; d** | 12.0    |
                | power9-v1     | -       | POWER9   | **nothing**   | -       |
                """, Table.render(Row.HEADINGS, rows.stream().map(Row::cells).toList()));
    }
}
