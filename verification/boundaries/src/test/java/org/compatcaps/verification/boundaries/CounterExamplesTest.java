// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.internal.kernel.KvmAbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each condition of our own must report code that breaks it. {@link BoundariesTest} shows that no rule reports too much. */
class CounterExamplesTest {

    private static List<Arguments> rules() {
        return List.of(
                arguments(
                        Broken.Libraries.class,
                        Rules.onlyUse(List.of("java..", "org.compatcaps", "org.compatcaps.spi", "org.slf4j")),
                        List.of("jna", "jffi", "internals")),
                arguments(
                        Broken.Definitions.class,
                        Rules.defineNoKernelNumbersBeside(new ClassFileImporter().importClasses(KvmAbi.class)),
                        List.of("0x4010aee4", "0x1000000000000", "0xf9", "KVM_CREATE_VM", "0x2000aeb8")),
                arguments(
                        Broken.Buffers.class,
                        Rules.passBuffersOn(),
                        List.of("structOfJna", "read(", "readThroughJna", "writeThroughJnr")),
                arguments(Broken.Connections.class, Rules.openNoConnection(), List.of("fetch", "connect")),
                arguments(
                        Broken.UsersLocale.class,
                        Rules.formatForNoLocaleOfTheUser(),
                        List.of("formatted", "lowerByReference")));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void reportsEachMistake(Class<?> example, ArchRule rule, List<String> mistakes) {
        JavaClasses classes = new ClassFileImporter().importClasses(example);
        String report = rule.evaluate(classes).getFailureReport().toString();
        for (String mistake : mistakes) {
            assertTrue(report.contains(mistake), () -> mistake + " is not in " + report);
        }
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
}
