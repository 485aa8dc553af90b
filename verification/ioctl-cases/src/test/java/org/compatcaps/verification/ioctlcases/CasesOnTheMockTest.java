// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each case on the simulated kernel of each kind of host. */
class CasesOnTheMockTest {

    @TestFactory
    Stream<DynamicContainer> theMockAnswersAsTheFileSays() {
        return Stream.of(HostKind.values()).map(host -> DynamicContainer.dynamicContainer(host.column(), tests(host)));
    }

    private static Stream<DynamicTest> tests(HostKind host) {
        try {
            return IoctlCase.of(host).stream()
                    .map(one -> DynamicTest.dynamicTest(one.name(), () -> answersAsExpected(one, host)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answersAsExpected(IoctlCase one, HostKind host) {
        SimulatedHost simulated = host.simulate();
        String answered = one.run(simulated.bind());
        assertEquals(Set.of(), simulated.openDescriptors());
        // A wrong argument in the file.
        assertFalse(answered.contains("Exception"), answered);
        String expected = one.expected(host);
        if (one.notSimulated().isPresent()) {
            // Once the mock can do it, the file must say so, or the case would go on not being compared.
            assertNotEquals(expected, answered, "this could be compared");
            abort("not compared: " + one.notSimulated().get());
        }
        assertEquals(expected, answered);
    }
}
