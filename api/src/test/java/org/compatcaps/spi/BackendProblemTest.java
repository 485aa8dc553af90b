// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BackendProblemTest {

    @Test
    void backendForAnotherJavaOrSystemIsNoFailure() {
        assertEquals(
                EnumSet.of(BackendProblem.NEEDS_NEWER_JAVA, BackendProblem.NEEDS_LINUX),
                Arrays.stream(BackendProblem.values())
                        .filter(problem -> !problem.isFailure())
                        .collect(Collectors.toSet()));
    }
}
