// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests for a backend whose kernel, real or simulated, has a KVM device. A backend's test extends this class and returns its
 * provider. If the backend calls the kernel under the JVM, extend {@link LinuxSystemCallsTck}, which has further tests.
 *
 * <p>JUnit creates an object for each test, and no object is shared between threads.
 */
public abstract class SystemCallsTck {

    private static final int THREADS = 16;
    private static final int CALLS_OF_A_THREAD = 5_000;

    private BackendProvider provider;
    private SystemCalls calls;
    private Linux linux;

    /** Creates a test; for subclasses. */
    protected SystemCallsTck() {}

    /**
     * Returns the backend under test.
     *
     * @return the provider; each test calls its {@link BackendProvider#bind()} once, which must not throw
     */
    protected abstract BackendProvider provider();

    /**
     * Returns the path of the KVM device. If it cannot be opened, the tests that need it are skipped.
     *
     * @return the path; {@code /dev/kvm} unless overridden
     */
    protected String device() {
        return "/dev/kvm";
    }

    @BeforeEach
    final void bind() throws Exception {
        provider = provider();
        calls = provider.bind();
        linux = new Linux(calls.architecture());
    }

    final SystemCalls calls() {
        return calls;
    }

    final Linux linux() {
        return linux;
    }

    final int open(String path, int flags) {
        return calls.open(SystemCalls.pathOf(path), flags);
    }

