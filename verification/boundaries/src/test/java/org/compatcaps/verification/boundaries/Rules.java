// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyHaveDependenciesWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.channels.NetworkChannel;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The boundaries, each as a rule for all classes that it is given, so that the same rule judges the counter-examples. */
final class Rules {

    /** The structs of binding libraries, and memory that no caller passed. */
    private static final Set<String> STRUCTS = Set.of(
            "com.sun.jna.Memory", "com.sun.jna.Structure", "com.sun.jna.Union", "jnr.ffi.Memory", "jnr.ffi.Struct");

    private static final Set<String> MEMORY =
            Set.of("java.nio.Buffer", "java.lang.foreign.MemorySegment", "com.sun.jna.Pointer", "jnr.ffi.Pointer");

    private static final Pattern TOUCHES_CONTENTS = Pattern.compile(
            "(get|put|set|copy|transfer|allocate|wrap)\\w*|as\\w+Buffer|array|toArray|order|compact|fill"
                    + "|mismatch|reinterpret|read|write|dump");

    static final List<String> ENVIRONMENT = List.of(
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.System.setProperty",
            "java.lang.System.setProperties",
            "java.lang.System.clearProperty",
            "java.lang.System.getenv",
            "java.lang.Boolean.getBoolean",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.management.RuntimeMXBean.getSystemProperties");

    /** The console, as far as ArchUnit's own rule does not know it, and the end of the process. */
    static final List<String> CONSOLE_AND_EXIT = List.of(
            "java.lang.System.setOut",
            "java.lang.System.setErr",
            "java.lang.System.console",
            "java.io.FileDescriptor.out",
            "java.io.FileDescriptor.err",
            "java.lang.Thread.dumpStack",
            "java.lang.System.exit",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt");

    static final List<String> STARTS_A_PROCESS = List.of("java.lang.Runtime.exec");

    private static final Set<String> FORMATS = Set.of("format", "formatted", "printf", "toLowerCase", "toUpperCase");

    private Rules() {}

    /** Allows the module itself and these packages. */
    static ArchRule onlyUse(Collection<String> packages) {
        PackageMatchers allowed = PackageMatchers.of(packages);
        DescribedPredicate<Dependency> known =
                describe("lead to their own module or to " + String.join(", ", packages), dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    return target.isPrimitive()
                            || CompiledClasses.outputOf(target)
                                    .equals(CompiledClasses.outputOf(dependency.getOriginClass()))
                            || allowed.test(target.getPackageName());
                });
        return classes().should(onlyHaveDependenciesWhere(known));
    }

    /** javac ensures the same at release 11. */
    static ArchRule doNotUseTheForeignApi() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.foreign..");
    }

    static ArchRule haveNoCyclesBetweenPackages() {
        return slices().matching("(**)").should().beFreeOfCycles();
    }

    static ArchRule defineNoKernelNumbersBeside(Iterable<JavaClass> place) {
        return classes().should(KernelNumbers.nothingDefinedBeside(place)).because("they are defined in one place");
    }

    /** FFM reads errno through a VarHandle, which could read anything: this rule cannot see that. */
    static ArchRule passBuffersOn() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("the contents of memory are touched", Rules::touchesContents))
                .orShould()
                .dependOnClassesThat(describe("are structs of a binding library", type -> isAny(type, STRUCTS)))
                .because("only the SDK reads and writes buffers");
    }

    private static boolean touchesContents(JavaAccess<?> access) {
        String name = access.getName();
        if (access.getTargetOwner().getName().equals("java.lang.foreign.MemoryLayout")) {
            return name.endsWith("Layout");
        }
        // JNR has no other way to pass a buffer, and wraps the whole of it.
        boolean passesOn = access.getTargetOwner().getName().equals("jnr.ffi.Pointer") && name.equals("wrap");
        return isAny(access.getTargetOwner(), MEMORY)
                && TOUCHES_CONTENTS.matcher(name).matches()
                && !passesOn;
    }

    private static boolean isAny(JavaClass type, Set<String> names) {
        return names.stream().anyMatch(type::isAssignableTo);
    }

    static ArchRule staySilentAndEndNoProcess() {
        return CompositeArchRule.of(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS)
                .and(noClasses().should().accessTargetWhere(isAnyOf(CONSOLE_AND_EXIT)));
    }

    /** Some locales have digits and letters of their own, which no program reads. */
    static ArchRule formatForNoLocaleOfTheUser() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("text depends on the user's locale", Rules::dependsOnTheLocale));
    }

    private static boolean dependsOnTheLocale(JavaAccess<?> access) {
        return FORMATS.contains(access.getName())
                && access.getTargetOwner().getPackageName().startsWith("java.")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Locale.class));
    }

    static ArchRule startNoProcess() {
        return noClasses()
                .should()
                .accessTargetWhere(isAnyOf(STARTS_A_PROCESS))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class);
    }

    /** Allows addresses, but nothing that connects to one. */
    static ArchRule openNoConnection() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "can open a connection",
                        type -> type.getPackageName().startsWith("java.net")
                                        && !type.getSimpleName().startsWith("URI")
                                || type.isAssignableTo(NetworkChannel.class)));
    }

    /** Allows one class to read and set system properties and environment variables; none if the name is empty. */
    static ArchRule useTheEnvironmentOnlyIn(String className) {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(className)
                .should()
                .accessTargetWhere(isAnyOf(ENVIRONMENT));
    }

    private static DescribedPredicate<JavaAccess<?>> isAnyOf(List<String> targets) {
        return describe(
                "the target is any of " + targets,
                access -> targets.contains(access.getTargetOwner().getName() + "." + access.getName()));
    }

    static ArchRule beInNullMarkedPackages() {
        return classes()
                .should(ArchCondition.from(describe(
                        "be in a package that is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))))
                .because("NullAway and users' tools skip all others");
    }
}
