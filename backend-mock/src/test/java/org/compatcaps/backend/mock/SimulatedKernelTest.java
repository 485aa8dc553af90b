// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.KernelInterface;
import org.compatcaps.ProcessorMode;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the simulated kernel with results of Linux 7.3 on ppc64le. */
class SimulatedKernelTest {

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_PATH = 0x200000;

    private static final int ENOENT = 2;
    private static final int E2BIG = 7;
    private static final int EBADF = 9;
    private static final int EFAULT = 14;
    private static final int ENOTDIR = 20;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    private static final long GET_API_VERSION = 0x2000AE00L;
    private static final long CREATE_VM = 0x2000AE01L;
    private static final long CHECK_EXTENSION = 0x2000AE03L;
    private static final long GET_COMPAT_CAPS = 0x2000AEB8L;
    private static final long GET_COMPAT_CAPS_FIRST_POSTED = 0x4010AEE4L;

    private static final long POWER10_BITMAP = 0x6000000000000000L;
    private static final long UNTOUCHED = 0x77;

    private SystemCalls kernel = SimulatedHost.builder().build().bind();

    private int openKvm() {
        return open("/dev/kvm");
    }

    private int open(String path) {
        return open(path, O_RDWR);
    }

    private int open(String path, int flags) {
        return kernel.open(SystemCalls.pathOf(path), flags | O_CLOEXEC);
    }

    private int createVm() {
        return kernel.ioctl(openKvm(), CREATE_VM, 0);
    }

    private void on(SimulatedHost.Builder builder) {
        kernel = builder.build().bind();
    }

