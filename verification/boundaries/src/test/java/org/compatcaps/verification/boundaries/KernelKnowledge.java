// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.verification.boundaries.ConstantsInCode.Constant;

/**
 * Finds the kernel's numbers and names in code.
 *
 * <p>javac copies the value of a constant to each use, so that a use of a definition and a second definition inside a method look
 * the same. Therefore the users of a definition may contain its values, but no field with one, and no value that is not defined.
 * Numbers that are computed at run time are not found, nor are those up to 16 or so, which occur everywhere.
 */
final class KernelKnowledge {

    /** {@code KVMIO}, the type in all requests of KVM. */
    private static final int KVMIO = 0xAE;

    private static final Set<Long> CAPABILITIES = Set.of(160L, 249L, 250L);

    private static final Pattern KERNEL_NAME =
            Pattern.compile("(?i:.*kvm.*|.*compat_?cap.*)|(.*_)?(CAP|CAPS|IO|IOC|IOR|IOW|IOWR|PPC)(_.*)?");

    private static final Pattern KVM_IN_TEXT = Pattern.compile("(?i)(kvm|compat_?cap)");

    private KernelKnowledge() {}

    /** For code without any number, text or name of KVM. */
    static ArchCondition<JavaClass> nothingOfIt() {
        return new ArchCondition<>("contain no number, text or name of the kernel's interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                reportNumbers(type, Set.of(), events);
                for (Constant constant : ConstantsInCode.of(type)) {
                    if (constant.value() instanceof String text
                            && KVM_IN_TEXT.matcher(text).find()) {
                        report(type, constant.place() + " contains the text \"" + text + '"', events);
                    }
                }
                for (JavaMember member : type.getMembers()) {
                    reportName(type, member.getName(), member.getFullName(), events);
                }
                reportName(type, type.getSimpleName(), type.getName(), events);
            }
        };
    }

    /** For code that uses the definitions of a place, and has none of its own. */
    static ArchCondition<JavaClass> nothingDefinedBeside(Iterable<JavaClass> place) {
        Set<Long> defined = new HashSet<>();
        for (JavaClass type : place) {
            for (Constant constant : ConstantsInCode.of(type)) {
                if (constant.isField() && isWholeNumber(constant.value())) {
                    defined.add(numberOf(constant.value()));
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
        for (Constant constant : ConstantsInCode.of(type)) {
            if (isWholeNumber(constant.value())) {
                long number = numberOf(constant.value());
                String meaning = meaningOf(number, mayHavePriority);
                if (!meaning.isEmpty() && (constant.isField() || !definedElsewhere.contains(number))) {
                    report(type, constant.place() + " contains 0x" + Long.toHexString(number) + meaning, events);
                }
            }
        }
    }

    private static boolean isWholeNumber(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    /** Returns an int as the kernel sees it, without a sign. */
    private static long numberOf(Object value) {
        return value instanceof Integer number ? Integer.toUnsignedLong(number) : (Long) value;
    }

    /** Returns an empty text for a number without a meaning. */
    private static String meaningOf(long number, boolean mayBePriority) {
        // The encodings of powerpc and x86 have the type in the same place.
        if (number >>> 32 == 0 && (number >>> 8 & 0xFF) == KVMIO) {
            return ", a request of KVM";
        }
        if (number != Long.MIN_VALUE && number != 0 && number << 16 == 0) {
            return ", the mask of a compatibility mode";
        }
        // The priority of a provider may be any number, and a provider makes no calls.
        if (!mayBePriority && (number == KVMIO || CAPABILITIES.contains(number))) {
            return ", a capability or the type of requests of KVM";
        }
        return "";
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
