// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;

class CompatCapsQueryTest {

    private static final CompatCapsQuery RELEASED = CompatCapsQuery.RELEASED;
    private static final CompatCapsQuery FIRST_POSTED = CompatCapsQuery.FIRST_POSTED;

    @Test
    void numbersAreThoseOfTheKernelsHeaders() {
        assertEquals(250, RELEASED.capability());
        assertEquals(0x2000AEB8L, RELEASED.request(IoctlEncoding.POWERPC));
        assertEquals(24, RELEASED.structSize());
        assertEquals(249, FIRST_POSTED.capability());
        assertEquals(0x4010AEE4L, FIRST_POSTED.request(IoctlEncoding.POWERPC));
        assertEquals(16, FIRST_POSTED.structSize());
    }

    @Test
    void firstPostedExistsOnlyOnPowerpc() {
        assertTrue(RELEASED.existsOn(IoctlEncoding.GENERIC));
        assertTrue(RELEASED.existsOn(IoctlEncoding.POWERPC));
        assertFalse(FIRST_POSTED.existsOn(IoctlEncoding.GENERIC));
        assertTrue(FIRST_POSTED.existsOn(IoctlEncoding.POWERPC));
    }

    @Test
    void releasedStructHasSizeThenFlagsThenBitmap() throws Exception {
        ByteBuffer struct = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        RELEASED.prepare(struct);
        assertArrayEquals(new byte[] {24, 0, 0, 0, 0, 0, 0, 0}, firstBytes(struct, 8));
        struct.putLong(16, 0).put(23, (byte) 0x60);
        assertEquals(0x6000000000000000L, RELEASED.answer(struct));
        struct.put(0, (byte) 23);
        assertEquals("the kernel filled 23 of 24 bytes of the struct", noAnswer(RELEASED, struct));
        struct.putLong(0, -1);
        assertEquals(0x6000000000000000L, RELEASED.answer(struct), "the size is unsigned");
    }

    @Test
    void firstPostedStructHasFlagsThenBitmap() throws Exception {
        ByteBuffer struct = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        FIRST_POSTED.prepare(struct);
        assertArrayEquals(new byte[8], firstBytes(struct, 8));
        struct.putLong(8, 0).put(15, (byte) 0x60);
        assertEquals(0x6000000000000000L, FIRST_POSTED.answer(struct));
    }

    @Test
    void bigEndianStructHasTheSameOffsets() throws Exception {
        ByteBuffer struct = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
        RELEASED.prepare(struct);
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 24}, firstBytes(struct, 8));
        struct.putLong(16, 0).put(16, (byte) 0x40);
        assertEquals(0x4000000000000000L, RELEASED.answer(struct));
    }

    @Test
    void unchangedBitmapIsNoAnswerAndZeroIsOne() throws Exception {
        for (CompatCapsQuery query : new CompatCapsQuery[] {RELEASED, FIRST_POSTED}) {
            ByteBuffer struct = ByteBuffer.allocate(query.structSize());
            query.prepare(struct);
            assertEquals("the bitmap still has its value from before the call", noAnswer(query, struct));
            for (ProcessorMode mode : ProcessorMode.values()) {
                assertEquals(0, struct.getLong(query.structSize() - Long.BYTES) & mode.mask());
            }
            struct.putLong(query.structSize() - Long.BYTES, 0);
            assertEquals(0, query.answer(struct));
        }
    }

    private static String noAnswer(CompatCapsQuery query, ByteBuffer struct) {
        return assertThrows(NotAnsweredException.class, () -> query.answer(struct))
                .getMessage();
    }

    private static byte[] firstBytes(ByteBuffer struct, int count) {
        byte[] bytes = new byte[count];
        struct.duplicate().get(bytes);
        return bytes;
    }
}
