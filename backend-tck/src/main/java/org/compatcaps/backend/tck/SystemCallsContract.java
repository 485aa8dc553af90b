// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backend must do, tried on the real kernel under this JVM. A backend's test extends it and names the backend. */
public abstract class SystemCallsContract {

    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    private static final int ENOENT = 2;
    private static final int E2BIG = 7;
    private static final int EBADF = 9;
    private static final int EFAULT = 14;
    private static final int ENOTDIR = 20;
    private static final int ENOTTY = 25;
    private static final int ENAMETOOLONG = 36;

    /** How many bytes can be read from a file: an ioctl that writes an int into its argument. */
    private static final long FIONREAD = isPowerpc() ? 0x4004667FL : 0x541BL;

    /** Of x86 alone. A request with the highest of its 32 bits set, whose struct travels in both directions. */
    private static final long KVM_GET_MSR_INDEX_LIST = 0xC004AE02L;

    private static final long KVM_GET_API_VERSION = isPowerpc() ? 0x2000AE00L : 0xAE00L;
    private static final long KVM_CHECK_EXTENSION = KVM_GET_API_VERSION + 3;
    private static final long KVM_CAP_NR_MEMSLOTS = 10;

    private final String name;
    private SystemCalls calls;

    @TempDir
    Path directory;

    /**
     * For a backend.
     *
     * @param name the backend's name
     */
    protected SystemCallsContract(String name) {
        this.name = name;
    }

    private static boolean isPowerpc() {
        return System.getProperty("os.arch").startsWith("ppc");
    }

