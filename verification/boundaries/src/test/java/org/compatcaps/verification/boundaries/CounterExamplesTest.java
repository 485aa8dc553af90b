// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.compatcaps.internal.kernel.KvmAbi;
import org.compatcaps.spi.BackendProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Each rule is broken by small classes made for it, and must say so; and it must not mind what is right. */
class CounterExamplesTest {

    private static final String BROKEN = "org.compatcaps.verification.boundaries.broken.";

    /** Read once: each import also reads what the classes use. */
    private static final JavaClasses EXAMPLES =
            new ClassFileImporter().importPackages(BROKEN.substring(0, BROKEN.length() - 1));

    private static final ArchRule OF_THE_API = Rules.onlyUse("java..", "org.slf4j", Rules.NULLNESS, Rules.JSON);
    private static final ArchRule OF_A_NATIVE_BACKEND = Rules.onlyUse("java..", "org.compatcaps.spi", Rules.NULLNESS);
    private static final ArchRule OF_THE_MOCK =
            Rules.onlyUse("java..", "org.compatcaps.spi", "org.compatcaps", Rules.NULLNESS);
    private static final ArchRule BESIDE_THE_DEFINITIONS =
            Rules.defineNoKernelNumbersBeside(new ClassFileImporter().importClasses(KvmAbi.class));

    private static List<Arguments> broken() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(arguments(OF_THE_API, "Users$OfJna", "com.sun.jna.Pointer"));
        cases.add(arguments(OF_THE_API, "Users$OfLogInternals", "BasicMarkerFactory"));
        cases.add(arguments(OF_A_NATIVE_BACKEND, "Users$OfJnr", "jnr.ffi.Pointer"));
        cases.add(arguments(OF_A_NATIVE_BACKEND, "Users$OfInternals", "internal.Environment"));
        cases.add(arguments(OF_A_NATIVE_BACKEND, "Users$OfAnotherBackend", "SimulatedHost"));
        cases.add(arguments(OF_A_NATIVE_BACKEND, "Users$OfTheModel", "CompatCaps"));
        cases.add(arguments(OF_A_NATIVE_BACKEND, "Users$OfALogLibrary", "org.slf4j.Logger"));
        cases.add(arguments(OF_THE_MOCK, "Users$OfTheProtocol", "CallFailedException"));
        cases.add(arguments(OF_THE_MOCK, "Users$OfJffi", "com.kenai.jffi.Type"));
        cases.add(arguments(Rules.doNotUse("com.sun.jna.."), "Users$OfJna", "com.sun.jna.Pointer"));
        cases.add(arguments(Rules.doNotUse("jnr.."), "Users$OfJnr", "jnr.ffi.Pointer"));
        cases.add(arguments(Rules.doNotUse("com.kenai.jffi.."), "Users$OfJffi", "com.kenai.jffi.Type"));
        cases.add(arguments(Rules.doNotUse(Rules.INTERNALS), "Users$OfInternals", "internal.Environment"));
        cases.add(arguments(Rules.doNotUse(Rules.INTERNALS), "Users$OfTheProtocol", "CallFailedException"));

        ArchRule numbers = Rules.knowNothingOfTheKernel();
        cases.add(arguments(numbers, "Knowing$RequestInField", "0x2000aeb8"));
        cases.add(arguments(numbers, "Knowing$RequestOfX86", "0xae00"));
        cases.add(arguments(numbers, "Knowing$RequestWithSize", "0x4010aee4"));
        cases.add(arguments(numbers, "Knowing$RequestPutTogether", "0x2000aeb8"));
        cases.add(arguments(numbers, "Knowing$RequestInSwitch", "a request of KVM"));
        cases.add(arguments(numbers, "Knowing$RequestsFarApart", "0x2000aeb8"));
        cases.add(arguments(numbers, "Knowing$TypeOfRequests", "KVM"));
        cases.add(arguments(numbers, "Knowing$Capability", "a capability"));
        cases.add(arguments(numbers, "Knowing$Mask", "0x4000000000000000"));
        cases.add(arguments(numbers, "Knowing$MaskOfALaterMode", "0x800000000000000"));
        cases.add(arguments(numbers, "Knowing$Name", "KVM_CREATE_VM"));
        cases.add(arguments(numbers, "Knowing$NameOfACapability", "CAP_PPC_SOMETHING"));
        cases.add(arguments(numbers, "Knowing$Text", "/dev/kvm"));
        cases.add(arguments(numbers, "Knowing$TextInAMessage", "KVM refused"));
        cases.add(arguments(numbers, "Knowing$InlinedFromTheApi", "KVMIO"));

