// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterfaceFormTest {

    @Test
    void theReleasedOneIsTriedFirst() {
        assertArrayEquals(
                new InterfaceForm[] {InterfaceForm.RELEASED, InterfaceForm.FIRST_POSTED}, InterfaceForm.values());
    }

    @Test
    void numbersOfTheReleasedForm() {
        assertEquals(250, InterfaceForm.RELEASED.capability());
        assertEquals(0x2000AEB8L, InterfaceForm.RELEASED.request(IoctlEncoding.POWERPC));
        assertEquals(24, InterfaceForm.RELEASED.structSize());
    }

    @Test
    void numbersOfTheFirstPostedForm() {
        assertEquals(249, InterfaceForm.FIRST_POSTED.capability());
        assertEquals(0x4010AEE4L, InterfaceForm.FIRST_POSTED.request(IoctlEncoding.POWERPC));
        assertEquals(16, InterfaceForm.FIRST_POSTED.structSize());
    }

    @Test
    void theFirstPostedCapabilityHasAnotherMeaningElsewhere() {
        assertTrue(InterfaceForm.RELEASED.canBeAskedOn(IoctlEncoding.GENERIC));
        assertTrue(InterfaceForm.RELEASED.canBeAskedOn(IoctlEncoding.POWERPC));
        assertFalse(InterfaceForm.FIRST_POSTED.canBeAskedOn(IoctlEncoding.GENERIC));
        assertTrue(InterfaceForm.FIRST_POSTED.canBeAskedOn(IoctlEncoding.POWERPC));
    }

    @Test
    void layoutOfTheReleasedStruct() {
        ByteBuffer struct = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        InterfaceForm.RELEASED.prepare(struct);
        assertArrayEquals(new byte[] {24, 0, 0, 0, 0, 0, 0, 0}, firstBytes(struct, 8));

        struct.put(0, (byte) 23);
        struct.putLong(16, 0).put(23, (byte) 0x60);
        assertEquals(23, InterfaceForm.RELEASED.filled(struct));
        assertEquals(0x6000000000000000L, InterfaceForm.RELEASED.bitmap(struct));
    }

    @Test
    void layoutOfTheFirstPostedStruct() {
        ByteBuffer struct = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        InterfaceForm.FIRST_POSTED.prepare(struct);
        assertArrayEquals(new byte[8], firstBytes(struct, 8));

        struct.putLong(8, 0).put(15, (byte) 0x60);
        assertEquals(16, InterfaceForm.FIRST_POSTED.filled(struct));
        assertEquals(0x6000000000000000L, InterfaceForm.FIRST_POSTED.bitmap(struct));
    }

    @Test
    void bigEndianHostsHaveTheSameOffsets() {
        ByteBuffer struct = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
        InterfaceForm.RELEASED.prepare(struct);
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 24}, firstBytes(struct, 8));
        struct.putLong(16, 0).put(16, (byte) 0x40);
        assertEquals(0x4000000000000000L, InterfaceForm.RELEASED.bitmap(struct));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotFilledInIsNoAnswer(InterfaceForm form) {
        ByteBuffer struct = ByteBuffer.allocate(form.structSize());
        form.prepare(struct);
        assertTrue(form.isUntouched(struct));
        for (ProcessorMode mode : ProcessorMode.values()) {
            assertEquals(0, form.bitmap(struct) & mode.mask());
        }

        struct.putLong(form.structSize() - Long.BYTES, 0);
        assertFalse(form.isUntouched(struct));
    }

    private static byte[] firstBytes(ByteBuffer struct, int count) {
        byte[] bytes = new byte[count];
        struct.duplicate().get(bytes);
        return bytes;
    }
}
