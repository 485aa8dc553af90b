// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;

/**
 * Tests for a backend that calls the Linux kernel under the JVM. A backend's test extends this class and returns its
 * provider. The tests work for an ordinary user and for root. They need a temporary directory on a local file system, and
 * start {@code sh} and {@code mkfifo}.
 *
 * <p>Other threads of the JVM may open and close files at the same time: no test uses a descriptor's number after its close.
 *
 * <p>JUnit creates an object for each test, and no object is shared between threads.
 */
public abstract class LinuxSystemCallsTck extends LinuxFilesTck {

    /** The limit for a blocked call, far longer than any garbage collection here. */
    private static final int SECONDS_UNTIL_RELEASED = 30;

    /** Creates a test; for subclasses. */
    protected LinuxSystemCallsTck() {}

    @Test
    void requestsWithoutAnArgumentTakeEffect() throws IOException {
        int fd = opened(fileOf(1));
        assertEquals(0, calls().ioctl(fd, linux().fionclex, 0));
        assertEquals(0, flagsOf(fd) & Linux.O_CLOEXEC);
        assertEquals(0, calls().ioctl(fd, linux().fioclex, 0));
        assertEquals(Linux.O_CLOEXEC, flagsOf(fd) & Linux.O_CLOEXEC);
        close(fd);
    }

    @Test
    void kernelWritesAtThePositionOfTheBuffer() throws IOException {
        int fd = opened(fileOf(0x01020304));
        ByteBuffer whole = structure(64);
        for (int i = 0; i < whole.capacity(); i++) {
            whole.put(i, (byte) 0x77);
        }
        // An odd offset, so that the result does not depend on alignment.
        whole.position(5).limit(9);
        assertEquals(0, calls().ioctl(fd, linux().fionread, whole));
        assertEquals(5, whole.position());
        assertEquals(9, whole.limit());
        assertEquals(ByteOrder.nativeOrder(), whole.order());
        whole.clear();

        whole.position(20);
        assertEquals(0, calls().ioctl(fd, linux().fionread, whole.slice()));
        whole.position(28);
        ByteBuffer part = whole.slice();
        part.position(4);
        assertEquals(0, calls().ioctl(fd, linux().fionread, part));
        whole.position(40);
        assertEquals(0, calls().ioctl(fd, linux().fionread, whole.duplicate()));
        whole.position(48);
        assertEquals(0, calls().ioctl(fd, linux().fionread, whole.duplicate().order(ByteOrder.BIG_ENDIAN)));
        close(fd);

        whole.clear();
        for (int offset : new int[] {5, 20, 32, 40, 48}) {
            assertEquals(0x01020304, whole.getInt(offset), "at " + offset);
            whole.putInt(offset, 0x77777777);
        }
        for (int i = 0; i < whole.capacity(); i++) {
            assertEquals(0x77, whole.get(i), "byte " + i);
        }
    }

    @Test
    void kernelWritesIntoAMappedFile() throws IOException {
        int fd = opened(fileOf(0x01020304));
        try (FileChannel channel = FileChannel.open(fileOf(16), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, 16);
            mapped.order(ByteOrder.nativeOrder()).position(8);
            assertEquals(0, calls().ioctl(fd, linux().fionread, mapped));
            assertEquals(0x01020304, mapped.getInt(8));
            assertEquals(0, mapped.getLong(0));
        }
        close(fd);
    }

    @Test
    void fionreadCountsTheBytesInAPipe() throws Exception {
        Path fifo = directory.resolve("fifo");
        assumeTrue(makeFifo(fifo), "mkfifo does not work here");
        int fd = opened(fifo);
        Files.write(fifo, new byte[5]);
        assertEquals(5, available(fd));
        assertEquals(-Linux.EFAULT, calls().ioctl(fd, linux().fionread, 0));
        assertEquals(-Linux.ENOTTY, calls().ioctl(fd, linux().tiocgwinsz, structure(8)));
        close(fd);
    }

    /** For a pseudo-terminal, the kernel stores a struct of eight bytes unchanged. */
    @Test
    void everyByteIsPassedBothWays() {
        int controller = open("/dev/ptmx", Linux.O_RDWR | Linux.O_NOCTTY | Linux.O_CLOEXEC);
        assumeTrue(controller >= 0, "there are no pseudo-terminals here: open of /dev/ptmx returned " + controller);
        ByteBuffer number = structure(4);
        assertEquals(0, calls().ioctl(controller, linux().tiocgptn, number));
        assertEquals(0, calls().ioctl(controller, linux().tiocsptlck, structure(4)));
        assertEquals(-Linux.EFAULT, calls().ioctl(controller, linux().tiocsptlck, 0));
        int terminal = open("/dev/pts/" + number.getInt(0), Linux.O_RDWR | Linux.O_NOCTTY | Linux.O_CLOEXEC);
        assertTrue(terminal >= 0, "open of the pseudo-terminal returned " + terminal);

        Random random = new Random(20261122);
        for (int round = 0; round < 512; round++) {
            ByteBuffer in = structure(8 + random.nextInt(5_000));
            in.position(random.nextInt(in.capacity() - 7));
            for (int i = 0; i < 8; i++) {
                // Each byte gets every value, and differs from its neighbours.
                in.put(in.position() + i, (byte) (round + i * 31));
            }
            assertEquals(0, calls().ioctl(controller, linux().tiocswinsz, in));
            ByteBuffer out = structure(24);
            out.position(8);
            assertEquals(0, calls().ioctl(terminal, linux().tiocgwinsz, out));
            assertEquals(in.getLong(in.position()), out.getLong(8), "round " + round);
            assertEquals(0, out.getLong(0));
            assertEquals(0, out.getLong(16));
        }
        close(terminal);
        close(controller);
    }