    @BeforeEach
    void findBackend() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the contract is about Linux");
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals(name)) {
                assertEquals("available", provider.availability().toString());
                calls = provider.systemCalls();
            }
        }
        assertTrue(calls != null, "no backend " + name + " is registered");
    }

    private int open(Path path) {
        return calls.open(terminated(path.toString()), O_RDWR | O_CLOEXEC);
    }

    private static int flagsOf(int fd) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd)))) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).trim(), 8);
            }
        }
        throw new AssertionError("no flags of descriptor " + fd);
    }

    private static ByteBuffer terminated(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 1);
        buffer.put(bytes).rewind();
        return buffer;
    }

    private Path fileOf(int size) throws IOException {
        Path path = directory.resolve("file");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    @Test
    void opensAndCloses() throws IOException {
        int fd = open(fileOf(1));
        assertTrue(fd > 2, "open answered " + fd);
        assertEquals(O_CLOEXEC, flagsOf(fd) & O_CLOEXEC);
        assertEquals(0, calls.close(fd));
        assertEquals(-EBADF, calls.close(fd));
    }

    @Test
    void opensNamesThatAreNotAscii() throws IOException {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this JVM's own file names are not UTF-8 (set LANG=C.UTF-8)");
        int fd = open(Files.write(directory.resolve("kvm-\u00e9\u20ac"), new byte[3]));
        assertEquals(3, available(fd));
        assertEquals(0, calls.close(fd));
    }

    @Test
    void openFailsWithItsErrno() throws IOException {
        assertEquals(-ENOENT, open(directory.resolve("missing")));
        assertEquals(-ENOTDIR, open(fileOf(1).resolve("below")));
        assertEquals(-ENAMETOOLONG, open(directory.resolve("x".repeat(300))));
    }

    @Test
    void thePathBeginsAtThePositionOfItsBuffer() throws IOException {
        Path file = fileOf(1);
        ByteBuffer buffer = terminated("/nonsense" + file);
        buffer.position("/nonsense".length());
        int fd = calls.open(buffer, O_RDWR | O_CLOEXEC);
        assertTrue(fd > 2, "open answered " + fd);
        assertEquals("/nonsense".length(), buffer.position());
        calls.close(fd);
    }

    private int available(int fd) {
        ByteBuffer answer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        assertEquals(0, calls.ioctl(fd, FIONREAD, answer));
        return answer.getInt(0);
    }

    @Test
    void theKernelWritesAtThePositionOfTheBuffer() throws IOException {
        int fd = open(fileOf(0x01020304));
        ByteBuffer whole = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        for (int i = 0; i < 16; i++) {
            whole.put(i, (byte) 0x77);
        }
        whole.position(4).limit(8);
        assertEquals(0, calls.ioctl(fd, FIONREAD, whole));
        assertEquals(4, whole.position());
        assertEquals(8, whole.limit());
        whole.clear();
        assertEquals(0x01020304, whole.getInt(4));
        assertEquals(0x77777777, whole.getInt(0));
        assertEquals(0x77777777, whole.getInt(8));

        whole.position(8);
        ByteBuffer slice = whole.slice();
        assertEquals(0, calls.ioctl(fd, FIONREAD, slice));
        assertEquals(0x01020304, whole.getInt(8));
        calls.close(fd);
    }

    @Test
    void buffersThatTheKernelCannotUseAreRefused() {
        ByteBuffer readOnly = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();
        assertThrows(IllegalArgumentException.class, () -> calls.ioctl(0, FIONREAD, ByteBuffer.allocate(8)));
        assertThrows(IllegalArgumentException.class, () -> calls.ioctl(0, FIONREAD, readOnly));
        assertThrows(IllegalArgumentException.class, () -> calls.open(ByteBuffer.allocate(8), O_RDWR));
    }

    @Test
    void ioctlFailsWithItsErrno() throws IOException {
        int fd = open(fileOf(1));
        assertEquals(-ENOTTY, calls.ioctl(fd, 0x2000AEB8L, 0));
        assertEquals(-ENOTTY, calls.ioctl(fd, 0x2000AEB8L, ByteBuffer.allocateDirect(24)));
        assertEquals(-EFAULT, calls.ioctl(fd, FIONREAD, 0));
        // errno is from this call, not from one before
        assertEquals(1, available(fd));
        assertEquals(-EFAULT, calls.ioctl(fd, FIONREAD, -1L));
        calls.close(fd);
        assertEquals(-EBADF, calls.ioctl(fd, FIONREAD, 0));
        assertEquals(-EBADF, calls.ioctl(fd, FIONREAD, ByteBuffer.allocateDirect(8)));
    }

    @Test
    void numbersTravelOnKvm() {
        int fd = openKvm();
        assertEquals(12, calls.ioctl(fd, KVM_GET_API_VERSION, 0));
        assertTrue(calls.ioctl(fd, KVM_GET_API_VERSION, 1) < 0);
        // KVM_CAP_NR_MEMSLOTS is everywhere; with a bit above the lower 32 it is another number, which is nowhere.
        assertTrue(calls.ioctl(fd, KVM_CHECK_EXTENSION, KVM_CAP_NR_MEMSLOTS) > 0);
        assertEquals(0, calls.ioctl(fd, KVM_CHECK_EXTENSION, KVM_CAP_NR_MEMSLOTS + (1L << 32)));
        calls.close(fd);
    }

    @Test
    void structsTravelBothWaysOnKvm() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "KVM_GET_MSR_INDEX_LIST is of x86");
        int fd = openKvm();
        ByteBuffer list = ByteBuffer.allocateDirect(4 + 4 * 4096).order(ByteOrder.nativeOrder());
        assertEquals(-E2BIG, calls.ioctl(fd, KVM_GET_MSR_INDEX_LIST, list));
        int count = list.getInt(0);
        assertTrue(count > 0 && count <= 4096, "count " + count);

        list.putInt(0, count - 1);
        assertEquals(-E2BIG, calls.ioctl(fd, KVM_GET_MSR_INDEX_LIST, list));
        byte[] untouched = new byte[4 * count];
        byte[] seen = new byte[4 * count];
        list.duplicate().position(4).get(seen);
        assertArrayEquals(untouched, seen);

        list.putInt(0, count);
        assertEquals(0, calls.ioctl(fd, KVM_GET_MSR_INDEX_LIST, list));
        assertTrue(list.getInt(4) != 0, "no index was written");
        calls.close(fd);
    }

    private int openKvm() {
        assumeTrue(Files.isWritable(Path.of("/dev/kvm")), "/dev/kvm is not here or may not be used");
        int fd = open(Path.of("/dev/kvm"));
        assertTrue(fd > 2, "open answered " + fd);
        return fd;
    }

    @Test
    void eachThreadHasItsOwnErrno() throws Exception {
        int threads = 16;
        Path file = fileOf(1);
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(executor.submit(failing(thread, file, start)));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private Callable<Void> failing(int thread, Path file, CyclicBarrier start) {
        return () -> {
            int fd = open(file);
            start.await();
            for (int i = 0; i < 2_000; i++) {
                switch (thread % 4) {
                    case 0:
                        assertEquals(-ENOENT, open(directory.resolve("missing")));
                        break;
                    case 1:
                        assertEquals(-ENOTTY, calls.ioctl(fd, 0x2000AEB8L, 0));
                        break;
                    case 2:
                        assertEquals(-EFAULT, calls.ioctl(fd, FIONREAD, 0));
                        break;
                    default:
                        assertEquals(-EBADF, calls.close(-1));
                        break;
                }
            }
            assertEquals(0, calls.close(fd));
            return null;
        };
    }
}
