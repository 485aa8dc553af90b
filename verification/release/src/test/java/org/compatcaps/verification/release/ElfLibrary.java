// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the ELF headers of a 64-bit little-endian shared library say. */
final class ElfLibrary {

    static final int EM_PPC64 = 21;
    static final int EM_X86_64 = 62;

    private static final int MAGIC = 0x464c457f;
    private static final int ET_DYN = 3;
    private static final int SHT_DYNSYM = 11;
    private static final int SYMBOL_SIZE = 24;

    private final ByteBuffer bytes;

    ElfLibrary(byte[] file) {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        boolean is64Bit = bytes.get(4) == 2;
        boolean isLittleEndian = bytes.get(5) == 1;
        if (bytes.getInt(0) != MAGIC || !is64Bit || !isLittleEndian || bytes.getShort(16) != ET_DYN) {
            throw new IllegalArgumentException("no 64-bit little-endian shared library");
        }
    }

    int machine() {
        return bytes.getShort(18);
    }

    /** For ppc64: 2 is ELFv2, which ppc64le uses. */
    int abiVersion() {
        return bytes.getInt(48) & 3;
    }

    /** The functions that others can call: those with a place in the library. */
    Set<String> definedSymbols() {
        Set<String> names = new TreeSet<>();
        int sections = (int) bytes.getLong(40);
        int size = bytes.getShort(58);
        for (int i = 0; i < bytes.getShort(60); i++) {
            int section = sections + i * size;
            if (bytes.getInt(section + 4) == SHT_DYNSYM) {
                int strings = sections + bytes.getInt(section + 40) * size;
                int stringTable = (int) bytes.getLong(strings + 24);
                int start = (int) bytes.getLong(section + 24);
                int end = start + (int) bytes.getLong(section + 32);
                for (int symbol = start; symbol < end; symbol += SYMBOL_SIZE) {
                    if (bytes.getShort(symbol + 6) != 0) {
                        names.add(text(stringTable + bytes.getInt(symbol)));
                    }
                }
            }
        }
        return names;
    }

    /** The string constants that match an expression. */
    Set<String> textsLike(String expression) {
        // One byte is one character.
        String all = new String(bytes.array(), StandardCharsets.ISO_8859_1);
        return Pattern.compile("\0(" + expression + ")(?=\0)")
                .matcher(all)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String text(int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), start, end - start, StandardCharsets.US_ASCII);
    }
}
