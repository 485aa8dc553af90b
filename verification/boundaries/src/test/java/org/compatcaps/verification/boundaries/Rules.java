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
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The boundaries, each as a rule for all classes that it is given. Which classes those are is said where a rule is used, so
 * that a counter-example is judged by the same rule.
 */
final class Rules {

    static final String INTERNALS = "org.compatcaps.internal..";

    /** JSpecify's annotations. */
    static final String NULLNESS = "org.jspecify.annotations";

    /** Jackson's annotations, which both its major versions read. */
    static final String JSON = "com.fasterxml.jackson.annotation";

    /** The structs of binding libraries, and memory that is not a caller's. */
    private static final Set<String> STRUCTS = Set.of(
            "com.sun.jna.Memory", "com.sun.jna.Structure", "com.sun.jna.Union", "jnr.ffi.Memory", "jnr.ffi.Struct");

    private static final Set<String> MEMORY =
            Set.of("java.nio.Buffer", "java.lang.foreign.MemorySegment", "com.sun.jna.Pointer", "jnr.ffi.Pointer");

    private static final Pattern TOUCHES_CONTENTS = Pattern.compile(
            "(get|put|set|copy|transfer|allocate|wrap)\\w*|as\\w+Buffer|array|toArray|order|compact|fill"
                    + "|mismatch|reinterpret|read|write|dump");

