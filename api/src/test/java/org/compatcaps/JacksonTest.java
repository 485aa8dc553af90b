// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Tests that a web service that returns a {@link CompatCaps} loses none of its content. */
class JacksonTest {

    private static final CompatCaps CAPS = CompatCaps.ofBitmap(0x6000000000000001L)
            .withKernelInterface(KernelInterface.RELEASED)
            .withNestedApi(NestedApi.V2);

    private static final String JSON =
            "{\"version\":\"1\",\"bitmap\":\"0x6000000000000001\",\"interface\":\"released\","
                    + "\"nestedApi\":\"v2\",\"estimate\":\"false\"}";

    private static final String DAMAGED = JSON.replace("0x6", "6");

    @Test
    void jackson2WritesAndReadsEverything() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        assertEquals(JSON, mapper.writeValueAsString(CAPS));
        assertEquals("[" + JSON + "]", mapper.writeValueAsString(List.of(CAPS)));
        assertEquals(CAPS, mapper.readValue(JSON, CompatCaps.class));
        Exception e = assertThrows(Exception.class, () -> mapper.readValue(DAMAGED, CompatCaps.class));
        assertTrue(e.getMessage().contains("at 'bitmap'"), e.getMessage());
    }

    @Test
    void jackson3WritesAndReadsEverything() {
        JsonMapper mapper = JsonMapper.builder().build();
        assertEquals(JSON, mapper.writeValueAsString(CAPS));
        assertEquals("[" + JSON + "]", mapper.writeValueAsString(List.of(CAPS)));
        assertEquals(CAPS, mapper.readValue(JSON, CompatCaps.class));
        Exception e = assertThrows(Exception.class, () -> mapper.readValue(DAMAGED, CompatCaps.class));
        assertTrue(e.getMessage().contains("at 'bitmap'"), e.getMessage());
    }
}
