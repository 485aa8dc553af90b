// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests queries of hosts without the query if an estimate is allowed. */
class EstimateTest {

    private static final int EPERM = 1;
    private static final int ENOMEM = 12;
    private static final int EINVAL = 22;
    private static final int POWER10 = 0x0f000006;

    @TempDir
    Path directory;

    private final ScriptedCalls script = new ScriptedCalls().kernelRelease("6.12.57-powerpc64le");
    private DeviceTreeFiles tree;

    @BeforeEach
    void createTree() throws IOException {
        tree = new DeviceTreeFiles(directory);
    }

    private ScriptedCalls onNoQuery() {
        return script.onOpening().on("ioctl 3 0x2000ae03 250", 0).on("ioctl 3 0x2000ae03 249", 0);
    }

    private ScriptedCalls onGuests() {
        return onNoQuery().on("ioctl 3 0x2000ae01 1", 4).on("close 4", 0);
    }

    private ScriptedCalls onEstimate(int furtherNesting) {
        return onGuests().on("ioctl 3 0x2000ae03 160", furtherNesting).on("close 3", 0);
    }

    private ScriptedCalls onNoEstimate() {
        return onGuests().on("close 3", 0);
    }

    private CompatCaps ask() {
        return ask(KvmHost.builder().estimate(directory));
    }

    private CompatCaps ask(KvmHost.Builder builder) {
        try (KvmHost host = builder.backend(script).open()) {
            return host.compatCaps();
        } finally {
            script.assertAllMade();
        }
    }

    private void assertUnavailable(Class<? extends Exception> problem, String why, String... parts) {
        assertUnavailable(KvmHost.builder().estimate(directory), problem, why, parts);
    }

    private void assertUnavailable(
            KvmHost.Builder builder, Class<? extends Exception> problem, String why, String... parts) {
        EstimateUnavailableException e = assertThrows(EstimateUnavailableException.class, () -> ask(builder));
        assertTrue(e.getMessage().startsWith("Kernel 6.12.57-powerpc64le is too old: "), e.getMessage());
        assertTrue(e.getMessage().contains(" An estimate is not possible either: " + why), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        assertEquals(2, e.getSuppressed().length);
        QueryNotSupportedException notSupported =
                assertInstanceOf(QueryNotSupportedException.class, e.getSuppressed()[0]);
        assertEquals(Reason.KERNEL_TOO_OLD, notSupported.reason());
        assertEquals(problem, e.getSuppressed()[1].getClass());
    }

    @ParameterizedTest
    @CsvSource({"0x0f000005, 0x4", "0x0f000006, 0x6", "0x0f000007, 0x7"})
    void estimateIsTheOwnModeAndTheOlderOnes(String version, String bits) throws IOException {
        tree.cpu(0, Integer.decode(version)).cpu(8, Integer.decode(version));
        onEstimate(1);
        assertEquals(
                CompatCaps.ofBitmap(Long.decode(bits) << 60)
                        .withNestedApi(NestedApi.V1)
                        .asEstimate(),
                ask());
    }

    @Test
    void nestedApiComesFromTheKernel() throws IOException {
        tree.cpu(0, POWER10);
        onEstimate(0);
        assertEquals(NestedApi.V2, ask().nestedApi().orElseThrow());
    }

    @Test
    void estimateLeavesTheCallersVmAlone() throws IOException {
        tree.cpu(0, POWER10);
        onEstimate(1);
        try (KvmHost host =
                KvmHost.builder().backend(script).estimate(directory).open()) {
            assertTrue(host.compatCaps(7).estimated());
        }
        script.assertAllMade();
    }

    @Test
    void answerOfTheKernelComesFirst() throws IOException {
        tree.cpu(0, 0x0f000007);
        script.kernelRelease("6.12.57-with-the-query")
                .onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .onStruct("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", 0, 24, 0, 1L << 62)
                .on("close 4", 0)
                .on("ioctl 3 0x2000ae03 160", 1)
                .on("close 3", 0);
        assertEquals(
                CompatCaps.ofBitmap(1L << 62)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1),
                ask());
    }

    @Test
    void estimateIsMadeOnlyIfAllowed() {
        onNoQuery().on("close 3", 0);
        try (KvmHost host = KvmHost.builder().backend(script).open()) {
            assertThrows(QueryNotSupportedException.class, host::compatCaps);
        }
        script.assertAllMade();
    }

    @Test
    void newKernelWithoutTheQueryIsNotEstimated() throws IOException {
        tree.cpu(0, POWER10);
        script.kernelRelease("7.3.0");
        onNoQuery().on("close 3", 0);
        QueryNotSupportedException e = assertThrows(QueryNotSupportedException.class, this::ask);
        assertEquals(Reason.NO_NESTED_VIRTUALIZATION, e.reason());
    }

