// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In each of the {@link Situations} a backend has a reason, the others work, and so do the remedies in the reason. */
@Execution(ExecutionMode.CONCURRENT)
class LoadingIT {

    static Stream<Arguments> situations() throws Exception {
        return Situations.all().stream()
                .flatMap(situation -> situation.jdks.stream().map(jdk -> Arguments.of(situation, jdk)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("situations")
    void stoppedBackendsHaveReasonsAndRemedies(Situation situation, Jdk jdk, @TempDir Path directory) throws Exception {
        Tool tool = situation.change.of(Tool.on(jdk, directory));
        Jdk.Result list = tool.run("backends");
        List<String> available = new ArrayList<>();
        for (String backend : tool.backends()) {
            Pattern reason = situation.reasons.get(backend);
            if (reason == null) {
                assertTrue(hasLine(list, backend + ": available"), () -> backend + ": " + list);
                available.add(backend);
            } else {
                assertRefused(tool, backend, reasonOf(situation.listedAs(backend), reason, list));
            }
        }
        // Where a backend is stopped, it is enough that the best of the others works.
        for (String backend : situation.reasons.isEmpty() ? available : List.<String>of()) {
            assertWorks(tool.run("--backend", backend, "--device", "/dev/null"));
        }
        Jdk.Result automatic = tool.run("--device", "/dev/null");
        if (available.isEmpty()) {
            assertEquals(5, automatic.exitCode, automatic.toString());
            assertEquals("", automatic.out);
            assertTrue(automatic.err.contains("compatcaps: There is no usable backend. Found: "), automatic.err);
        } else {
            assertWorks(automatic);
        }
        for (Situation.Change remedy : situation.remedies) {
            Jdk.Result fixed = remedy.of(tool).run("backends");
            for (String backend : tool.backends()) {
                assertTrue(hasLine(fixed, backend + ": available"), () -> backend + ": " + fixed);
            }
        }
    }

    private static boolean hasLine(Jdk.Result result, String line) {
        return result.out.lines().anyMatch(line::equals);
    }

    private static String reasonOf(String listedAs, Pattern expected, Jdk.Result list) {
        String start = listedAs + ": not available: ";
        List<String> lines =
                list.out.lines().filter(line -> line.startsWith(start)).toList();
        assertEquals(1, lines.size(), list.toString());
        String reason = lines.get(0).substring(start.length());
        assertTrue(expected.matcher(reason).matches(), () -> reason + "\nis not " + expected);
        return reason;
    }

    /** Selecting the backend is an error with the reason; no other backend is used instead. */
    private static void assertRefused(Tool tool, String backend, String reason) throws Exception {
        Jdk.Result result = tool.run("--backend", backend);
        assertEquals(5, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertTrue(
                result.err.contains("compatcaps: Backend '" + backend + "', selected by the application, "),
                result.err);
        assertTrue(withoutNumbers(result.err).contains(withoutNumbers(reason)), result.err);
    }

    /** The temporary files of JNA and jffi have other names each time. */
    private static String withoutNumbers(String text) {
        return text.replaceAll("(jna|jffi)\\d+[.]", "$1N.");
    }

    private static void assertWorks(Jdk.Result result) {
        assertEquals(4, result.exitCode, result.toString());
        assertTrue(result.err.contains("KVM_GET_API_VERSION failed with ENOTTY"), result.toString());
    }
}
