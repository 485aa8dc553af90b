// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IoctlCaseTest {

    private static final String GOOD = "a b|close(kvm); close(-1)|0; EBADF|=|-|EIO; EIO|=|no, because";

    /** These would not be run, or not be compared. CasesOnTheMockTest finds the other mistakes, by their result. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|close(kvm)|0|=|=|=|=",
                "a|close(kvm)|0|=|=|=|=|yes|yes",
                "a|close(kvm)|-|-|-|-|-|yes",
                "a|close(kvm)|-|=|0|0|0|yes",
                "a|close(kvm)|0|=|=|=|=|no",
                "a|dup(kvm)|0|=|=|=|=|yes",
                GOOD,
            })
    void wrongLineIsRejected(String line) {
        IOException wrong =
                assertThrows(IOException.class, () -> IoctlCase.read((GOOD + "\n" + line).replace('|', '\t')));

        assertTrue(wrong.getMessage().startsWith("cases.tsv, line 2: "), wrong::getMessage);
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfHostHasCasesAndAName(HostKind host) throws IOException {
        assertFalse(IoctlCase.of(host).isEmpty());
        assertEquals(host, HostKind.of(host.column()));
    }
}
