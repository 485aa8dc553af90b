// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the text form keeps all content, and that damaged text is rejected. */
class CompatCapsTextTest {

    private static final int RANDOM_BITMAPS = 1_000;

    private static final String TEXT =
            "version=1;bitmap=0x6000000000000001;interface=first-posted;nestedApi=v1;estimate=false";

    private static final CompatCaps CAPS = CompatCaps.ofBitmap(0x6000000000000001L)
            .withKernelInterface(KernelInterface.FIRST_POSTED)
            .withNestedApi(NestedApi.V1);

    /** Returns no bits, all bits, each single bit, and random bits. The seed is fixed, so that failures are reproducible. */
    private static LongStream bitmaps() {
        LongStream single = IntStream.range(0, Long.SIZE).mapToLong(bit -> 1L << bit);
        return Stream.of(LongStream.of(0, -1), single, new SplittableRandom(1).longs(RANDOM_BITMAPS))
                .flatMapToLong(Function.identity());
    }

    /** Returns the bits with and without each kernel interface and nested API, and as an estimate. */
    private static List<CompatCaps> values(long bitmap) {
        CompatCaps plain = CompatCaps.ofBitmap(bitmap);
        List<CompatCaps> values = new ArrayList<>();
        for (CompatCaps caps : List.of(plain, plain.withNestedApi(NestedApi.V1), plain.withNestedApi(NestedApi.V2))) {
            values.add(caps);
            values.add(caps.asEstimate());
            for (KernelInterface kernelInterface : KernelInterface.values()) {
                values.add(caps.withKernelInterface(kernelInterface));
            }
        }
        return values;
    }

    @Test
    void everyValueSurvivesText() {
        bitmaps().forEach(bitmap -> {
            for (CompatCaps caps : values(bitmap)) {
                CompatCaps read = CompatCaps.parse(caps.toText());
                assertEquals(caps, read);
                assertEquals(caps.unknownBits(), read.unknownBits());
                assertEquals(caps.toText(), read.toText());
            }
        });
    }

    @Test
    void everyValueSurvivesAMap() {
        bitmaps().forEach(bitmap -> {
            for (CompatCaps caps : values(bitmap)) {
                assertEquals(caps, CompatCaps.fromMap(new HashMap<>(caps.toMap())));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', '0', '=', ';', ' ', '1', 'F', '\u00e9'})
    void changedCharacterIsRejectedOrKept(char character) {
        for (CompatCaps caps : values(0x6000000000000001L)) {
            for (int place = 0; place < caps.toText().length(); place++) {
                StringBuilder text = new StringBuilder(caps.toText());
                text.setCharAt(place, character);
                try {
                    assertEquals(
                            text.toString(), CompatCaps.parse(text.toString()).toText());
                } catch (IllegalArgumentException e) {
                    assertTrue(
                            e.getMessage().startsWith("The text form of a CompatCaps is invalid at '"), e.getMessage());
                }
            }
        }
    }

    @Test
    void textOfVersion1DoesNotChange() {
        assertEquals(TEXT, CAPS.toText());
        assertEquals(CAPS, CompatCaps.parse(TEXT));
        assertEquals(
                "version=1;bitmap=0x4000000000000000;interface=unknown;nestedApi=unknown;estimate=true",
                CompatCaps.of(ProcessorMode.POWER9).asEstimate().toText());
        assertEquals(List.of("version", "bitmap", "interface", "nestedApi", "estimate"), keys(CAPS));
    }

    private static List<String> keys(CompatCaps caps) {
        return new ArrayList<>(caps.toMap().keySet());
    }

    @Test
    void orderOfThePairsDoesNotMatter() {
        assertEquals(
                CAPS,
                CompatCaps.parse(
                        "estimate=false;nestedApi=v1;interface=first-posted;bitmap=0x6000000000000001;version=1"));
    }

    @Test
    void everyPrefixIsRejected() {
        for (int length = 0; length < TEXT.length(); length++) {
            String prefix = TEXT.substring(0, length);
            assertThrows(IllegalArgumentException.class, () -> CompatCaps.parse(prefix), prefix);
        }
    }

    @Test
    void everyPairIsRequired() {
        for (String key : keys(CAPS)) {
            Map<String, String> values = new HashMap<>(CAPS.toMap());
            values.remove(key);
            assertEquals(
                    "The text form of a CompatCaps is invalid at '" + key + "': it is missing.",
                    assertThrows(IllegalArgumentException.class, () -> CompatCaps.fromMap(values))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "version=1, version=2, version, '''2'' is not one of: 1'",
        "0x6, 0X6, bitmap, '''0X6000000000000001'' must be 0x and 16 hexadecimal digits in lower case'",
        "0x60, 0x6, bitmap, '''0x600000000000001'' must be 0x and 16 hexadecimal digits in lower case'",
        "first-posted, second-posted, interface, '''second-posted'' is not one of: released, first-posted, unknown'",
        "nestedApi=v1, nestedApi=v3, nestedApi, '''v3'' is not one of: v1, v2, unknown'",
        "estimate=false, estimate=FALSE, estimate, '''FALSE'' is not one of: true, false'",
        "estimate=false, estimate=true, interface, 'an estimate has no interface, so the value must be ''unknown'''",
        "estimate=false, estimate=false;host=a, host, version 1 has no such key",
        "estimate=false, estimate=false;estimate=true, estimate, it occurs twice",
        "estimate=false, estimate, estimate, it has no '='"
    })
    void errorContainsTheKey(String original, String damaged, String key, String problem) {
        String text = TEXT.replace(original, damaged);
        assertEquals(
                "The text form of a CompatCaps is invalid at '" + key + "': " + problem + ".",
                assertThrows(IllegalArgumentException.class, () -> CompatCaps.parse(text))
                        .getMessage());
    }

    @Test
    void estimateHasNoKernelInterface() {
        CompatCaps answer = CompatCaps.of(ProcessorMode.POWER9).withKernelInterface(KernelInterface.RELEASED);
        assertTrue(answer.asEstimate().kernelInterface().isEmpty());
        assertEquals(answer, answer.asEstimate().withKernelInterface(KernelInterface.RELEASED));
    }
}