    @Test
    void otherArchitectureIsNotEstimated() throws IOException {
        tree.cpu(0, POWER10);
        script.architecture("amd64")
                .on("open /dev/kvm 0x80002", 3)
                .on("ioctl 3 0xae00 0", 12)
                .on("ioctl 3 0xae03 250", 0)
                .on("close 3", 0);
        QueryNotSupportedException e = assertThrows(QueryNotSupportedException.class, this::ask);
        assertEquals(Reason.NOT_POWERPC, e.reason());
    }

    @Test
    void bareMetalIsNotEstimated() throws IOException {
        tree.cpu(0);
        onNoEstimate();
        assertUnavailable(
                IOException.class, "the CPUs in ", "no cpu-version: this host is not a partition. Use a partition.");
    }

    @ParameterizedTest
    @CsvSource({"0x801200, 0x00801200", "0x0f000004, 0x0f000004", "0x0f000008, 0x0f000008", "0, 0x00000000"})
    void unknownModeIsNotEstimated(String version, String hexadecimal) throws IOException {
        tree.cpu(0, Integer.decode(version));
        onNoEstimate();
        assertUnavailable(
                IOException.class,
                "cpu-version is " + hexadecimal + ", which is not a mode",
                "run this in a partition");
    }

    @Test
    void differingCpusAreNotEstimated() throws IOException {
        tree.cpu(0, POWER10).cpu(8, 0x0f000007);
        onNoEstimate();
        assertUnavailable(IOException.class, "the CPUs in ", "differ in their cpu-version");
    }

    @Test
    void missingDeviceTreeIsReported() {
        onNoEstimate();
        assertUnavailable(IOException.class, "there is no CPU in ", "/cpus. Pass the path of the host's device tree.");
        directory = directory.resolve("elsewhere");
        onNoEstimate();
        assertUnavailable(
                NoSuchFileException.class, directory + "/cpus does not exist. In a container, pass in the host's");
    }

    @Test
    void deviceTreeThatIsNoDirectoryIsReported() throws IOException {
        directory = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createFile(directory.resolve("cpus"));
        onNoEstimate();
        assertUnavailable(IOException.class, directory + "/cpus is not a directory. Pass the path");
    }

    @Test
    void kvmWithoutGuestsIsNotEstimated() throws IOException {
        tree.cpu(0, POWER10);
        onNoQuery().on("ioctl 3 0x2000ae01 1", -EINVAL).on("close 3", 0);
        assertUnavailable(
                KernelCallException.class,
                "KVM-HV cannot run guests here (KVM_CREATE_VM failed with EINVAL)",
                "modprobe kvm-hv");
    }

    @Test
    void otherErrorsAreReportedAsUsual() throws IOException {
        tree.cpu(0, POWER10);
        onNoQuery().on("ioctl 3 0x2000ae01 1", -ENOMEM).on("close 3", 0);
        assertThrows(KernelCallException.class, this::ask);
        onNoQuery().on("ioctl 3 0x2000ae01 1", -EPERM).on("close 3", 0);
        assertThrows(KvmPermissionException.class, this::ask);
    }

    @Test
    void defaultDeviceTreeIsThatOfLinux() {
        assertEquals("/proc/device-tree", KvmHost.DEFAULT_DEVICE_TREE);
    }

    @Test
    void estimateWithoutADirectoryReadsTheDefault() {
        assumeTrue(
                Files.notExists(Path.of("/proc/device-tree")),
                "this machine has a device tree, whose content is unknown");
        onNoEstimate();
        assertUnavailable(
                KvmHost.builder().estimate(), NoSuchFileException.class, "/proc/device-tree/cpus does not exist.");
    }

    @Test
    void supportsCompatCapsIsTrueWhereTheEstimateAnswers() throws IOException {
        tree.cpu(0, POWER10);
        assertSupports(true, onGuests().on("ioctl 3 0x2000ae03 160", 1));
    }

    @Test
    void supportsCompatCapsIsFalseWhereTheEstimateIsNotPossible() throws IOException {
        tree.cpu(0);
        assertSupports(false, onGuests());
    }

    private void assertSupports(boolean expected, ScriptedCalls calls) {
        calls.on("close 3", 0);
        try (KvmHost host =
                KvmHost.builder().backend(script).estimate(directory).open()) {
            assertEquals(expected, host.supportsCompatCaps());
        }
        script.assertAllMade();
    }
}