    /** Returns a struct with extra bytes after its 24, the first of which has a given value. */
    private static ByteBuffer struct(long size, long flags, int tail, int firstOfTail) {
        ByteBuffer struct = ByteBuffer.allocateDirect(24 + tail).order(ByteOrder.nativeOrder());
        struct.putLong(0, size).putLong(8, flags).putLong(16, UNTOUCHED);
        if (tail > 0) {
            struct.put(24, (byte) firstOfTail);
        }
        return struct;
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0, 0, 0, 0, 24",
        "0, 0, 0, 0, -22, 0",
        "16, 0, 0, 0, -22, 16",
        "23, 0, 0, 0, -22, 23",
        "25, 0, 1, 0, 0, 24",
        "25, 0, 1, 1, -7, 24",
        "25, 0, 2, 0, 0, 24",
        "32, 0, 8, 0, 0, 24",
        "32, 0, 8, 1, -7, 24",
        "4096, 0, 4072, 0, 0, 24",
        "4096, 0, 4072, 1, -7, 24",
        "4097, 0, 4073, 0, -7, 4097",
        "65536, 0, 0, 0, -7, 65536",
        "4294967320, 0, 0, 0, -7, 4294967320",
        "-1, 0, 0, 0, -7, -1",
        "24, 1, 0, 0, -22, 24",
        "24, -9223372036854775808, 0, 0, -22, 24",
        "32, 1, 8, 1, -7, 24",
        "32, 1, 8, 0, -22, 32",
        "16, 1, 0, 0, -22, 16",
        "32, 0, 0, 0, -14, 32",
        "32, 0, 4, 0, -14, 32",
    })
    void releasedQueryReturnsTheResultsOfLinux(
            long size, long flags, int tail, int firstOfTail, int result, long sizeAfter) {
        ByteBuffer struct = struct(size, flags, tail, firstOfTail);
        assertEquals(result, kernel.ioctl(createVm(), GET_COMPAT_CAPS, struct));
        assertEquals(sizeAfter, struct.getLong(0));
        assertEquals(flags, struct.getLong(8));
        assertEquals(result == 0 ? POWER10_BITMAP : UNTOUCHED, struct.getLong(16));
    }

    @Test
    void missingMemoryFailsWithEfault() {
        int vm = createVm();
        assertEquals(-EFAULT, kernel.ioctl(vm, GET_COMPAT_CAPS, 0));
        assertEquals(-EFAULT, kernel.ioctl(vm, GET_COMPAT_CAPS, -1));
        assertEquals(-EFAULT, kernel.ioctl(vm, GET_COMPAT_CAPS, ByteBuffer.allocateDirect(7)));
        ByteBuffer half = struct(24, 0, 0, 0);
        half.limit(16);
        assertEquals(-EFAULT, kernel.ioctl(vm, GET_COMPAT_CAPS, half));
    }

    @Test
    void bitmapOnInputIsIgnored() {
        ByteBuffer struct = struct(24, 0, 0, 0);
        struct.putLong(16, -1);
        assertEquals(0, kernel.ioctl(createVm(), GET_COMPAT_CAPS, struct));
        assertEquals(POWER10_BITMAP, struct.getLong(16));
    }

    @Test
    void structBeginsAtThePositionOfItsBuffer() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
        buffer.putLong(8, 24);
        buffer.position(8);
        assertEquals(0, kernel.ioctl(createVm(), GET_COMPAT_CAPS, buffer));
        assertEquals(8, buffer.position());
        assertEquals(POWER10_BITMAP, buffer.getLong(24));
    }

    @Test
    void heapBuffersAreRejected() {
        int vm = createVm();
        assertThrows(IllegalArgumentException.class, () -> kernel.ioctl(vm, GET_COMPAT_CAPS, ByteBuffer.allocate(24)));
        assertThrows(IllegalArgumentException.class, () -> kernel.open(ByteBuffer.allocate(9), 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {0xAE00L, 0xAE01L, 0xAE03L, 0xAEB8L, 0x2000AEFEL, 0x4010AEE4L, 0x4018AEB8L})
    void unknownRequestsFail(long request) {
        int device = openKvm();
        int vm = kernel.ioctl(device, CREATE_VM, 0);
        assertEquals(-EINVAL, kernel.ioctl(device, request, 0));
        assertEquals(-ENOTTY, kernel.ioctl(vm, request, 0));
    }

    @Test
    void deviceAnswersItsRequests() {
        int device = openKvm();
        assertEquals(12, kernel.ioctl(device, GET_API_VERSION, 0));
        assertEquals(-EINVAL, kernel.ioctl(device, GET_API_VERSION, 1));
        assertEquals(12, kernel.ioctl(device, 0xFFFFFFFF00000000L | GET_API_VERSION, 0));
        assertEquals(-EINVAL, kernel.ioctl(device, GET_COMPAT_CAPS, struct(24, 0, 0, 0)));
        assertEquals(-EINVAL, kernel.ioctl(device, CREATE_VM, 2));
        assertEquals(-EINVAL, kernel.ioctl(device, CREATE_VM, -1));
        assertEquals(4, kernel.ioctl(device, CREATE_VM, 1));
    }

    @Test
    void vmAnswersItsRequests() {
        int vm = createVm();
        assertEquals(-ENOTTY, kernel.ioctl(vm, GET_API_VERSION, 0));
        assertEquals(-ENOTTY, kernel.ioctl(vm, CREATE_VM, 0));
        assertEquals(1, kernel.ioctl(vm, CHECK_EXTENSION, 250));
    }

    @Test
    void descriptorsAreTheLowestFreeNumbers() {
        assertEquals(3, openKvm());
        assertEquals(4, openKvm());
        assertEquals(0, kernel.close(3));
        assertEquals(-EBADF, kernel.close(3));
        assertEquals(-EBADF, kernel.ioctl(3, GET_API_VERSION, 0));
        assertEquals(3, kernel.ioctl(4, CREATE_VM, 0));
        assertEquals(0, kernel.close(4));
        assertEquals(0, kernel.ioctl(3, GET_COMPAT_CAPS, struct(24, 0, 0, 0)));
        assertEquals(-EBADF, kernel.close(-1));
    }

    @Test
    void deviceHasTheConfiguredPath() {
        assertEquals(-ENOENT, open("/dev/other-kvm"));
        on(SimulatedHost.builder().device("/dev/other-kvm"));
        assertEquals(-ENOENT, openKvm());
        assertEquals(-ENOENT, open("/dev/kvm/x"));
        assertEquals(-ENOTDIR, open("/dev/other-kvm/x"));
        assertEquals(12, kernel.ioctl(open("/dev/other-kvm"), GET_API_VERSION, 0));
        on(SimulatedHost.builder().withoutKvm());
        assertEquals(-ENOENT, openKvm());
        assertEquals(-ENOENT, open("/dev/kvm/x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {O_RDONLY, O_WRONLY, O_RDWR})
    void deviceIgnoresTheAccessModeOfOpen(int mode) {
        assertEquals(12, kernel.ioctl(open("/dev/kvm", mode), GET_API_VERSION, 0));
    }

    @ParameterizedTest
    @CsvSource({"/dev/null, 2", "/dev/null, 1", "/dev/zero, 2", "/, 0"})
    void otherFilesFailWithEnotty(String path, int mode) {
        int fd = open(path, mode);
        assertEquals(3, fd);
        assertEquals(-ENOTTY, kernel.ioctl(fd, GET_API_VERSION, 0));
        assertEquals(-ENOTTY, kernel.ioctl(fd, CHECK_EXTENSION, 250));
        assertEquals(-ENOTTY, kernel.ioctl(fd, GET_COMPAT_CAPS, struct(24, 0, 0, 0)));
        assertEquals(0, kernel.close(fd));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/kvm", "/dev/null", "/"})
    void descriptorOfOPathFailsWithEbadf(String path) {
        int fd = open(path, O_PATH);
        assertEquals(3, fd);
        assertEquals(-EBADF, kernel.ioctl(fd, GET_API_VERSION, 0));
        assertEquals(-EBADF, kernel.ioctl(fd, GET_COMPAT_CAPS, struct(24, 0, 0, 0)));
        assertEquals(0, kernel.close(fd));
        assertEquals(-EBADF, kernel.close(fd));
    }

    @Test
    void openReturnsTheErrnoOfLinux() {
        assertEquals(-EISDIR, open("/", O_WRONLY));
        assertEquals(-EISDIR, open("/", O_RDWR));
        assertEquals(-ENOTDIR, open("/dev/kvm/"));
        assertEquals(-ENOTDIR, open("/dev/null/x"));
        assertEquals(-ENOTDIR, open("/dev/kvm/x/y"));
        assertEquals(-ENOENT, open("/dev/kvmx"));
        assertEquals(-ENOTDIR, open("/dev/kvm/x", O_PATH));
        assertEquals(-ENOENT, open("/dev/no-such-file", O_PATH));
        assertEquals(-ENOENT, open(""));
        assertEquals(3, openKvm());
    }

    @ParameterizedTest
    @CsvSource({
        "nested-v1, 1, 0, 1",
        "nested-v2, 1, 0, 0",
        "no-nested, 0, 0, 0",
        "bare-metal, 0, 0, 1",
        "older, 0, 0, 1",
        "first-posted, 0, 1, 1",
    })
    void capabilitiesDependOnTheHost(String host, int released, int firstPosted, int furtherNesting) {
        SimulatedHost.Builder builder = SimulatedHost.builder();
        switch (host) {
            case "nested-v2":
                on(builder.nestedApiV2());
                break;
            case "no-nested":
                on(builder.withoutNestedVirtualization());
                break;
            case "bare-metal":
                on(builder.bareMetal());
                break;
            case "older":
                on(builder.withoutQuery());
                break;
            case "first-posted":
                on(builder.kernelInterface(KernelInterface.FIRST_POSTED));
                break;
            default:
                on(builder.nestedApiV1());
                break;
        }
        int device = openKvm();
        assertEquals(released, kernel.ioctl(device, CHECK_EXTENSION, 250));
        assertEquals(firstPosted, kernel.ioctl(device, CHECK_EXTENSION, 249));
        assertEquals(furtherNesting, kernel.ioctl(device, CHECK_EXTENSION, 160));
        assertEquals(0, kernel.ioctl(device, CHECK_EXTENSION, 999));
        assertEquals(0, kernel.ioctl(device, CHECK_EXTENSION, -1));
        assertEquals(0, kernel.ioctl(device, CHECK_EXTENSION, (1L << 32) + 250));
    }

    @Test
    void createVmFailsWithoutNestedVirtualization() {
        on(SimulatedHost.builder().withoutNestedVirtualization());
        assertEquals(-EINVAL, createVm());
    }

    @Test
    void bareMetalCreatesVmsButDoesNotAnswer() {
        on(SimulatedHost.builder().bareMetal());
        int vm = createVm();
        ByteBuffer struct = struct(24, 0, 0, 0);
        assertEquals(-EINVAL, kernel.ioctl(vm, GET_COMPAT_CAPS, struct));
        assertEquals(UNTOUCHED, struct.getLong(16));
        assertEquals(-E2BIG, kernel.ioctl(vm, GET_COMPAT_CAPS, struct(32, 0, 8, 1)));
    }

    @Test
    void olderKernelFailsWithEnotty() {
        on(SimulatedHost.builder().withoutQuery());
        int vm = createVm();
        assertEquals(-ENOTTY, kernel.ioctl(vm, GET_COMPAT_CAPS, struct(24, 0, 0, 0)));
        assertEquals(-ENOTTY, kernel.ioctl(vm, GET_COMPAT_CAPS_FIRST_POSTED, struct(0, 0, 0, 0)));
        assertEquals("6.12-powerpc64le", kernel.kernelRelease());
    }

    @Test
    void firstPostedQueryReturnsTheBitmap() {
        on(SimulatedHost.builder().kernelInterface(KernelInterface.FIRST_POSTED).modes(ProcessorMode.POWER11));
        int vm = createVm();
        ByteBuffer struct = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        assertEquals(0, kernel.ioctl(vm, GET_COMPAT_CAPS_FIRST_POSTED, struct));
        assertEquals(0x1000000000000000L, struct.getLong(8));
        assertEquals(-ENOTTY, kernel.ioctl(vm, GET_COMPAT_CAPS, struct(24, 0, 0, 0)));
        assertEquals(-EFAULT, kernel.ioctl(vm, GET_COMPAT_CAPS_FIRST_POSTED, 0));
        struct.limit(15);
        assertEquals(-EFAULT, kernel.ioctl(vm, GET_COMPAT_CAPS_FIRST_POSTED, struct));
    }

    @Test
    void architectureAndReleaseAreThoseOfAPowerHost() {
        assertEquals("ppc64le", kernel.architecture());
        assertEquals("7.3-powerpc64le", kernel.kernelRelease());
        on(SimulatedHost.builder().kernelRelease("7.4"));
        assertEquals("7.4", kernel.kernelRelease());
    }
}