    /** Opens a file, and fails if this is not possible. */
    final int opened(String path) {
        int fd = open(path, Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open of " + path + " returned " + fd);
        return fd;
    }

    final int openedDevice() {
        int fd = open(device(), Linux.O_RDWR | Linux.O_CLOEXEC);
        assumeTrue(fd >= 0, device() + " cannot be opened here: open returned " + fd);
        return fd;
    }

    static ByteBuffer structure(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    @Test
    void providerReturnsTheSameNameAndPriorityEachTime() {
        assertFalse(provider.name().isBlank());
        assertEquals(provider.name(), provider.name());
        assertEquals(provider.priority(), provider.priority());
        assertFalse(calls.architecture().isBlank());
        assertFalse(calls.kernelRelease().isBlank());
    }

    /** Uses no closed number, because another thread may have a file with this number by then. */
    @Test
    void numberThatIsNoDescriptorFailsWithEbadf() {
        for (int number : Linux.NO_DESCRIPTORS) {
            assertEquals(-Linux.EBADF, calls.close(number));
            assertEquals(-Linux.EBADF, calls.ioctl(number, linux.fionread, 0));
            assertEquals(-Linux.EBADF, calls.ioctl(number, linux.fionread, structure(8)));
        }
    }

    @Test
    void eachOpenReturnsItsOwnDescriptor() {
        int first = openedDevice();
        int second = openedDevice();
        assertTrue(first != second, "both are " + first);
        assertEquals(0, calls.close(first));
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(second, linux.kvmGetApiVersion, 0));
        assertEquals(0, calls.close(second));
    }

    @Test
    void missingFileFailsWithEnoent() {
        assertEquals(-Linux.ENOENT, open(device() + "-that-is-not-there", Linux.O_RDWR));
    }

    @Test
    void pathBeginsAtThePositionOfItsBufferAndEndsAtTheZero() {
        calls.close(openedDevice());
        String before = "/nonsense";
        ByteBuffer buffer = SystemCalls.pathOf(before + device());
        buffer.position(before.length());
        int fd = calls.open(buffer, Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open returned " + fd);
        assertEquals(before.length(), buffer.position());
        assertEquals(buffer.capacity(), buffer.limit());
        assertEquals(0, calls.close(fd));

        fd = calls.open(buffer.slice(), Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open returned " + fd);
        assertEquals(0, calls.close(fd));

        ByteBuffer withTail = ByteBuffer.allocateDirect(buffer.remaining() + 1);
        withTail.put(buffer.duplicate()).put((byte) 'x').rewind();
        fd = calls.open(withTail, Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open returned " + fd);
        assertEquals(0, calls.close(fd));
    }

    @Test
    void heapAndReadOnlyBuffersAreRejected() {
        ByteBuffer heap = ByteBuffer.allocate(64);
        ByteBuffer readOnly = ByteBuffer.allocateDirect(64).asReadOnlyBuffer();
        for (ByteBuffer unusable : List.of(heap, heap.asReadOnlyBuffer(), readOnly)) {
            assertRejected(() -> calls.open(unusable, Linux.O_RDWR));
            assertRejected(() -> calls.ioctl(-1, linux.fionread, unusable));
        }
    }

    private static void assertRejected(Callable<Integer> call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::call);
        assertFalse(e.getMessage() == null || e.getMessage().isBlank(), "rejected without a message");
    }

    @Test
    void argumentReachesKvmWithAllItsBits() {
        int fd = openedDevice();
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion, 0));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, 1));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, 1L << 32));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, -1L));
        assertEquals(0, calls.ioctl(fd, linux.kvmCheckExtension, Integer.MAX_VALUE));
        assertEquals(0, calls.close(fd));
    }

    @Test
    void requestNumberReachesTheKernelUnchanged() {
        int fd = openedDevice();
        // The kernel uses the low 32 bits, and must get them with any upper bits.
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion | 1L << 32, 0));
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion | 0xFFFFFFFFL << 32, 0));
        // With the highest of the 32 bits, it is another number.
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion | 0x80000000L, 0));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion | 0x80000000L, structure(8)));
        assertEquals(0, calls.close(fd));
    }

    @Test
    void structOfTheQueryIsPassedBothWays() {
        int device = openedDevice();
        int offered = calls.ioctl(device, linux.kvmCheckExtension, Linux.KVM_CAP_PPC_COMPAT_CAPS);
        assumeTrue(offered == 1, "this kernel or host has no KVM_PPC_GET_COMPAT_CAPS");
        int vm = calls.ioctl(device, linux.kvmCreateVm, 0);
        assertTrue(vm >= 0, "KVM_CREATE_VM returned " + vm);
        int size = Linux.SIZE_OF_COMPAT_CAPS;
        int offset = 40;
        ByteBuffer memory = structure(128);
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, (byte) 0x77);
        }
        // The kernel allows a longer size with zeros after the struct, and returns the size of its struct.
        memory.putLong(offset, size + 8).putLong(offset + 8, 0).putLong(offset + size, 0);
        memory.position(offset).limit(offset + size + 8);
        assertEquals(0, calls.ioctl(vm, linux.kvmPpcGetCompatCaps, memory));
        assertEquals(offset, memory.position());
        assertEquals(offset + size + 8, memory.limit());
        memory.clear();
        assertEquals(size, memory.getLong(offset));
        assertEquals(0, memory.getLong(offset + 8));
        assertTrue(memory.getLong(offset + 16) != 0x7777777777777777L, "no bitmap was written");
        for (int i = 0; i < memory.capacity(); i++) {
            if (i < offset || i >= offset + size + 8) {
                assertEquals(0x77, memory.get(i), "byte " + i + ", outside of the struct");
            }
        }

        memory.putLong(offset + 8, 1).position(offset);
        assertEquals(-Linux.EINVAL, calls.ioctl(vm, linux.kvmPpcGetCompatCaps, memory.slice()));
        assertEquals(-Linux.EFAULT, calls.ioctl(vm, linux.kvmPpcGetCompatCaps, 0));
        assertEquals(0, calls.close(vm));
        assertEquals(0, calls.close(device));
    }

    @Test
    void errnoIsThatOfTheCall() {
        int fd = openedDevice();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(-Linux.ENOENT, open("/nonexistent/kvm", Linux.O_RDWR));
            // A success after a failure: errno is still ENOENT, and must not be read.
            assertEquals(0, calls.ioctl(fd, linux.kvmCheckExtension, Integer.MAX_VALUE));
            assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion, 0));
            assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, 1));
            assertEquals(-Linux.EBADF, calls.close(-1));
            assertEquals(-Linux.EBADF, calls.ioctl(-1, linux.kvmGetApiVersion, structure(8)));
        }
        assertEquals(0, calls.close(fd));
    }

    @Test
    void eachThreadHasItsOwnErrno() throws Exception {
        calls.close(openedDevice());
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int kind = thread % 4;
                running.add(executor.submit(() -> failAgainAndAgain(kind, start)));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private Void failAgainAndAgain(int kind, CyclicBarrier start) throws Exception {
        int fd = openedDevice();
        start.await();
        for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
            switch (kind) {
                case 0:
                    assertEquals(-Linux.ENOENT, open("/nonexistent/kvm", Linux.O_RDWR));
                    break;
                case 1:
                    assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, 1));
                    break;
                case 2:
                    assertEquals(-Linux.EBADF, calls.close(-1));
                    break;
                default:
                    assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion, 0));
                    break;
            }
        }
        assertEquals(0, calls.close(fd));
        return null;
    }
}
