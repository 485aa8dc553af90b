// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications in class loaders of their own. Each binds all backends first. */
@Execution(ExecutionMode.CONCURRENT)
class ApplicationServerIT {

    private static final List<String> NATIVE = List.of("ffm", "jna", "jnr");
    /** Seconds, for the slowest machine; as a rule the first garbage collection does it. */
    private static final String ENOUGH = "30";

    /** For a loader that is expected to stay. */
    private static final String A_MOMENT = "2";

    private static final String MOCKS_ANSWER = "mock [POWER9, POWER10]";

    private static List<Arguments> jdksAndBackends() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            for (String backend : List.of("ffm", "jna", "jnr", "mock")) {
                all.add(Arguments.of(jdk, backend));
            }
        }
        return all;
    }

    private static Run server(
            Jdk jdk, String backend, String seconds, String situation, String contextLoader, String... leftOut)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        if (jdk.warnsOfNativeCode()) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Dcompatcaps.backend=" + backend,
                "-Dseconds=" + seconds,
                "-cp",
                "target/server.jar",
                "com.example.server.Server",
                situation,
                contextLoader,
                "target/server-application.jar",
                "target/lib"));
        command.addAll(List.of(leftOut));
        return Run.of(Run.project("application-server"), command).endsWith(0);
    }

    private static void assertAnswer(Jdk jdk, String backend, String got) {
        String expected = Host.refusal();
        if (backend.equals("mock")) {
            expected = MOCKS_ANSWER;
        } else if (backend.equals("ffm") && !jdk.hasFfm()) {
            expected = "BackendUnavailableException: ";
        }
        assertTrue(got.startsWith(expected), got);
    }

    /** The context class loader sees only classes of the JDK. */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationIsUnloadedBesideAnother(Jdk jdk, String backend) throws Exception {
        assertFirstIsUnloaded(jdk, backend, server(jdk, backend, ENOUGH, "siblings", "none"));
    }

    /** As servers do: the context class loader is the application's, and threads that are started take it over. */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationIsUnloadedIfItsLoaderWasContextLoader(Jdk jdk, String backend) throws Exception {
        assertFirstIsUnloaded(jdk, backend, server(jdk, backend, ENOUGH, "siblings", "own"));
    }

    private static void assertFirstIsUnloaded(Jdk jdk, String backend, Run run) {
        assertAnswer(jdk, backend, run.after("first: ").get(0));
        run.says("first unloaded: true");
        List<String> second = run.after("second: ");
        assertEquals(2, second.size(), "before and after");
        assertAnswer(jdk, backend, second.get(0));
        assertEquals(second.get(0), second.get(1));
    }

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    /** The SDK keeps the cause of the reason. That must not keep the class loader of the application. */
    @ParameterizedTest
    @MethodSource("jdks")
    void unavailableBackendsDoNotKeepApplication(Jdk jdk) throws Exception {
        server(jdk, "jna", ENOUGH, "siblings", "own", "jna-", "jnr-", "jffi-")
                .says("first unloaded: true")
                .mentions("first: BackendUnavailableException: ")
                .mentions("ClassNotFoundException: com.sun.jna");
    }

    /**
     * An application that brings the SDK and one backend along. JNA's thread and what jffi registers for cleaning up stay
     * until the end of the process, and keep the loader of whoever brings those libraries along.
     */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationWithSdkIsRedeployed(Jdk jdk, String backend) throws Exception {
        boolean unloaded = !backend.equals("jna") && !backend.equals("jnr");
        assertRedeployed(jdk, backend, "redeploy", unloaded, unloaded);
    }

    /** With the libraries in a loader above it is enough for jnr; JNA's thread keeps who made it start, but nobody after. */
    @ParameterizedTest
    @MethodSource("jdks")
    void applicationWithSdkIsRedeployedOnLibrariesOfServer(Jdk jdk) throws Exception {
        assertRedeployed(jdk, "jnr", "redeploy-on-libraries", true, true);
        assertRedeployed(jdk, "jna", "redeploy-on-libraries", false, true);
    }

    private static void assertRedeployed(
            Jdk jdk, String backend, String situation, boolean firstUnloaded, boolean secondUnloaded) throws Exception {
        List<String> others = new ArrayList<>();
        for (String other : NATIVE) {
            if (!other.equals(backend)) {
                others.add("compatcaps-backend-" + other);
            }
        }
        String seconds = (firstUnloaded ? ENOUGH : A_MOMENT) + "," + (secondUnloaded ? ENOUGH : A_MOMENT);
        Run run = server(jdk, backend, seconds, situation, "own", others.toArray(new String[0]));
        for (int i = 1; i <= 2; i++) {
            assertAnswer(jdk, backend, run.after("deployment " + i + ": ").get(0));
        }
        run.says("deployment 1 unloaded: " + firstUnloaded);
        run.says("deployment 2 unloaded: " + secondUnloaded);
    }
}