        ArchRule contents = Rules.passBuffersOn();
        cases.add(arguments(contents, "Knowing$ReadsTheBuffer", "getLong"));
        cases.add(arguments(contents, "Knowing$WritesTheBuffer", "putLong"));
        cases.add(arguments(contents, "Knowing$OrdersTheBuffer", "order"));
        cases.add(arguments(contents, "Knowing$ViewsTheBuffer", "asLongBuffer"));
        cases.add(arguments(contents, "Knowing$AllocatesABuffer", "allocateDirect"));
        cases.add(arguments(contents, "Knowing$ReadsThroughJna", "getLong"));
        cases.add(arguments(contents, "Knowing$HasMemoryOfJna", "com.sun.jna.Memory"));
        cases.add(arguments(contents, "Knowing$HasAStructOfJna", "com.sun.jna.Structure"));
        cases.add(arguments(contents, "Knowing$WritesThroughJnr", "putLong"));
        cases.add(arguments(contents, "Knowing$HasAStructOfJnr", "jnr.ffi.Struct"));

        cases.add(arguments(BESIDE_THE_DEFINITIONS, "Knowing$Query", "a capability"));
        cases.add(arguments(BESIDE_THE_DEFINITIONS, "Knowing$DefinesAgain", "DefinesAgain.POWER9"));
        cases.add(arguments(BESIDE_THE_DEFINITIONS, "Knowing$RequestOfX86", "0xae00"));
        cases.add(arguments(BESIDE_THE_DEFINITIONS, "Knowing$Name", "KVM_CREATE_VM"));

        ArchRule silence = Rules.staySilentAndEndNoProcess();
        cases.add(arguments(silence, "Talking$Prints", "System.out"));
        cases.add(arguments(silence, "Talking$PrintsErrors", "System.err"));
        cases.add(arguments(silence, "Talking$PrintsStackTrace", "printStackTrace"));
        cases.add(arguments(silence, "Talking$DumpsStack", "dumpStack"));
        cases.add(arguments(silence, "Talking$OpensTheConsole", "FileDescriptor.out"));
        cases.add(arguments(silence, "Talking$Exits", "System.exit"));
        cases.add(arguments(silence, "Talking$ExitsByReference", "System.exit"));
        cases.add(arguments(silence, "Talking$Halts", "Runtime.halt"));
        cases.add(arguments(silence, "Talking$ExitsTheRuntime", "Runtime.exit"));

        ArchRule processes = Rules.startNoProcess();
        cases.add(arguments(processes, "Talking$StartsAProcess", "ProcessBuilder"));
        cases.add(arguments(processes, "Talking$Executes", "Runtime.exec"));

        ArchRule locale = Rules.formatForNoLocaleOfTheUser();
        cases.add(arguments(locale, "Talking$Formats", "String.format"));
        cases.add(arguments(locale, "Talking$PrintsFormatted", "printf"));
        cases.add(arguments(locale, "Talking$LowersByReference", "toLowerCase"));

        ArchRule network = Rules.openNoConnection();
        cases.add(arguments(network, "Talking$Fetches", "java.net.URL"));
        cases.add(arguments(network, "Talking$Connects", "SocketChannel"));