    private static final Set<String> ENVIRONMENT = Set.of(
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

    private static final Set<String> ENDS_THE_PROCESS =
            Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt");

    private static final Set<String> ADDRESSES = Set.of("java.net.URI", "java.net.URISyntaxException");

    private static final Set<String> CONNECTIONS = Set.of(
            "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.DatagramChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "java.nio.channels.AsynchronousServerSocketChannel");

    private static final Set<String> STARTS_A_PROCESS = Set.of("java.lang.Runtime.exec");

    private static final Set<String> CONSOLE = Set.of(
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.System.setOut",
            "java.lang.System.setErr",
            "java.lang.System.console",
            "java.io.FileDescriptor.out",
            "java.io.FileDescriptor.err",
            "java.lang.Thread.dumpStack");

    private static final Set<String> FORMATS = Set.of("format", "formatted", "printf", "toLowerCase", "toUpperCase");

    private Rules() {}

    /** Nothing but the module itself, these packages and the annotations of JSpecify. */
    static ArchRule onlyUse(String... packages) {
        PackageMatchers allowed = PackageMatchers.of(packages);
        DescribedPredicate<Dependency> known =
                describe("lead to their own module or to " + String.join(", ", packages), dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    return target.isPrimitive()
                            || CompiledClasses.outputOf(target)
                                    .equals(CompiledClasses.outputOf(dependency.getOriginClass()))
                            || target.getPackageName().equals("org.jspecify.annotations")
                            || allowed.test(target.getPackageName());
                });
        return classes().should(onlyHaveDependenciesWhere(known));
    }

    static ArchRule doNotUse(String... packages) {
        return noClasses().should().dependOnClassesThat().resideInAnyPackage(packages);
    }

    static ArchRule noCyclesBetweenPackages() {
        return slices().matching("(**)").should().beFreeOfCycles();
    }

    static ArchRule knowNothingOfTheKernel() {
        return classes().should(KernelKnowledge.nothingOfIt()).because("that is in one package of api");
    }

    static ArchRule defineNoKernelNumbersBeside(Iterable<JavaClass> place) {
        return classes().should(KernelKnowledge.nothingDefinedBeside(place)).because("they are defined in one place");
    }

    /** FFM reads errno through a VarHandle, which could read anything: that one way is not seen. */
    static ArchRule passBuffersOn() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("the contents of memory are touched", Rules::touchesContents))
                .orShould()
                .dependOnClassesThat(describe("are structs of a binding library", type -> isAny(type, STRUCTS)))
                .because("what is in a buffer is the SDK's affair");
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
        return noClasses()
                .should()
                .accessTargetWhere(describe("the console is used", access -> isAnyOf(access, CONSOLE)))
                .orShould()
                .accessTargetWhere(describe("a stack trace is printed", Rules::printsStackTrace))
                .orShould()
                .accessTargetWhere(describe("the process is ended", access -> isAnyOf(access, ENDS_THE_PROCESS)));
    }

    /** Some locales have digits and letters of their own, which no program reads. */
    static ArchRule formatForNoLocaleOfTheUser() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("text depends on the user's locale", Rules::dependsOnTheLocale));
    }

    private static boolean dependsOnTheLocale(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget
                && FORMATS.contains(access.getName())
                && access.getTargetOwner().getPackageName().startsWith("java.")
                && ((CodeUnitAccessTarget) access.getTarget())
                        .getRawParameterTypes().stream()
                                .noneMatch(type -> type.getName().equals("java.util.Locale"));
    }

    static ArchRule startNoProcess() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("a process is started", access -> isAnyOf(access, STARTS_A_PROCESS)))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder");
    }

    /** Addresses may be taken apart; whatever could follow them to another machine may not be touched. */
    static ArchRule openNoConnection() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "can open a connection",
                        type -> type.getPackageName().startsWith("java.net") && !ADDRESSES.contains(type.getName())
                                || CONNECTIONS.contains(type.getName())));
    }

    private static boolean printsStackTrace(JavaAccess<?> access) {
        return access.getName().equals("printStackTrace")
                && access.getTargetOwner().isAssignableTo(Throwable.class);
    }

    private static boolean isAnyOf(JavaAccess<?> access, Set<String> targets) {
        return targets.contains(access.getTargetOwner().getName() + "." + access.getName());
    }

    /** System properties and environment variables are read or set in one class, or in none if the name is empty. */
    static ArchRule useTheEnvironmentOnlyIn(String className) {
        return noClasses()
                .should()
                .accessTargetWhere(describe(
                        "the environment is used outside '" + className + "'",
                        access -> isAnyOf(access, ENVIRONMENT)
                                && !access.getOriginOwner().getName().equals(className)));
    }

    static ArchRule beFinalOrSayHowTheyAreExtended() {
        ArchCondition<JavaClass> condition =
                new ArchCondition<>("be final, an interface or documented for extension, if they are public") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (isVisible(type) && !isClosed(type) && !isDocumentedAsOpen(type)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " can be extended"));
                        }
                    }
                };
        return classes().should(condition);
    }

    /** A class that the SDK itself extends cannot be final, but may leave others no constructor. */
    private static boolean isClosed(JavaClass type) {
        if (type.isInterface() || type.isEnum() || type.getModifiers().contains(JavaModifier.FINAL)) {
            return true;
        }
        for (JavaConstructor constructor : type.getConstructors()) {
            if (isVisible(constructor)) {
                return false;
            }
        }
        return saysInJavadoc(type, "Not made to be extended");
    }

    private static boolean isDocumentedAsOpen(JavaClass type) {
        return saysInJavadoc(type, "Made to be extended");
    }

    private static boolean saysInJavadoc(JavaClass type, String words) {
        try {
            return CompiledClasses.javadocOf(type).contains(words);
        } catch (IOException e) {
            throw new IllegalStateException("The source of " + type.getName() + " cannot be read", e);
        }
    }

    static ArchRule beInNullMarkedPackages() {
        return classes()
                .should(ArchCondition.from(describe(
                        "be in a package that is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))))
                .because("NullAway and users' tools skip all others");
    }

    static ArchRule showNoInternals() {
        ArchCondition<JavaClass> condition = new ArchCondition<>("have no internal type in what others see of them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                for (JavaType shown : shownBy(type)) {
                    for (JavaClass involved : shown.getAllInvolvedRawTypes()) {
                        if (isInternal(involved)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " shows " + involved.getName()));
                        }
                    }
                }
            }
        };
        return classes().should(condition);
    }

    private static boolean isInternal(JavaClass type) {
        return PackageMatchers.of(INTERNALS).test(type.getBaseComponentType().getPackageName());
    }

    private static List<JavaType> shownBy(JavaClass type) {
        List<JavaType> shown = new ArrayList<>(type.getInterfaces());
        type.getSuperclass().ifPresent(shown::add);
        for (JavaField field : type.getFields()) {
            if (isVisible(field)) {
                shown.add(field.getType());
            }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (isVisible(unit)) {
                shown.add(unit.getReturnType());
                shown.addAll(unit.getParameterTypes());
                shown.addAll(unit.getExceptionTypes());
            }
        }
        return shown;
    }

    private static boolean isVisible(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
