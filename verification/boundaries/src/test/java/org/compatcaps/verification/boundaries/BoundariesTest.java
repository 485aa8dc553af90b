// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules, applied to the classes of every published module together, as Java 11 and as the newest Java sees them. */
class BoundariesTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static final String API = "api";
    private static final String FFM = "backend-ffm";
    private static final String JNA = "backend-jna";
    private static final String JNR = "backend-jnr";
    private static final String MOCK = "backend-mock";
    private static final String TCK = "backend-tck";
    private static final String CLI = "cli";

    private static final String MODEL = "org.compatcaps";
    private static final String SPI = "org.compatcaps.spi";
    private static final String KERNEL = "org.compatcaps.internal.kernel";
    private static final String MOCK_ABI = "org.compatcaps.backend.mock.KernelAbi";

    /** The native backends and what only they may touch. */
    private static final Map<String, String[]> BINDINGS = Map.of(
            FFM, new String[] {"java.lang.foreign.."},
            JNA, new String[] {"com.sun.jna.."},
            JNR, new String[] {"jnr..", "com.kenai.jffi.."});

    /** Where a module uses system properties and environment variables; the others do not. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            API, "org.compatcaps.internal.Environment",
            MOCK, "org.compatcaps.backend.mock.MockProperties",
            TCK, "org.compatcaps.backend.tck.LinuxFilesTck",
            CLI, "org.compatcaps.cli.Environment");

    /** The modules that have annotations and nothing else. */
    private static final Set<String> ANNOTATIONS = Set.of("org.jspecify", "com.fasterxml.jackson.annotation");

    private static List<PublishedModule> all;
    private static Map<Integer, JavaClasses> views;

    @BeforeAll
    static void readClasses() throws Exception {
        all = new ArrayList<>();
        for (String name : List.of(API, FFM, JNA, JNR, MOCK, TCK, CLI)) {
            all.add(PublishedModule.of(REPOSITORY, name));
        }
        views = Map.of(
                11, CompiledClasses.seenBy(11, all), Integer.MAX_VALUE, CompiledClasses.seenBy(Integer.MAX_VALUE, all));
    }

    private static void check(ArchRule rule, Predicate<String> modules) {
        check(rule, modules, DescribedPredicate.alwaysTrue());
    }

    /** Every module that is meant must have classes; a rule that looks at none proves nothing. */
    private static void check(ArchRule rule, Predicate<String> modules, DescribedPredicate<JavaClass> which) {
        for (JavaClasses view : views.values()) {
            DescribedPredicate<JavaClass> inAny = DescribedPredicate.alwaysFalse();
            for (PublishedModule module : all) {
                if (modules.test(module.name())) {
                    DescribedPredicate<JavaClass> here =
                            CompiledClasses.in(module).and(which);
                    assertTrue(!view.that(here).isEmpty(), "no classes of " + module + " for " + rule);
                    inAny = inAny.or(here);
                }
            }
            rule.check(view.that(inAny));
        }
    }

    private static Predicate<String> only(String... modules) {
        return Set.of(modules)::contains;
    }

    private static Predicate<String> allBut(String... modules) {
        return only(modules).negate();
    }

    @Test
    void everyPublishedModuleIsCovered() throws Exception {
        Set<String> covered = all.stream().map(PublishedModule::name).collect(Collectors.toSet());
        Set<String> published = PublishedModule.all(REPOSITORY).stream()
                .map(PublishedModule::name)
                .collect(Collectors.toSet());
        assertEquals(published, covered, "what the POMs publish, and what these rules are about");
    }

    @Test
    void theClassesForNewerJavasAreThere() {
        String ffm = "org.compatcaps.backend.ffm.FfmSystemCalls";
        JavaClasses newest = views.get(Integer.MAX_VALUE);
        assertTrue(newest.contain(ffm));
        assertTrue(newest.get(ffm).getSource().orElseThrow().getUri().toString().contains("/META-INF/versions/22/"));
        PublishedModule module = PublishedModule.of(REPOSITORY, FFM);
        assertTrue(CompiledClasses.in(module).test(newest.get(ffm)));
        // The older ones have another class by this name.
        assertTrue(dependsOnForeign(newest.get(ffm)));
        assertTrue(!dependsOnForeign(views.get(11).get(ffm)));
    }

    private static boolean dependsOnForeign(JavaClass javaClass) {
        return javaClass.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().equals("java.lang.foreign"));
    }

    @Test
    void apiUsesOnlyJdkSlf4jAndAnnotations() throws Exception {
        check(Rules.onlyUse("java..", "org.slf4j", Rules.NULLNESS, Rules.JSON), only(API));
        Set<String> requires = new TreeSet<>();
        for (ModuleDescriptor.Requires required :
                PublishedModule.of(REPOSITORY, API).descriptor().requires()) {
            requires.add(required.name());
        }
        Set<String> expected = new TreeSet<>(ANNOTATIONS);
        expected.addAll(Set.of("java.base", "org.slf4j"));
        assertEquals(expected, requires);
    }

    @ParameterizedTest
    @MethodSource("everyModule")
    void modulesOfAnnotationsAreRequiredOnlyAtCompileTime(PublishedModule module) throws Exception {
        for (ModuleDescriptor.Requires required : module.descriptor().requires()) {
            // The command line runs on images of Java without it, and uses it only if it is there.
            boolean isOptional = required.name().equals("java.logging");
            assertEquals(
                    isOptional || ANNOTATIONS.contains(required.name()),
                    required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC),
                    required.toString());
        }
    }

    @Test
    void nobodyElseUsesTheApisInternals() {
        check(Rules.doNotUse(Rules.INTERNALS), allBut(API));
    }

    @Test
    void packagesHaveNoCycles() {
        check(Rules.noCyclesBetweenPackages(), module -> true);
    }

    private static Set<String> nativeBackends() {
        return BINDINGS.keySet();
    }

    @ParameterizedTest
    @MethodSource("nativeBackends")
    void onlyItsBackendTouchesABindingLibrary(String backend) {
        check(Rules.doNotUse(BINDINGS.get(backend)), allBut(backend));
    }

    @ParameterizedTest
    @MethodSource("nativeBackends")
    void nativeBackendsUseTheirLibraryAndTheSpiOnly(String backend) {
        List<String> allowed = new ArrayList<>(List.of(BINDINGS.get(backend)));
        allowed.add("java..");
        allowed.add(SPI);
        allowed.add(Rules.NULLNESS);
        check(Rules.onlyUse(allowed.toArray(new String[0])), only(backend));
    }

    @Test
    void theMockUsesTheModelAndTheSpiOnly() {
        check(Rules.onlyUse("java..", SPI, MODEL, Rules.NULLNESS), only(MOCK));
    }

    @Test
    void theTckUsesTheSpiAndJunitOnly() {
        check(Rules.onlyUse("java..", SPI, "org.junit.jupiter..", Rules.NULLNESS), only(TCK));
    }

    @ParameterizedTest
    @MethodSource("nativeBackends")
    void nativeBackendsKnowNothingOfTheKernel(String backend) {
        check(Rules.knowNothingOfTheKernel(), only(backend));
    }

    @ParameterizedTest
    @MethodSource("nativeBackends")
    void nativeBackendsPassBuffersOn(String backend) {
        check(Rules.passBuffersOn(), only(backend));
    }

    @Test
    void kernelNumbersAreDefinedInOnePackageOfTheApi() {
        check(
                Rules.defineNoKernelNumbersBeside(views.get(11).that(JavaClass.Predicates.resideInAPackage(KERNEL))),
                only(API),
                JavaClass.Predicates.resideOutsideOfPackage(KERNEL));
    }

    @Test
    void theMockStatesKernelNumbersInOneClass() {
        DescribedPredicate<JavaClass> abi = JavaClass.Predicates.belongTo(
                DescribedPredicate.describe("the ABI", type -> type.getName().equals(MOCK_ABI)));
        check(Rules.defineNoKernelNumbersBeside(views.get(11).that(abi)), only(MOCK), DescribedPredicate.not(abi));
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        check(Rules.staySilentAndEndNoProcess(), allBut(CLI));
    }

    @Test
    void nobodyFormatsForTheLocaleOfTheUser() {
        check(Rules.formatForNoLocaleOfTheUser(), module -> true);
    }

    /** The TCK does, to block a call from outside of the JVM; it is nobody's production code. */
    @Test
    void onlyTheTckStartsProcesses() {
        check(Rules.startNoProcess(), allBut(TCK));
    }

    @Test
    void nobodyOpensAConnection() {
        check(Rules.openNoConnection(), module -> true);
    }

    private static List<PublishedModule> everyModule() {
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyModule")
    void theEnvironmentIsUsedInOneDocumentedPlace(PublishedModule module) throws Exception {
        String place = ENVIRONMENT.getOrDefault(module.name(), "");
        check(Rules.useTheEnvironmentOnlyIn(place), only(module.name()));
        if (!place.isEmpty()) {
            String javadoc = CompiledClasses.javadocOf(views.get(11).get(place));
            assertTrue(javadoc.contains("one place in this module that"), place + " does not say so");
            assertTrue(javadoc.contains("system properties"), place + " does not say so");
        }
    }

    @Test
    void publicTypesAreClosedOrMadeToBeExtended() throws Exception {
        check(Rules.beFinalOrSayHowTheyAreExtended(), only(API, MOCK, TCK), areExported());
    }

    @Test
    void whatIsExportedShowsNoInternals() throws Exception {
        check(Rules.showNoInternals(), only(API, MOCK, TCK), areExported());
    }

    @Test
    void packagesOfLibrariesAreNullMarked() {
        check(Rules.beInNullMarkedPackages(), allBut(CLI));
    }

    private static DescribedPredicate<JavaClass> areExported() throws Exception {
        Set<String> packages = new TreeSet<>();
        for (PublishedModule module : all) {
            for (ModuleDescriptor.Exports exported : module.descriptor().exports()) {
                packages.add(exported.source());
            }
        }
        return DescribedPredicate.describe("are exported", type -> packages.contains(type.getPackageName()));
    }

    @Test
    void theApiExportsItsModelAndTheSpi() throws Exception {
        Set<String> exported = new TreeSet<>();
        for (ModuleDescriptor.Exports exports :
                PublishedModule.of(REPOSITORY, API).descriptor().exports()) {
            assertTrue(!exports.isQualified(), exports.toString());
            exported.add(exports.source());
        }
        assertEquals(Set.of(MODEL, SPI), exported);
    }

    @ParameterizedTest
    @MethodSource("everyModule")
    void everyProviderIsRegisteredTwice(PublishedModule module) throws Exception {
        ModuleDescriptor descriptor = module.descriptor();
        for (JavaClasses view : views.values()) {
            assertEquals(
                    List.of(),
                    ProviderRegistration.problemsOf(
                            descriptor, module.output(), view.that(CompiledClasses.in(module))));
        }
        boolean isBackend = BINDINGS.containsKey(module.name()) || module.name().equals(MOCK);
        assertEquals(isBackend, !descriptor.provides().isEmpty(), "provides a backend");
    }
}