    @Test
    void structsOfKvmArePassedBothWays() {
        assumeTrue(calls().architecture().equals("amd64"), "KVM_GET_MSR_INDEX_LIST exists only on x86");
        int fd = openedDevice();
        ByteBuffer list = structure(4 + 4 * 4096);
        assertEquals(-Linux.E2BIG, calls().ioctl(fd, Linux.KVM_GET_MSR_INDEX_LIST, list));
        int count = list.getInt(0);
        assertTrue(count > 1 && count <= 4096, "count " + count);

        list.putInt(0, count - 1);
        assertEquals(-Linux.E2BIG, calls().ioctl(fd, Linux.KVM_GET_MSR_INDEX_LIST, list));
        assertEquals(count, list.getInt(0));
        for (int i = 1; i <= count; i++) {
            assertEquals(0, list.getInt(4 * i), "index " + i + " was written in spite of E2BIG");
        }

        assertEquals(0, calls().ioctl(fd, Linux.KVM_GET_MSR_INDEX_LIST, list));
        ByteBuffer again = structure(100 + list.capacity());
        again.putInt(100, count).position(100);
        assertEquals(0, calls().ioctl(fd, Linux.KVM_GET_MSR_INDEX_LIST, again));
        Set<Integer> indexes = new HashSet<>();
        for (int i = 1; i <= count; i++) {
            indexes.add(list.getInt(4 * i));
            assertEquals(list.getInt(4 * i), again.getInt(100 + 4 * i), "index " + i);
        }
        assertEquals(count, indexes.size());
        close(fd);
    }

    @Test
    void capabilityReachesKvmWithAllItsBits() {
        int fd = openedDevice();
        // Every KVM has this capability. A bit above the lower 32 makes it a number that none has.
        assertTrue(calls().ioctl(fd, linux().kvmCheckExtension, Linux.KVM_CAP_NR_MEMSLOTS) > 0);
        assertEquals(0, calls().ioctl(fd, linux().kvmCheckExtension, Linux.KVM_CAP_NR_MEMSLOTS + (1L << 32)));
        close(fd);
    }

    @Test
    void ioctlReturnsItsErrno() throws IOException {
        int fd = opened(fileOf(1));
        assertEquals(-Linux.ENOTTY, calls().ioctl(fd, linux().kvmPpcGetCompatCaps, 0));
        assertEquals(-Linux.ENOTTY, calls().ioctl(fd, linux().kvmPpcGetCompatCaps, structure(24)));
        for (long badAddress : new long[] {0, 1, -1L, 1L << 63}) {
            assertEquals(-Linux.EFAULT, calls().ioctl(fd, linux().fionread, badAddress));
            // A success in between, so that errno is from the next call.
            assertEquals(1, available(fd));
        }
        close(fd);
    }

    @Test
    void blockedCallDoesNotStopGarbageCollection() throws Exception {
        Path fifo = directory.resolve("fifo");
        assumeTrue(makeFifo(fifo), "mkfifo does not work here");
        // If a collection waits for the call, nothing in this JVM can release it. This program does.
        Process release = new ProcessBuilder(
                        "sh", "-c", "sleep " + SECONDS_UNTIL_RELEASED + "; : > \"$0\"", fifo.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        try {
            CountDownLatch calling = new CountDownLatch(1);
            FutureTask<Integer> call = new FutureTask<>(() -> {
                ByteBuffer path = SystemCalls.pathOf(fifo.toString());
                calling.countDown();
                return calls().open(path, Linux.O_RDONLY | Linux.O_CLOEXEC);
            });
            Thread thread = new Thread(call, "blocked in open");
            thread.setDaemon(true);
            thread.start();
            calling.await();
            for (int i = 0; i < 10; i++) {
                // After the latch the call is imminent; it is made within some of these rounds.
                Thread.sleep(10);
                System.gc();
            }
            assertTrue(release.isAlive(), "a garbage collection waited for the call to end");
            assertFalse(call.isDone(), "open of a pipe without a writer did not wait for one");
            // A writer ends the call.
            Files.newOutputStream(fifo).close();
            int fd = call.get(SECONDS_UNTIL_RELEASED, TimeUnit.SECONDS);
            assertTrue(fd >= 0, "open returned " + fd);
            close(fd);
        } finally {
            release.descendants().forEach(ProcessHandle::destroy);
            release.destroy();
        }
    }

    private static boolean makeFifo(Path fifo) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
