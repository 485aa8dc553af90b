// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.KvmHost;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The findings about backends and about their requirements. */
class BackendChecksTest extends SimulatedPartition {

    private static final String DIRECTORY =
            "export JDK_JAVA_OPTIONS='-Djna.tmpdir=DIR -Djffi.extract.dir=DIR', where DIR is writable and not noexec";

    private static String remedyFor(BackendProblem problem) {
        switch (problem) {
            case NATIVE_ACCESS_DENIED:
                return "java --enable-native-access=ALL-UNNAMED";
            case NEEDS_NEWER_JAVA:
                return "use a newer Java version";
            case NEEDS_LINUX:
                return "run this on Linux";
            case LIBRARY_NOT_UNPACKED:
                return DIRECTORY;
            case THREAD_LIMIT:
                return "raise the thread limit (ulimit -u, or pids.max of the cgroup)";
            default:
                return "fix this failure, or add another backend to the class path";
        }
    }

    /** Makes the SDK report a problem with an unrelated text. */
    private static BackendFacts reported(BackendProblem problem) {
        BackendProvider provider = new BackendProvider() {
            @Override
            public String name() {
                return "vendor";
            }

            @Override
            public int priority() {
                return 1;
            }

            @Override
            public boolean isNative() {
                return false;
            }

            @Override
            public SystemCalls bind() throws UnavailableException {
                throw new UnavailableException(problem, "reason");
            }
        };
        BackendUnavailableException e = assertThrows(
                BackendUnavailableException.class,
                () -> KvmHost.builder().backend(provider).open());
        return BackendFacts.of(e.backends().get(0));
    }

    @ParameterizedTest
    @EnumSource
    void remedyDependsOnTheProblemNotOnTheText(BackendProblem problem) {
        backends = List.of(reported(problem));
        assertFinding(examine(host()), "backend-vendor", Status.PROBLEM, "not available: reason", remedyFor(problem));
    }

    @ParameterizedTest
    @EnumSource
    void onlyFailuresAreWarningsBesideAUsableBackend(BackendProblem problem) {
        backends = List.of(reported(problem), USABLE);
        boolean isForOthers = problem == BackendProblem.NEEDS_NEWER_JAVA || problem == BackendProblem.NEEDS_LINUX;
        assertFinding(
                examine(host()),
                "backend-vendor",
                isForOthers ? Status.OK : Status.WARNING,
                "not available: reason",
                isForOthers ? null : remedyFor(problem));
    }

    @Test
    void findingOfBrokenBackendHasValidId() {
        backends = List.of(failed("(broken)", BackendProblem.PROVIDER_BROKEN), USABLE);
        assertEquals(Status.WARNING, find(examine(host()), "backend-broken").status());
    }

    @Test
    void mockAloneIsAProblem() {
        backends = List.of(mock());
        Diagnosis diagnosis = examine(host());
        assertFinding(diagnosis, "backend-mock", Status.OK, "available if selected explicitly", null);
        assertFinding(
                diagnosis,
                "backends",
                Status.PROBLEM,
                "none of ffm, jna or jnr was found",
                "add compatcaps-backend-jna and JNA to the class path");
    }

    @Test
    void selectedUnknownBackendIsAProblem() {
        Diagnosis diagnosis =
                Doctor.diagnose(facts(POWER, () -> KvmHost.builder().backend("rust")));
        assertFinding(
                diagnosis,
                "query",
                Status.PROBLEM,
                "'rust'",
                "do not select a backend (--backend, COMPATCAPS_BACKEND, -Dcompatcaps.backend)");
    }

    @Test
    void noexecDirectoryIsAProblemWithoutUsableBackend() throws IOException {
        file("proc/self/mounts", "rootfs / rootfs rw 0 0\ntmpfs /tmp tmpfs rw,noexec 0 0\n");
        backends = List.of(
                failed("ffm", BackendProblem.NEEDS_NEWER_JAVA),
                failed("jna", BackendProblem.LIBRARY_NOT_UNPACKED),
                mock());
        assertFirst(examine(host()), Status.PROBLEM, "/tmp is mounted noexec", DIRECTORY);

        backends = List.of(available("ffm"), backends.get(1));
        Diagnosis diagnosis = examine(host());
        assertFinding(diagnosis, "temporary-directory", Status.OK, "but a backend is available", null);
        assertEquals(Status.WARNING, find(diagnosis, "backend-jna").status());
    }

    @Test
    void missingDirectoryIsAProblemWithoutUsableBackend() throws IOException {
        remove("tmp");
        backends = List.of(failed("jna", BackendProblem.LIBRARY_NOT_UNPACKED));
        assertFinding(examine(host()), "temporary-directory", Status.PROBLEM, "/tmp does not exist", DIRECTORY);
    }

    @Test
    void lastMountAtAPlaceCounts() throws IOException {
        file(
                "proc/self/mounts",
                "tmpfs /tmp tmpfs rw,noexec 0 0\ntmpfs /tmp tmpfs rw 0 0\nrootfs / rootfs noexec 0 0\n");
        assertFinding(examine(host()), "temporary-directory", Status.OK, "/tmp is writable, and", null);
    }
}