        ArchRule environment = Rules.useTheEnvironmentOnlyIn("some.OtherClass");
        cases.add(arguments(environment, "Talking$ReadsAProperty", "System.getProperty"));
        cases.add(arguments(environment, "Talking$ReadsAPropertyByReference", "System.getProperty"));
        cases.add(arguments(environment, "Talking$ReadsAllProperties", "System.getProperties"));
        cases.add(arguments(environment, "Talking$SetsAProperty", "System.setProperty"));
        cases.add(arguments(environment, "Talking$ReadsAVariable", "System.getenv"));
        cases.add(arguments(environment, "Talking$ReadsABoolean", "Boolean.getBoolean"));
        cases.add(arguments(environment, "Talking$ReadsAnInteger", "Integer.getInteger"));
        cases.add(arguments(environment, "Talking$ReadsALong", "Long.getLong"));
        cases.add(arguments(Rules.useTheEnvironmentOnlyIn(""), "Talking$ReadsAProperty", "System.getProperty"));

        ArchRule closed = Rules.beFinalOrSayHowTheyAreExtended();
        cases.add(arguments(closed, "Shown$Open", "can be extended"));
        cases.add(arguments(closed, "Shown$SilentlyClosed", "can be extended"));
        cases.add(arguments(closed, "Shown$NotReallyClosed", "can be extended"));

        cases.add(arguments(Rules.beInNullMarkedPackages(), "There", "@NullMarked"));

        ArchRule signatures = Rules.showNoInternals();
        cases.add(arguments(signatures, "Shown$Returns", "CompatCapsQuery"));
        cases.add(arguments(signatures, "Shown$Takes", "Kvm"));
        cases.add(arguments(signatures, "Shown$TakesAList", "Kvm"));
        cases.add(arguments(signatures, "Shown$Throws", "CallFailedException"));
        cases.add(arguments(signatures, "Shown$HasAField", "Kvm"));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("broken")
    void reports(ArchRule rule, String example, String what) {
        assertReports(rule, example, what, only(example));
    }

    private static JavaClasses only(String example) {
        return EXAMPLES.that(HasName.Predicates.name(BROKEN + example));
    }

    private static void assertReports(ArchRule rule, String example, String what, JavaClasses classes) {
        assertEquals(1, classes.size());
        List<String> details = rule.evaluate(classes).getFailureReport().getDetails();
        assertTrue(!details.isEmpty(), example + " passes: " + rule);
        for (String detail : details) {
            assertTrue(detail.contains(example), detail);
            assertTrue(detail.contains(what), detail);
        }
    }

    private static List<Arguments> right() {
        return List.of(
                arguments(OF_THE_API, "Users$OfALogLibrary"),
                arguments(OF_THE_MOCK, "Users$OfTheModel"),
                arguments(OF_A_NATIVE_BACKEND, "Knowing$Harmless"),
                arguments(Rules.knowNothingOfTheKernel(), "Knowing$Harmless"),
                arguments(Rules.passBuffersOn(), "Knowing$Harmless"),
                arguments(BESIDE_THE_DEFINITIONS, "Knowing$UsesTheDefinition"),
                arguments(Rules.staySilentAndEndNoProcess(), "Knowing$Harmless"),
                arguments(Rules.startNoProcess(), "Knowing$Harmless"),
                arguments(Rules.openNoConnection(), "Knowing$Harmless"),
                arguments(Rules.openNoConnection(), "Talking$KnowsAnAddress"),
                arguments(Rules.useTheEnvironmentOnlyIn(BROKEN + "Talking$ReadsAVariable"), "Talking$ReadsAVariable"),
                arguments(Rules.beFinalOrSayHowTheyAreExtended(), "Shown$MadeForIt"),
                arguments(Rules.beFinalOrSayHowTheyAreExtended(), "Shown$Closed"),
                arguments(Rules.beFinalOrSayHowTheyAreExtended(), "Shown$Hides"),
                arguments(Rules.beInNullMarkedPackages(), "cycle.Back"),
                arguments(Rules.showNoInternals(), "Shown$Hides"));
    }

    @ParameterizedTest
    @MethodSource("right")
    void doesNotMind(ArchRule rule, String example) {
        rule.check(only(example));
    }

