// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;

/**
 * Finds the kernel's numbers in the constant pool of a class, which ArchUnit does not read.
 *
 * <p>javac copies the value of a constant to each use, so that a use of a definition and a second definition look the same.
 * Therefore the users of a definition may contain its values. Numbers that are computed at run time are in no pool, nor are labels
 * of a {@code switch} and numbers below 32768 inside a method.
 */
final class KernelNumbers {

    /** {@code KVMIO}, the type in all requests of KVM. */
    private static final int KVMIO = 0xAE;

    private static final Set<Long> CAPABILITIES = Set.of(160L, 249L, 250L);

    private static final Pattern KERNEL_NAME =
            Pattern.compile("(?i:.*kvm.*|.*compat_?cap.*)|(.*_)?(CAP|CAPS|IO|IOC|IOR|IOW|IOWR|PPC)(_.*)?");

    /** The tags of these constants in a class file. */
    private static final int INTEGER = 3;

    private static final int LONG = 5;

    private KernelNumbers() {}

    /** For code that may use the definitions of a place, and has none of its own. */
    static ArchCondition<JavaClass> nothingDefinedBeside(Iterable<JavaClass> place) {
        Set<Long> defined = new HashSet<>();
        place.forEach(type -> defined.addAll(numbersOf(type)));
        return new ArchCondition<>("define no number of the kernel's interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (long number : numbersOf(type)) {
                    if (isOfKvm(number) && !defined.contains(number)) {
                        report(type, type.getName() + " contains 0x" + Long.toHexString(number), events);
                    }
                }
                for (JavaField field : type.getFields()) {
                    if (field.getRawType().isPrimitive()
                            && KERNEL_NAME.matcher(field.getName()).matches()) {
                        report(type, field.getFullName() + " has a name of the kernel's interface", events);
                    }
                }
            }
        };
    }

    private static void report(JavaClass type, String message, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(type, message));
    }

    /** Returns the numbers as the kernel sees them: an int without a sign. */
    private static Set<Long> numbersOf(JavaClass type) {
        Set<Long> numbers = new HashSet<>();
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            ClassReader reader = new ClassReader(file);
            for (int i = 1; i < reader.getItemCount(); i++) {
                int content = reader.getItem(i);
                // A long takes two items, and the second one has no content.
                int tag = content == 0 ? 0 : reader.readByte(content - 1);
                if (tag == INTEGER) {
                    numbers.add(Integer.toUnsignedLong(reader.readInt(content)));
                } else if (tag == LONG) {
                    numbers.add(reader.readLong(content));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(type.getName() + " cannot be read", e);
        }
        return numbers;
    }

    private static boolean isOfKvm(long number) {
        // The encodings of powerpc and x86 have the type in the same place.
        boolean isRequest = number >>> 32 == 0 && (number >>> 8 & 0xFF) == KVMIO;
        boolean isModes = number != Long.MIN_VALUE && number != 0 && number << 16 == 0;
        return isRequest || isModes || number == KVMIO || CAPABILITIES.contains(number);
    }
}
