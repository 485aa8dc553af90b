// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Applies the rules to the classes of all published modules together, as Java 11 and as the newest Java version see them. */
class BoundariesTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static final String API = "api";
    private static final String FFM = "backend-ffm";
    private static final String JNA = "backend-jna";
    private static final String JNR = "backend-jnr";
    private static final String MOCK = "backend-mock";
    private static final String TCK = "backend-tck";
    private static final String CLI = "cli";

    private static final Set<String> NATIVE_BACKENDS = Set.of(FFM, JNA, JNR);

    private static final String JDK = "java..";
    private static final String MODEL = "org.compatcaps";
    private static final String SPI = "org.compatcaps.spi";
    private static final String KERNEL = "org.compatcaps.internal.kernel";
    private static final String MOCK_ABI = "org.compatcaps.backend.mock.KernelAbi";

    /** JSpecify's annotations. */
    private static final String NULLNESS = "org.jspecify.annotations";

    /** Jackson's annotations, which both its major versions read. */
    private static final String JSON = "com.fasterxml.jackson.annotation";

    /** The packages that a module may use besides its own. */
    private static final Map<String, List<String>> USES = Map.of(
            API, List.of(JDK, NULLNESS, "org.slf4j", JSON),
            FFM, List.of(JDK, NULLNESS, SPI),
            JNA, List.of(JDK, NULLNESS, SPI, "com.sun.jna.."),
            JNR, List.of(JDK, NULLNESS, SPI, "jnr..", "com.kenai.jffi.."),
            MOCK, List.of(JDK, NULLNESS, SPI, MODEL),
            TCK, List.of(JDK, NULLNESS, SPI, "org.junit.jupiter.."),
            CLI, List.of(JDK, SPI, MODEL, "org.compatcaps.backend.mock", "picocli..", "com.google.gson.."));

    /** The class of a module that uses system properties and environment variables; other modules use none. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            API, "org.compatcaps.internal.Environment",
            MOCK, "org.compatcaps.backend.mock.MockProperties",
            TCK, "org.compatcaps.backend.tck.LinuxFilesTck",
            CLI, "org.compatcaps.cli.Environment");

    private static List<PublishedModule> all;
    private static JavaClasses oldest;
    private static JavaClasses newest;

    @BeforeAll
    static void readClasses() throws IOException {
        all = PublishedModule.all(REPOSITORY);
        oldest = CompiledClasses.seenBy(11, all);
        newest = CompiledClasses.seenBy(99, all);
    }

    private static void check(ArchRule rule, Predicate<String> modules) {
        check(rule, modules, DescribedPredicate.alwaysTrue());
    }

    /** Fails if a module has no such classes, since a rule without classes would pass. */
    private static void check(ArchRule rule, Predicate<String> modules, DescribedPredicate<JavaClass> which) {
        for (JavaClasses view : List.of(oldest, newest)) {
            DescribedPredicate<JavaClass> inAny = DescribedPredicate.alwaysFalse();
            for (PublishedModule module : all) {
                if (modules.test(module.name())) {
                    DescribedPredicate<JavaClass> here =
                            CompiledClasses.in(module).and(which);
                    assertFalse(view.that(here).isEmpty(), () -> "no classes of " + module + " for " + rule);
                    inAny = inAny.or(here);
                }
            }
            rule.check(view.that(inAny));
        }
    }

    /** Checks all modules but one, which must break the rule: otherwise the rule finds nothing, or needs no exemption. */
    private static void checkAllBut(String exempt, ArchRule rule) {
        check(rule, allBut(exempt));
        assertTrue(breaks(exempt, rule), () -> exempt + " keeps the rule: " + rule);
    }

    private static boolean breaks(String module, ArchRule rule) {
        return all.stream()
                .filter(one -> one.name().equals(module))
                .anyMatch(one ->
                        rule.evaluate(newest.that(CompiledClasses.in(one))).hasViolation());
    }

    private static Predicate<String> only(String... modules) {
        return Set.of(modules)::contains;
    }

    private static Predicate<String> allBut(String... modules) {
        return only(modules).negate();
    }

    @Test
    void rulesCoverEachPublishedModule() {
        assertEquals(USES.keySet(), all.stream().map(PublishedModule::name).collect(Collectors.toSet()));
    }

    private static List<PublishedModule> modules() {
        return all;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyItsLibraries(PublishedModule module) {
        check(Rules.onlyUse(USES.get(module.name())), only(module.name()));
    }

    @Test
    void onlyFfmUsesTheForeignApiOnNewerJava() {
        Rules.doNotUseTheForeignApi().check(oldest);
        checkAllBut(FFM, Rules.doNotUseTheForeignApi());
    }

    @Test
    void packagesHaveNoCycles() {
        check(Rules.haveNoCyclesBetweenPackages(), allBut());
    }

    @ParameterizedTest
    @FieldSource("NATIVE_BACKENDS")
    void nativeBackendsDefineNoKernelNumbers(String backend) {
        check(Rules.defineNoKernelNumbersBeside(List.of()), only(backend));
    }

    @ParameterizedTest
    @FieldSource("NATIVE_BACKENDS")
    void nativeBackendsPassBuffersOn(String backend) {
        check(Rules.passBuffersOn(), only(backend));
    }

    @Test
    void onePackageOfTheApiDefinesKernelNumbers() {
        check(
                Rules.defineNoKernelNumbersBeside(oldest.that(JavaClass.Predicates.resideInAPackage(KERNEL))),
                only(API),
                JavaClass.Predicates.resideOutsideOfPackage(KERNEL));
    }

    @Test
    void oneClassOfTheMockDefinesKernelNumbers() {
        DescribedPredicate<JavaClass> abi = JavaClass.Predicates.belongTo(
                DescribedPredicate.describe("the ABI", type -> type.getName().equals(MOCK_ABI)));
        check(Rules.defineNoKernelNumbersBeside(oldest.that(abi)), only(MOCK), DescribedPredicate.not(abi));
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        checkAllBut(CLI, Rules.staySilentAndEndNoProcess());
    }

    @Test
    void noModuleFormatsForTheLocaleOfTheUser() {
        check(Rules.formatForNoLocaleOfTheUser(), allBut());
    }

    /** The TCK starts one to block a call from outside of the JVM. */
    @Test
    void onlyTheTckStartsProcesses() {
        checkAllBut(TCK, Rules.startNoProcess());
    }

    @Test
    void noModuleOpensAConnection() {
        check(Rules.openNoConnection(), allBut());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void oneClassUsesTheEnvironment(PublishedModule module) {
        String name = module.name();
        check(Rules.useTheEnvironmentOnlyIn(ENVIRONMENT.getOrDefault(name, "")), only(name));
        assertEquals(ENVIRONMENT.containsKey(name), breaks(name, Rules.useTheEnvironmentOnlyIn("")), "used");
    }

    @Test
    void packagesOfLibrariesAreNullMarked() {
        checkAllBut(CLI, Rules.beInNullMarkedPackages());
    }
}