    private static Stream<ArchRule> rules() {
        return Stream.concat(
                broken().stream().map(one -> (ArchRule) one.get()[0]).distinct(),
                Stream.of(Rules.noCyclesBetweenPackages()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noRulePassesWithoutClasses(ArchRule rule) {
        assertThrows(AssertionError.class, () -> rule.check(only("Nothing")));
    }

    @Test
    void reportsACycle() {
        Rules.noCyclesBetweenPackages().check(only("cycle.Back"));
        AssertionError error = assertThrows(
                AssertionError.class, () -> Rules.noCyclesBetweenPackages().check(EXAMPLES));
        assertTrue(error.getMessage().contains("There.back"), error.getMessage());
        assertTrue(error.getMessage().contains("Back.there"), error.getMessage());
    }

    /** Written as bytes, since these tests are compiled for a Java that does not have the API. */
    @Test
    void reportsTheForeignApi(@TempDir Path directory) throws Exception {
        String layout = "java/lang/foreign/MemoryLayout";
        String segment = "java/lang/foreign/MemorySegment";
        JavaClasses read = foreign(directory, "Reads", segment, "get", "(Ljava/lang/foreign/ValueLayout$OfLong;J)J");
        assertReports(Rules.doNotUse("java.lang.foreign.."), "Reads", "java.lang.foreign", read);
        assertReports(Rules.passBuffersOn(), "Reads", "MemorySegment.get", read);
        JavaClasses define =
                foreign(directory, "Defines", layout, "structLayout", "()Ljava/lang/foreign/StructLayout;");
        assertReports(Rules.passBuffersOn(), "Defines", "structLayout", define);
    }

    /** A class with one method that calls one method, on null and without arguments: it is never run. */
    private static JavaClasses foreign(Path directory, String name, String owner, String method, String descriptor)
            throws Exception {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_FINAL, name, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "call", "()V", null, null);
        code.visitCode();
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, method, descriptor, true);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        Path file = directory.resolve(name + ".class");
        Files.write(file, writer.toByteArray());
        return new ClassFileImporter().importPath(file);
    }

    private static List<String> problems(Path output, String inDescriptor, String inServices) throws Exception {
        ModuleDescriptor.Builder descriptor = ModuleDescriptor.newModule("broken");
        if (inDescriptor != null) {
            descriptor.packages(Set.of(inDescriptor.substring(0, inDescriptor.lastIndexOf('.'))));
            descriptor.provides(BackendProvider.class.getName(), List.of(inDescriptor));
        }
        if (inServices != null) {
            Path folder = Files.createDirectories(output.resolve("META-INF/services"));
            Files.writeString(folder.resolve(BackendProvider.class.getName()), "# a comment\n" + inServices + "\n");
        }
        return ProviderRegistration.problemsOf(descriptor.build(), output, only("Shown$Provider"));
    }

    @Test
    void reportsAProviderThatIsNotRegisteredTwice(@TempDir Path directory) throws Exception {
        String name = BROKEN + "Shown$Provider";
        String entry = "org.compatcaps.spi.BackendProvider: " + name;
        String notInServices = entry + " is in module-info.java and not in META-INF/services";
        String notInDescriptor = entry + " is in META-INF/services and not in module-info.java";
        String forgotten = entry + " is not in module-info.java";
        assertEquals(List.of(), problems(directory.resolve("both"), name, name));
        assertEquals(List.of(notInServices), problems(directory.resolve("one"), name, null));
        assertEquals(List.of(notInDescriptor, forgotten), problems(directory.resolve("other"), null, name));
        assertEquals(List.of(forgotten), problems(directory.resolve("none"), null, null));
        List<String> renamed = problems(directory.resolve("renamed"), name, "another.Provider");
        assertTrue(renamed.contains(notInServices), renamed.toString());
        assertEquals(2, renamed.size());
    }

    @Test
    void findsAModuleThatIsPublished(@TempDir Path repository) throws Exception {
        pom(repository, "<modules><module>bom</module><module>new/one</module><module>tool</module></modules>");
        pom(repository.resolve("bom"), "<packaging>pom</packaging>");
        pom(repository.resolve("new/one"), "");
        pom(repository.resolve("tool"), "<properties><maven.deploy.skip>true</maven.deploy.skip></properties>");
        assertEquals("[one]", PublishedModule.all(repository).toString());
    }

    private static void pom(Path folder, String content) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("pom.xml"), "<project>" + content + "</project>");
    }
}
