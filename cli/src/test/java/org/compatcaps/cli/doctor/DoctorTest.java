// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.compatcaps.KvmHost;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a whole: its findings, verdict and summary for simulated hosts. */
class DoctorTest extends SimulatedPartition {

    @Test
    void faultlessPartitionHasOnlyOkFindings() {
        Diagnosis diagnosis = examine(host());
        assertOnlyFaults(diagnosis, "query");
        assertFinding(diagnosis, "platform", Status.OK, "a partition (IBM pSeries (emulated by qemu)) under KVM", null);
        assertFinding(
                diagnosis,
                "processor",
                Status.OK,
                "POWER10 (architected); the partition is in POWER10 mode (0x0f000006)",
                null);
        assertFinding(diagnosis, "kernel", Status.OK, "7.3-powerpc64le", null);
        assertFinding(diagnosis, "modules", Status.OK, "kvm_hv, kvm", null);
        assertFinding(diagnosis, "nested-api", Status.OK, "v1 (modes derived from", null);
        assertFinding(diagnosis, "nested-api", Status.OK, "nested=Y", null);
        assertFinding(
                diagnosis,
                "query",
                Status.WARNING,
                "POWER9, POWER10 (0x6000000000000000), queried through mock, which simulates",
                "do not select that backend");
        assertTrue(diagnosis.summary().startsWith("this host answers: POWER9, POWER10; but "), diagnosis.summary());
    }

    /** Returns hosts with several findings that explain each other. */
    private List<Facts> faultyHosts() throws IOException {
        List<Facts> hosts = new ArrayList<>();
        hosts.add(facts(host().withoutQuery().build()));
        file("proc/modules", "");
        remove("sys/module");
        file("run/.containerenv", "");
        backends = List.of(failed("ffm", BackendProblem.NEEDS_NEWER_JAVA), failed("jna", BackendProblem.JAR_DAMAGED));
        hosts.add(facts(host().withoutKvm().build()));
        SimulatedHost host = host().build();
        host.fail(KernelCall.KVM_CREATE_VM, 1);
        hosts.add(facts(host));
        backends = List.of();
        hosts.add(facts(POWER, () -> KvmHost.builder().backend("rust")));
        return hosts;
    }

    @Test
    void checksInReversedOrderHaveTheSameFindings() throws IOException {
        for (Facts facts : faultyHosts()) {
            List<Check> checks = new ArrayList<>(Checks.of(facts));
            List<Finding> findings = Doctor.findings(checks, facts);
            Collections.reverse(checks);
            List<Finding> reversed = new ArrayList<>(Doctor.findings(checks, facts));
            Collections.reverse(reversed);
            assertEquals(findings.toString(), reversed.toString());
        }
    }

    @Test
    void findingsHaveTheNamesOfTheirChecks() throws IOException {
        for (Facts facts : faultyHosts()) {
            List<String> names = Checks.of(facts).stream().map(Check::id).collect(Collectors.toList());
            assertEquals(
                    names,
                    Doctor.findings(Checks.of(facts), facts).stream()
                            .map(Finding::id)
                            .collect(Collectors.toList()));
            assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        }
    }

    @Test
    void queryWithoutExplanationHasRemedyOfFirstProblem() {
        Finding first = Finding.problem("a", "text", "remedy of a");
        Finding second = Finding.problem("b", "text", "remedy of b");
        Finding warning = Finding.warning("c", "text", "remedy of c");
        Finding query = Finding.consequence("query", "text");
        assertFinding(
                Diagnosis.of(List.of(query, warning, first, second), null),
                "query",
                Status.PROBLEM,
                "text",
                "remedy of a");
        assertFinding(
                Diagnosis.of(List.of(query, warning), null), "query", Status.PROBLEM, "text", "sudo dmesg | tail");
    }

    /** Gives a simulated host the name of a native backend, whose answers the doctor trusts. */
    private static BackendProvider nativeBackend(SimulatedHost host) {
        return new BackendProvider() {
            @Override
            public String name() {
                return "jna";
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
            public SystemCalls bind() {
                return host.bind();
            }
        };
    }

    private Diagnosis examineNative(SimulatedHost host) {
        return Doctor.diagnose(facts(POWER, () -> KvmHost.builder().backend(nativeBackend(host))));
    }

    @Test
    void verdictOfFaultlessPartitionIsTheAnswer() {
        Diagnosis diagnosis = examineNative(host().build());
        assertOnlyFaults(diagnosis);
        assertEquals(Status.OK, diagnosis.verdict());
        assertEquals("this host answers: POWER9, POWER10", diagnosis.summary());
    }

    @Test
    void answerWithoutNamedModesIsAWarning() {
        assertFinding(
                examineNative(host().bitmap(1).build()),
                "query",
                Status.WARNING,
                "none (0x0000000000000001), queried through jna: this version of compatcaps has no name for any mode",
                "update compatcaps");
    }

    @Test
    void hostWithoutFilesIsExamined(@TempDir Path empty) {
        Diagnosis diagnosis = Doctor.diagnose(Facts.collect(
                new HostFiles(empty),
                POWER,
                "/dev/kvm",
                null,
                () -> {
                    throw new NoClassDefFoundError("x");
                },
                () -> KvmHost.builder().backend(host().withoutKvm().build())));
        assertEquals(Status.PROBLEM, diagnosis.verdict());
        assertFinding(diagnosis, "platform", Status.WARNING, "shows whether", "mount /proc in this environment");
        assertFinding(
                diagnosis,
                "backends",
                Status.WARNING,
                "cannot be checked: unexpected java.lang.NoClassDefFoundError: x",
                "allow this user to read /proc, /sys and /dev");
        assertFinding(diagnosis, "kvm-device", Status.PROBLEM, "does not exist", "sudo modprobe kvm-hv");
    }

    @Test
    void unreadableFileIsAFinding() throws IOException {
        remove("proc/modules");
        Files.createDirectories(root.resolve("proc/modules"));
        assertFinding(
                examine(host()),
                "modules",
                Status.WARNING,
                "cannot be checked: /proc/modules: Is a directory",
                "allow this user to read /proc, /sys and /dev");
        remove("proc/1/cgroup");
        Files.createDirectories(root.resolve("proc/1/cgroup"));
        assertFinding(
                examine(host()),
                "container",
                Status.WARNING,
                "cannot be checked: /proc/1/cgroup: Is a directory",
                "allow this user to read /proc, /sys and /dev");
    }

    @Test
    void findingIsOneLineOfAscii() {
        assertEquals("a?b?", Finding.ok("x", " a\nb\u00e9").text());
    }
}
