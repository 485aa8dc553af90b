// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void showsWhatWasExpectedAndWhatCame() {
        List<Row> rows = List.of(
                Row.passed("power9-v1", "jna", "POWER9", "POWER9", 8.249),
                Row.failed("power9-v1", "ffm", "POWER9", "a|b\nc", 12),
                Row.failed("power9-v1", "jnr", "POWER9", "nothing", -1));

        assertEquals(
                "| configuration | backend | expected | got         | seconds |\n"
                        + "| ------------- | ------- | -------- | ----------- | ------- |\n"
                        + "| power9-v1     | jna     | POWER9   | POWER9      | 8.2     |\n"
                        + "| power9-v1     | ffm     | POWER9   | **a\\|b c**  | 12.0    |\n"
                        + "| power9-v1     | jnr     | POWER9   | **nothing** | -       |\n",
                Table.render(rows));
    }
}
