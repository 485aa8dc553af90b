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
 * What every backend must do whose kernel has a KVM device, be that kernel real or simulated. Made to be extended; backends
 * that call the kernel under the JVM extend {@link LinuxSystemCallsTck}, which asks for all of this and more.
 *
 * <p>JUnit makes an object for each test, and no object is shared between threads.
 */
public abstract class SystemCallsTck {

    private static final int THREADS = 16;
    private static final int CALLS_OF_A_THREAD = 5_000;

    private BackendProvider provider;
    private SystemCalls calls;
    private Linux linux;

    /** For subclasses. */
    protected SystemCallsTck() {}

    /**
     * Returns the backend under test.
     *
     * @return a provider; {@link BackendProvider#bind()} is called once in each test, and must return system calls
     */
    protected abstract BackendProvider provider();

    /**
     * Returns the path of the KVM device. The tests that need it are skipped where it cannot be opened.
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

    /** Opens a file that must open. */
    final int opened(String path) {
        int fd = open(path, Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open of " + path + " answered " + fd);
        return fd;
    }

    final int openedDevice() {
        int fd = open(device(), Linux.O_RDWR | Linux.O_CLOEXEC);
        assumeTrue(fd >= 0, device() + " cannot be opened here: open answered " + fd);
        return fd;
    }

    static ByteBuffer structure(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    @Test
    void providerReturnsTheSameEachTime() {
        assertFalse(provider.name().isBlank());
        assertEquals(provider.name(), provider.name());
        assertEquals(provider.priority(), provider.priority());
        assertFalse(calls.architecture().isBlank());
        assertFalse(calls.kernelRelease().isBlank());
    }

    /** A number that was closed would not do: another thread may have a file of this number by then. */
    @Test
    void aNumberThatIsNoDescriptorIsRefused() {
        for (int number : Linux.NO_DESCRIPTORS) {
            assertEquals(-Linux.EBADF, calls.close(number));
            assertEquals(-Linux.EBADF, calls.ioctl(number, linux.fionread, 0));
            assertEquals(-Linux.EBADF, calls.ioctl(number, linux.fionread, structure(8)));
        }
    }

    @Test
    void twoDescriptorsOfOneFileAreTwo() {
        int first = openedDevice();
        int second = openedDevice();
        assertTrue(first != second, "both are " + first);
        assertEquals(0, calls.close(first));
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(second, linux.kvmGetApiVersion, 0));
        assertEquals(0, calls.close(second));
    }

    @Test
    void aMissingFileIsNotOpened() {
        assertEquals(-Linux.ENOENT, open(device() + "-that-is-not-there", Linux.O_RDWR));
    }

    @Test
    void thePathBeginsAtThePositionOfItsBufferAndEndsAtTheZero() {
        calls.close(openedDevice());
        String before = "/nonsense";
        ByteBuffer buffer = SystemCalls.pathOf(before + device());
        buffer.position(before.length());
        int fd = calls.open(buffer, Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open answered " + fd);
        assertEquals(before.length(), buffer.position());
        assertEquals(buffer.capacity(), buffer.limit());
        assertEquals(0, calls.close(fd));

        fd = calls.open(buffer.slice(), Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open answered " + fd);
        assertEquals(0, calls.close(fd));

        ByteBuffer behind = ByteBuffer.allocateDirect(buffer.remaining() + 1);
        behind.put(buffer.duplicate()).put((byte) 'x').rewind();
        fd = calls.open(behind, Linux.O_RDWR | Linux.O_CLOEXEC);
        assertTrue(fd >= 0, "open answered " + fd);
        assertEquals(0, calls.close(fd));
    }

    @Test
    void buffersThatTheKernelCannotUseAreRefused() {
        ByteBuffer heap = ByteBuffer.allocate(64);
        ByteBuffer readOnly = ByteBuffer.allocateDirect(64).asReadOnlyBuffer();
        for (ByteBuffer unusable : List.of(heap, heap.asReadOnlyBuffer(), readOnly)) {
            assertRefused(() -> calls.open(unusable, Linux.O_RDWR));
            assertRefused(() -> calls.ioctl(-1, linux.fionread, unusable));
        }
    }

    private static void assertRefused(Callable<Integer> call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::call);
        assertFalse(e.getMessage() == null || e.getMessage().isBlank(), "refused without a word");
    }

    @Test
    void numbersTravelOnKvm() {
        int fd = openedDevice();
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion, 0));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, 1));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, 1L << 32));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion, -1L));
        assertEquals(0, calls.ioctl(fd, linux.kvmCheckExtension, Integer.MAX_VALUE));
        assertEquals(0, calls.close(fd));
    }

    @Test
    void aRequestNumberIsNeitherRefusedNorChanged() {
        int fd = openedDevice();
        // The kernel looks at the low 32 bits, and must get them whatever stands above.
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion | 1L << 32, 0));
        assertEquals(Linux.KVM_API_VERSION, calls.ioctl(fd, linux.kvmGetApiVersion | 0xFFFFFFFFL << 32, 0));
        // Another number as soon as the highest of the 32 bits is set.
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion | 0x80000000L, 0));
        assertEquals(-Linux.EINVAL, calls.ioctl(fd, linux.kvmGetApiVersion | 0x80000000L, structure(8)));
        assertEquals(0, calls.close(fd));
    }

    @Test
    void theStructOfTheQueryTravelsBothWays() {
        int device = openedDevice();
        int offered = calls.ioctl(device, linux.kvmCheckExtension, Linux.KVM_CAP_PPC_COMPAT_CAPS);
        assumeTrue(offered == 1, "this kernel or host has no KVM_PPC_GET_COMPAT_CAPS");
        int vm = calls.ioctl(device, linux.kvmCreateVm, 0);
        assertTrue(vm >= 0, "KVM_CREATE_VM answered " + vm);
        int size = Linux.SIZE_OF_COMPAT_CAPS;
        int offset = 40;
        ByteBuffer memory = structure(128);
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, (byte) 0x77);
        }
        // Longer than the struct, with zeros behind it, which the kernel allows: the size comes back shorter.
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
            // A success after a failure: errno still says ENOENT, and nobody may look at it.
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
