// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProvider;

/**
 * Tells the kernel's numbers and names from others.
 *
 * <p>What cannot be seen: javac copies the value of a constant to where it is used, so that a use of the one definition and a
 * second definition inside a method look the same. Therefore the users of a definition may contain its values, but no field
 * of their own with one, and no value that is not defined. Numbers that are computed at run time are not seen either, nor are
 * those up to 16 or so, which mean anything.
 */
final class KernelKnowledge {

    /** {@code KVMIO}, the type in all requests of KVM. */
    private static final int KVMIO = 0xAE;

    private static final Set<Long> CAPABILITIES = Set.of(160L, 249L, 250L);

    private static final Pattern KERNEL_NAME =
            Pattern.compile("(?i:.*kvm.*|.*compat_?cap.*)|(.*_)?(CAP|CAPS|IO|IOC|IOR|IOW|IOWR|PPC)(_.*)?");

    private static final Pattern KVM_IN_TEXT = Pattern.compile("(?i).*(kvm|compat_?cap).*", Pattern.DOTALL);

    private KernelKnowledge() {}

    /** For code that knows nothing of KVM: no number, no text and no name of it. */
    static ArchCondition<JavaClass> nothingOfIt() {
        return new ArchCondition<>("contain no number, text or name of the kernel's interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                reportNumbers(type, Collections.emptySet(), events);
                for (ConstantsInCode.Constant constant : ConstantsInCode.of(type)) {
                    if (constant.value instanceof String
                            && KVM_IN_TEXT.matcher((String) constant.value).matches()) {
                        report(type, constant.place + " contains the text \"" + constant.value + '"', events);
                    }
                }
                for (JavaField field : type.getFields()) {
                    reportName(type, field.getName(), field.getFullName(), events);
                }
                for (JavaMethod method : type.getMethods()) {
                    reportName(type, method.getName(), method.getFullName(), events);
                }
                reportName(type, type.getSimpleName(), type.getName(), events);
            }
        };
    }

    /** For code that uses the definitions of a place: no definition of its own. */
    static ArchCondition<JavaClass> nothingDefinedBeside(Iterable<JavaClass> place) {
        Set<Long> defined = new HashSet<>();
        for (JavaClass type : place) {
            for (ConstantsInCode.Constant constant : ConstantsInCode.of(type)) {
                if (constant.isField && isWholeNumber(constant.value)) {
                    defined.add(numberOf(constant.value));
                }
            }
        }
        return new ArchCondition<>("define no number of the kernel's interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                reportNumbers(type, defined, events);
                for (JavaField field : type.getFields()) {
                    if (field.getRawType().isPrimitive()) {
                        reportName(type, field.getName(), field.getFullName(), events);
                    }
                }
            }
        };
    }

    private static void reportNumbers(JavaClass type, Set<Long> definedElsewhere, ConditionEvents events) {
        boolean mayHavePriority = type.isAssignableTo(BackendProvider.class);
        for (ConstantsInCode.Constant constant : ConstantsInCode.of(type)) {
            if (!isWholeNumber(constant.value)) {
                continue;
            }
            long number = numberOf(constant.value);
            String meaning = meaningOf(number, mayHavePriority);
            if (meaning != null && (constant.isField || !definedElsewhere.contains(number))) {
                report(type, constant.place + " contains 0x" + Long.toHexString(number) + ", " + meaning, events);
            }
        }
    }

    private static boolean isWholeNumber(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    /** An int as the kernel would see it, without its sign. */
    private static long numberOf(Object value) {
        return value instanceof Integer ? Integer.toUnsignedLong((Integer) value) : (Long) value;
    }

    /** Null for a number that is nobody's. */
    private static String meaningOf(long number, boolean mayBePriority) {
        // Of either encoding: they have the type in the same place.
        if (number >>> 32 == 0 && (number >>> 8 & 0xFF) == KVMIO) {
            return "a request of KVM";
        }
        if (number != Long.MIN_VALUE && number != 0 && number << 16 == 0) {
            return "the mask of a compatibility mode";
        }
        // A provider's priority may be any number, and a provider makes no calls.
        if (number == KVMIO && !mayBePriority) {
            return "KVMIO";
        }
        if (CAPABILITIES.contains(number) && !mayBePriority) {
            return "a capability of KVM";
        }
        return null;
    }

    private static void reportName(JavaClass type, String name, String fullName, ConditionEvents events) {
        if (KERNEL_NAME.matcher(name).matches()) {
            report(type, fullName + " has a name of the kernel's interface", events);
        }
    }

    private static void report(JavaClass type, String message, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(type, message));
    }
}
