// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compatcaps.internal.kernel.KvmAbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Each rule must report each member of a class that was made to break it. The modules themselves show that no rule reports too
 * much: {@link BoundariesTest}.
 */
class CounterExamplesTest {

    private static final String BROKEN = "org.compatcaps.verification.boundaries.broken";

    /** Imported once, because each import also reads the classes that these use. */
    private static final JavaClasses EXAMPLES = new ClassFileImporter().importPackages(BROKEN);

    private static List<Arguments> rules() {
        return List.of(
                arguments(
                        "Libraries",
                        Rules.onlyUse(List.of("java..", "org.compatcaps", "org.compatcaps.spi", "org.slf4j"))),
                arguments("Kernel$Knowledge", Rules.knowNothingOfTheKernel()),
                arguments("Kernel$Buffers", Rules.passBuffersOn()),
                arguments(
                        "Kernel$Definitions",
                        Rules.defineNoKernelNumbersBeside(new ClassFileImporter().importClasses(KvmAbi.class))),
                arguments("Jdk$ConsoleAndExit", Rules.staySilentAndEndNoProcess()),
                arguments("Jdk$Processes", Rules.startNoProcess()),
                arguments("Jdk$Connections", Rules.openNoConnection()),
                arguments("Jdk$UsersLocale", Rules.formatForNoLocaleOfTheUser()),
                arguments("Jdk$Environment", Rules.useTheEnvironmentOnlyIn("another.Class")),
                arguments("Kernel", Rules.beInNullMarkedPackages()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void reportsEachMember(String example, ArchRule rule) throws ClassNotFoundException {
        Class<?> type = Class.forName(BROKEN + "." + example);
        String report = String.join("\n", details(rule, EXAMPLES.that(HasName.Predicates.name(type.getName()))));
        assertTrue(report.contains(type.getName()), example + " passes: " + rule);
        Stream.<Member[]>of(type.getDeclaredFields(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(member -> !member.isSynthetic())
                .map(member -> type.getName() + "." + member.getName())
                .forEach(member -> assertTrue(
                        Pattern.compile(Pattern.quote(member) + "\\b")
                                .matcher(report)
                                .find(),
                        () -> member + " passes: " + rule + "\n" + report));
    }

    @Test
    void reportsACycle() {
        ArchRule rule = Rules.haveNoCyclesBetweenPackages();
        assertTrue(String.join("", details(rule, EXAMPLES)).contains("Back.libraries"));
    }

    private static List<String> details(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    private static Stream<String> membersOfTheJdk() {
        return Stream.of(Rules.CONSOLE_AND_EXIT, Rules.STARTS_A_PROCESS, Rules.ENVIRONMENT)
                .flatMap(List::stream);
    }

    /** A rule about a misspelt name would never report anything. */
    @ParameterizedTest
    @MethodSource("membersOfTheJdk")
    void memberExistsInTheJdk(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name.replaceFirst("[.]\\w+$", ""));
        assertTrue(Stream.<Member[]>of(type.getMethods(), type.getFields())
                .flatMap(Arrays::stream)
                .anyMatch(member -> name.equals(type.getName() + "." + member.getName())));
    }

    /** Written as bytes, because Java 17 compiles these tests and does not have the API. */
    @ParameterizedTest
    @CsvSource({
        "java/lang/foreign/MemorySegment, get, (Ljava/lang/foreign/ValueLayout$OfLong;J)J",
        "java/lang/foreign/MemoryLayout, structLayout, ()Ljava/lang/foreign/StructLayout;"
    })
    void reportsTheForeignApi(String owner, String method, String descriptor, @TempDir Path directory)
            throws IOException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_FINAL, "Foreign", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "call", "()V", null, null);
        code.visitCode();
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, method, descriptor, true);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        Path file = Files.write(directory.resolve("Foreign.class"), writer.toByteArray());
        JavaClasses classes = new ClassFileImporter().importPath(file);
        for (ArchRule rule : List.of(Rules.doNotUseTheForeignApi(), Rules.passBuffersOn())) {
            assertTrue(String.join("", details(rule, classes)).contains(method), rule::toString);
        }
    }
}
