// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the exact system calls of {@link KvmHost} on each path. */
class KvmHostTest {

    private static final int EPERM = 1;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int ENOMEM = 12;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    private final ScriptedCalls script = new ScriptedCalls();

    private KvmHost open() {
        return KvmHost.builder().backend(script).open();
    }

    @Test
    void queriesAReleasedKernel() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .onStruct("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", 0, 24, 0, 0x6000000000000000L)
                .on("close 4", 0)
                .on("ioctl 3 0x2000ae03 160", 1)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            assertEquals(
                    CompatCaps.ofBitmap(0x6000000000000000L)
                            .withKernelInterface(KernelInterface.RELEASED)
                            .withNestedApi(NestedApi.V1),
                    host.compatCaps());
            assertEquals("scripted", host.backend());
            assertEquals("/dev/kvm", host.device());
            assertEquals("KvmHost[/dev/kvm through scripted]", host.toString());
        }
        script.assertAllMade();
    }

    @Test
    void queriesAFirstPostedKernelAfterTheReleasedInterface() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .onStruct("ioctl 4 0x4010aee4 0 2d3c4b5a6978", 0, 0, 0xC000000000000001L)
                .on("close 4", 0)
                .on("ioctl 3 0x2000ae03 160", 0)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            CompatCaps caps = host.compatCaps();
            assertEquals(
                    CompatCaps.ofBitmap(0xC000000000000001L)
                            .withKernelInterface(KernelInterface.FIRST_POSTED)
                            .withNestedApi(NestedApi.V2),
                    caps);
            assertEquals(0x8000000000000001L, caps.unknownBits());
        }
        script.assertAllMade();
    }

    @Test
    void kernelWithAnotherPostingHasNoQuery() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .on("ioctl 4 0x4010aee4 0 2d3c4b5a6978", -25)
                .on("close 4", 0)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            QueryNotSupportedException e = assertThrows(QueryNotSupportedException.class, host::compatCaps);
            assertEquals(QueryNotSupportedException.Reason.OTHER_INTERFACE, e.reason());
            assertCall(e, "KVM_PPC_GET_COMPAT_CAPS", 25, "ENOTTY");
            assertEquals(
                    "KVM_PPC_GET_COMPAT_CAPS failed with ENOTTY on /dev/kvm, although the kernel reports capability 249. The"
                            + " kernel has an unreleased version of the query, which the SDK does not support. Update the"
                            + " kernel to Linux 7.3 or later.",
                    e.getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void anotherPostingIsNamedOnTheCallersVm() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 1)
                .on("ioctl 7 0x4010aee4 0 2d3c4b5a6978", -25)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KernelCallException e = assertThrows(KernelCallException.class, () -> host.compatCaps(7));
            assertTrue(e.getMessage().contains("If it is a VM: The kernel has an unreleased version"), e.getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void kvmThatCannotCreateVmsMustBeReloaded() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", -22)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KvmReloadRequiredException e = assertThrows(KvmReloadRequiredException.class, host::compatCaps);
            assertCall(e, "KVM_CREATE_VM", 22, "EINVAL");
            assertEquals(
                    "KVM_CREATE_VM failed with EINVAL on /dev/kvm: the kernel supports the query, but KVM cannot create VMs. This"
                            + " partition was probably migrated. Stop the programs that use KVM, and load its modules again (modprobe -r"
                            + " kvm_hv kvm, then modprobe kvm-hv).",
                    e.getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void leavesTheCallersVmOpen() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .onStruct("ioctl 7 0x2000aeb8 18 0 2d3c4b5a6978", 0, 24, 0, 0x4000000000000000L)
                .on("ioctl 3 0x2000ae03 160", 0)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            assertEquals(
                    CompatCaps.ofBitmap(0x4000000000000000L)
                            .withKernelInterface(KernelInterface.RELEASED)
                            .withNestedApi(NestedApi.V2),
                    host.compatCaps(7));
        }
        script.assertAllMade();
    }

    @ParameterizedTest
    @CsvSource({
        "9, EBADF, it is not open",
        "22, EINVAL, probably not a VM",
        "25, ENOTTY, probably not a VM",
        "5, EIO, process"
    })
    void explainsAWrongDescriptorOfTheCaller(int errno, String name, String explanation) {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 7 0x2000aeb8 18 0 2d3c4b5a6978", -errno)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KernelCallException e = assertThrows(KernelCallException.class, () -> host.compatCaps(7));
            assertCall(e, "KVM_PPC_GET_COMPAT_CAPS", errno, name);
            assertTrue(e.getMessage().contains(explanation), e.getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void negativeDescriptorIsRejectedWithoutACall() {
        script.onOpening().on("close 3", 0);
        try (KvmHost host = open()) {
            assertThrows(IllegalArgumentException.class, () -> host.compatCaps(-1));
        }
        script.assertAllMade();
    }

    @Test
    void createsNoVmOnAnotherArchitectureAndSkipsTheFirstPostedInterface() {
        script.architecture("amd64")
                .on("open /dev/kvm 0x80002", 3)
                .on("ioctl 3 0xae00 0", 12)
                .on("ioctl 3 0xae03 250", 0)
                .on("close 3", 0);
        assertNotSupported(Reason.NOT_POWERPC, "exists only on IBM Power; this host is amd64");
    }

    @Test
    void reportsAnOlderKernel() {
        script.kernelRelease("6.12.57-powerpc64le")
                .onOpening()
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 0)
                .on("close 3", 0);
        assertNotSupported(Reason.KERNEL_TOO_OLD, "6.12.57-powerpc64le");
    }

    @Test
    void reportsAPartitionWithoutNestedVirtualization() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 0)
                .on("close 3", 0);
        assertNotSupported(Reason.NO_NESTED_VIRTUALIZATION, "nested virtualization is not enabled in this partition");
    }

    private void assertNotSupported(Reason reason, String explanation) {
        try (KvmHost host = open()) {
            QueryNotSupportedException e = assertThrows(QueryNotSupportedException.class, host::compatCaps);
            assertEquals(reason, e.reason());
            assertTrue(e.getMessage().contains(explanation), e.getMessage());
            assertEquals(Optional.empty(), e.call());
            assertEquals(OptionalInt.empty(), e.errno());
            assertEquals(Optional.empty(), e.errnoName());
        }
        script.assertAllMade();
    }

    @ParameterizedTest
    @CsvSource({
        "7.3.0, false",
        "7.2.9, true",
        "7.0, true",
        "0.99, true",
        "6.123456, true",
        "6.1234567, false",
        "6.12.0-1-powerpc64le, true",
        "7.3~rc7, false",
        "7.10, false",
        "8.0, false"
    })
    void kernelsBeforeLinux73AreTooOld(String release, boolean older) {
        assertEquals(older, KernelInterface.isTooOld(release));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "7", ".3", "7.", "x.y", "99999999999.1"})
    void releaseWithoutTwoNumbersIsNotTooOld(String release) {
        assertFalse(KernelInterface.isTooOld(release));
    }

    @Test
    void supportsCompatCapsChecksOnlyTheCapability() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 1)
                .on("ioctl 3 0x2000ae03 250", 0)
                .on("ioctl 3 0x2000ae03 249", 0)
                .on("ioctl 3 0x2000ae03 250", -EINVAL)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            assertTrue(host.supportsCompatCaps());
            assertTrue(host.supportsCompatCaps());
            assertFalse(host.supportsCompatCaps());
            assertCall(
                    assertThrows(KernelCallException.class, host::supportsCompatCaps),
                    "KVM_CHECK_EXTENSION",
                    EINVAL,
                    "EINVAL");
        }
        script.assertAllMade();
    }

    @ParameterizedTest
    @CsvSource({
        "2, ENOENT, NoKvmException",
        "20, ENOTDIR, NoKvmException",
        "6, ENXIO, NoKvmException",
        "19, ENODEV, NoKvmException",
        "21, EISDIR, NoKvmException",
        "36, ENAMETOOLONG, NoKvmException",
        "40, ELOOP, NoKvmException",
        "13, EACCES, KvmPermissionException",
        "1, EPERM, KvmPermissionException",
        "24, EMFILE, KernelCallException",
        "23, ENFILE, KernelCallException",
        "4095, errno 4095, KernelCallException",
    })
    void errnoOfOpenDecidesTheException(int errno, String name, String type) {
        script.on("open /dev/kvm 0x80002", -errno);
        CompatCapsException e = assertThrows(CompatCapsException.class, this::open);
        assertEquals(type, e.getClass().getSimpleName());
        assertCall(e, "open", errno, name);
        assertTrue(e.getMessage().contains("/dev/kvm"), e.getMessage());
        script.assertAllMade();
    }

    @ParameterizedTest
    @ValueSource(ints = {ENOTTY, EINVAL})
    void openRejectsADeviceThatIsNotKvm(int errno) {
        script.on("open /dev/null 0x80002", 3)
                .on("ioctl 3 0x2000ae00 0", -errno)
                .on("close 3", 0);
        NoKvmException e = assertThrows(
                NoKvmException.class,
                () -> KvmHost.builder().backend(script).device("/dev/null").open());
        assertEquals(Optional.of("KVM_GET_API_VERSION"), e.call());
        assertTrue(
                e.getMessage().contains("/dev/null is not the KVM device (KVM_GET_API_VERSION failed with E"),
                e.getMessage());
        script.assertAllMade();
    }

    @Test
    void openRejectsAnotherApiVersion() {
        script.on("open /dev/kvm 0x80002", 3).on("ioctl 3 0x2000ae00 0", 13).on("close 3", 0);
        KernelAnswerException e = assertThrows(KernelAnswerException.class, this::open);
        assertTrue(e.getMessage().contains("returned 13, and only version 12 is defined"), e.getMessage());
        script.assertAllMade();
    }

    @Test
    void failedCloseIsSuppressedByTheFailedFirstCall() {
        script.on("open /dev/kvm 0x80002", 3)
                .on("ioctl 3 0x2000ae00 0", -ENOMEM)
                .on("close 3", -EIO);
        KernelCallException e = assertThrows(KernelCallException.class, this::open);
        assertCall(e, "KVM_GET_API_VERSION", ENOMEM, "ENOMEM");
        assertCall((CompatCapsException) e.getSuppressed()[0], "close", EIO, "EIO");
        script.assertAllMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/kvm\0x", "/dev/kvm\0", "\0/dev/kvm"})
    void openRejectsAPathWithAZeroCharacter(String path) {
        KvmHost.Builder builder = KvmHost.builder().backend(script).device(path);
        assertThrows(IllegalArgumentException.class, builder::open);
    }

    @Test
    void pathsReachTheKernelInUtf8() {
        script.on("open /dev/kvm-\u00e9\u20ac 0x80002", -2);
        assertThrows(
                NoKvmException.class,
                () -> KvmHost.builder()
                        .backend(script)
                        .device("/dev/kvm-\u00e9\u20ac")
                        .open());
        script.assertAllMade();
    }

    @Test
    void failedQueryClosesTheVm() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .on("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", -EINVAL)
                .on("close 4", 0)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KernelCallException e = assertThrows(KernelCallException.class, host::compatCaps);
            assertCall(e, "KVM_PPC_GET_COMPAT_CAPS", EINVAL, "EINVAL");
        }
        script.assertAllMade();
    }

    @Test
    void failedCloseIsSuppressedByTheFailedQuery() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .on("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", -EINVAL)
                .on("close 4", -EIO)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KernelCallException e = assertThrows(KernelCallException.class, host::compatCaps);
            assertCall(e, "KVM_PPC_GET_COMPAT_CAPS", EINVAL, "EINVAL");
            assertCall((CompatCapsException) e.getSuppressed()[0], "close", EIO, "EIO");
        }
        script.assertAllMade();
    }

    @Test
    void failedCloseIsSuppressedByTheMissingAnswer() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .on("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", 0)
                .on("close 4", -EIO)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KernelAnswerException e = assertThrows(KernelAnswerException.class, host::compatCaps);
            assertCall((CompatCapsException) e.getSuppressed()[0], "close", EIO, "EIO");
        }
        script.assertAllMade();
    }

    @Test
    void failedCloseIsReportedAndNotRepeated() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .onStruct("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", 0, 24, 0, 0x4000000000000000L)
                .on("close 4", -EINTR)
                .on("close 3", -EINTR);
        KvmHost host = open();
        KernelCallException e = assertThrows(KernelCallException.class, host::compatCaps);
        assertCall(e, "close", EINTR, "EINTR");
        assertTrue(e.getMessage().contains("closed all the same"), e.getMessage());
        assertCall(assertThrows(KernelCallException.class, host::close), "close", EINTR, "EINTR");
        host.close();
        script.assertAllMade();
    }

    @ParameterizedTest
    @CsvSource({
        "1, EPERM, KvmPermissionException",
        "13, EACCES, KvmPermissionException",
        "12, ENOMEM, KernelCallException"
    })
    void failedCreateVmIsReported(int errno, String name, String type) {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", -errno)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            CompatCapsException e = assertThrows(CompatCapsException.class, host::compatCaps);
            assertEquals(type, e.getClass().getSimpleName());
            assertCall(e, "KVM_CREATE_VM", errno, name);
        }
        script.assertAllMade();
    }

    @Test
    void partlyFilledStructIsNoAnswer() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .onStruct("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", 0, 16, 0, 0)
                .on("close 4", 0)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            KernelAnswerException e = assertThrows(KernelAnswerException.class, host::compatCaps);
            assertTrue(e.getMessage().contains("16 of 24 bytes"), e.getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void emptyBitmapIsAnAnswerAndUnchangedBitmapIsNone() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .onStruct("ioctl 7 0x2000aeb8 18 0 2d3c4b5a6978", 0, 24, 0, 0)
                .on("ioctl 3 0x2000ae03 160", 1)
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 7 0x2000aeb8 18 0 2d3c4b5a6978", 0)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            assertEquals(0, host.compatCaps(7).bitmap());
            KernelAnswerException e = assertThrows(KernelAnswerException.class, () -> host.compatCaps(7));
            assertTrue(
                    e.getMessage()
                            .contains(
                                    "succeeded without an answer: the bitmap still has its value from before the call. Try a backend other than "),
                    e.getMessage());
            assertTrue(e.getMessage().contains("scripted"), e.getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void interruptedCallsAreRepeated() {
        script.on("open /dev/kvm 0x80002", -EINTR)
                .on("open /dev/kvm 0x80002", 3)
                .on("ioctl 3 0x2000ae00 0", -EINTR)
                .on("ioctl 3 0x2000ae00 0", -EINTR)
                .on("ioctl 3 0x2000ae00 0", 12)
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", -EINTR)
                .on("ioctl 3 0x2000ae01 0", 4)
                .on("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", -EINTR)
                .onStruct("ioctl 4 0x2000aeb8 18 0 2d3c4b5a6978", 0, 24, 0, 0x4000000000000000L)
                .on("close 4", 0)
                .on("ioctl 3 0x2000ae03 160", 1)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            assertTrue(host.compatCaps().supports(ProcessorMode.POWER9));
        }
        script.assertAllMade();
    }

    @Test
    void checkExtensionIsRepeatedAHundredTimesAtMost() {
        script.onOpening();
        for (int i = 0; i < 100; i++) {
            script.on("ioctl 3 0x2000ae03 250", -EINTR);
        }
        script.on("close 3", 0);
        try (KvmHost host = open()) {
            KernelCallException e = assertThrows(KernelCallException.class, host::compatCaps);
            assertCall(e, "KVM_CHECK_EXTENSION", EINTR, "EINTR");
        }
        script.assertAllMade();
    }

    @Test
    void openIsRepeatedAHundredTimesAtMost() {
        for (int i = 0; i < 100; i++) {
            script.on("open /dev/kvm 0x80002", -EINTR);
        }
        assertCall(assertThrows(KernelCallException.class, this::open), "open", EINTR, "EINTR");
        script.assertAllMade();
    }

    @Test
    void getCompatCapsIsRepeatedAHundredTimesAtMost() {
        script.onOpening().on("ioctl 3 0x2000ae03 250", 1);
        for (int i = 0; i < 100; i++) {
            script.on("ioctl 0 0x2000aeb8 18 0 2d3c4b5a6978", -EINTR);
        }
        script.on("close 3", 0);
        try (KvmHost host = open()) {
            // Zero is a valid descriptor.
            KernelCallException e = assertThrows(KernelCallException.class, () -> host.compatCaps(0));
            assertCall(e, "KVM_PPC_GET_COMPAT_CAPS", EINTR, "EINTR");
        }
        script.assertAllMade();
    }

    @Test
    void otherThreadsDoNotWaitForAClosedHost() throws Exception {
        script.onOpening().on("close 3", 0);
        KvmHost host = open();
        host.close();
        FutureTask<Boolean> task = new FutureTask<>(host::supportsCompatCaps);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        ExecutionException e = assertThrows(ExecutionException.class, () -> task.get(60, TimeUnit.SECONDS));
        assertInstanceOf(IllegalStateException.class, e.getCause());
        script.assertAllMade();
    }

    @Test
    void closeTwiceIsHarmless() {
        script.onOpening().on("close 3", 0);
        KvmHost host = open();
        host.close();
        host.close();
        script.assertAllMade();
    }

    @Test
    void forbiddenCloseIsReportedOnce() {
        script.onOpening().on("close 3", -EPERM);
        KvmHost host = open();
        assertCall(assertThrows(KvmPermissionException.class, host::close), "close", EPERM, "EPERM");
        host.close();
        script.assertAllMade();
    }

    @Test
    void closedHostThrowsIllegalStateException() {
        script.onOpening().on("close 3", 0);
        KvmHost host = open();
        host.close();
        assertThrows(IllegalStateException.class, host::compatCaps);
        assertThrows(IllegalStateException.class, () -> host.compatCaps(7));
        assertThrows(IllegalStateException.class, host::supportsCompatCaps);
        script.assertAllMade();
    }

    @Test
    void throwingBackendLeavesNothingOpen() {
        // The script throws an AssertionError at an unexpected call, like a defective backend.
        script.on("open /dev/kvm 0x80002", 3).on("not what will be called", 0).on("close 3", 0);
        assertInstanceOf(AssertionError.class, assertThrows(Throwable.class, this::open));
        script.assertAllMade();
    }

    @Test
    void throwingBackendSuppressesTheFailedClose() {
        script.onOpening()
                .on("ioctl 3 0x2000ae03 250", 1)
                .on("ioctl 3 0x2000ae01 0", 4)
                .on("not the query", 0)
                .on("close 4", -EIO)
                .on("close 3", 0);
        try (KvmHost host = open()) {
            Throwable e = assertThrows(AssertionError.class, host::compatCaps);
            assertTrue(e.getMessage().contains("not the query"), e.getMessage());
            assertEquals("close failed with EIO", e.getSuppressed()[0].getMessage());
        }
        script.assertAllMade();
    }

    @Test
    void backendThatThrowsTwiceKeepsTheFirstError() {
        script.on("open /dev/kvm 0x80002", 3).on("not the first call", 0).on("nor the close", 0);
        Throwable e = assertThrows(AssertionError.class, this::open);
        assertTrue(e.getMessage().contains("not the first call"), e.getMessage());
        assertTrue(e.getSuppressed()[0].getMessage().contains("nor the close"));
        script.assertAllMade();
    }

    @Test
    void policyOnTheFirstCallIsAPermissionError() {
        script.on("open /dev/kvm 0x80002", 3).on("ioctl 3 0x2000ae00 0", -EPERM).on("close 3", 0);
        assertCall(assertThrows(KvmPermissionException.class, this::open), "KVM_GET_API_VERSION", EPERM, "EPERM");
        script.assertAllMade();
    }

    private static void assertCall(CompatCapsException e, String call, int errno, String name) {
        assertEquals(Optional.of(call), e.call());
        assertEquals(OptionalInt.of(errno), e.errno());
        assertEquals(Optional.of(name), e.errnoName());
        assertTrue(e.getMessage().contains(call) && e.getMessage().contains(name), e.getMessage());
    }

    @Test
    void exceptionHasNoCauseOfAnInternalType() {
        script.on("open /dev/kvm 0x80002", -ENOMEM);
        assertNull(assertThrows(KernelCallException.class, this::open).getCause());
    }
}
