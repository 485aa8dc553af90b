// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every backend must do that calls the Linux kernel under the JVM. Made to be extended: a backend's test gives its
 * provider. It works as an ordinary user and as root, needs a temporary directory on a local file system, and starts
 * {@code sh} and {@code mkfifo}.
 *
 * <p>Other threads of the JVM may open and close files meanwhile: no test uses the number of a descriptor after its close.
 *
 * <p>The one place in this module that reads system properties: {@code os.name}, {@code os.arch}, {@code os.version} and
 * {@code sun.jnu.encoding}.
 *
 * <p>JUnit makes an object for each test, and no object is shared between threads.
 */
public abstract class LinuxSystemCallsTck extends SystemCallsTck {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Longest name of a file, and longest path with its zero, in bytes; {@code include/uapi/linux/limits.h}. */
    private static final int NAME_MAX = 255;

    private static final int PATH_MAX = 4096;

    /** How long a call may block that nobody releases: far longer than any garbage collection here. */
    private static final int SECONDS_UNTIL_RELEASED = 30;

    @TempDir
    Path directory;

    /** For subclasses. */
    protected LinuxSystemCallsTck() {}

    @BeforeEach
    final void onLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the kernel under this JVM is not Linux");
    }

    private Path fileOf(int size) throws IOException {
        Path path = directory.resolve("file-of-" + size);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    private int opened(Path path) {
        return opened(path.toString());
    }

    private int available(int fd) {
        ByteBuffer answer = structure(4);
        assertEquals(0, calls().ioctl(fd, linux().fionread, answer));
        return answer.getInt(0);
    }

    private void close(int fd) {
        assertEquals(0, calls().close(fd));
    }

    /** Looks for the file, since another thread may have a file of the same number as soon as ours is closed. */
    private static boolean isOpen(Path file) throws IOException {
        String target = file.toRealPath().toString();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : listing) {
                try {
                    if (Files.readSymbolicLink(descriptor).toString().equals(target)) {
                        return true;
                    }
                } catch (NoSuchFileException e) {
                    // Another thread has closed it since it was listed.
                }
            }
        }
        return false;
    }

    /** As the kernel has them, O_CLOEXEC included. */
    private static int flagsOf(int fd) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd)))) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).trim(), 8);
            }
        }
        return fail("no flags of descriptor " + fd);
    }

    @Test
    void theCallsGoToTheKernelUnderThisJvm() {
        assertEquals(System.getProperty("os.arch"), calls().architecture());
        assertEquals(System.getProperty("os.version"), calls().kernelRelease());
    }

    @Test
    void theFlagsOfOpenArriveAsTheyAre() throws IOException {
        String file = fileOf(1).toString();
        int inherited = open(file, Linux.O_RDWR);
        int notInherited = open(file, Linux.O_RDWR | Linux.O_CLOEXEC);
        int readOnly = open(file, Linux.O_RDONLY | Linux.O_CLOEXEC);
        int interesting = Linux.O_CLOEXEC | Linux.O_RDWR;
        assertEquals(Linux.O_RDWR, flagsOf(inherited) & interesting);
        assertEquals(Linux.O_RDWR | Linux.O_CLOEXEC, flagsOf(notInherited) & interesting);
        assertEquals(Linux.O_CLOEXEC, flagsOf(readOnly) & interesting);
        close(inherited);
        close(notInherited);
        close(readOnly);
    }

    @Test
    void aClosedDescriptorIsGone() throws IOException {
        Path file = fileOf(1);
        int fd = opened(file);
        assertTrue(isOpen(file));
        close(fd);
        assertFalse(isOpen(file));
    }

    @Test
    void openFailsWithItsErrno() throws IOException {
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertEquals(-Linux.ENOENT, open(directory.resolve("missing").toString(), Linux.O_RDWR));
        assertEquals(-Linux.ENOENT, open("", Linux.O_RDWR));
        assertEquals(-Linux.ENOTDIR, open(fileOf(1).resolve("below").toString(), Linux.O_RDWR));
        assertEquals(-Linux.EISDIR, open(directory.toString(), Linux.O_RDWR));
        assertEquals(-Linux.ELOOP, open(loop.toString(), Linux.O_RDWR));
    }

    @Test
    void aForbiddenFileIsNotOpened() throws IOException {
        Path forbidden = Files.createFile(directory.resolve("forbidden"));
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("---------"));
        if (Files.isWritable(forbidden)) {
            // Permissions do not hold root back, but this file does: nobody may write it.
            forbidden = Path.of("/proc/sys/kernel/ostype");
            assumeTrue(Files.exists(forbidden), "this process may open every file, and there is no " + forbidden);
        }
        assertEquals(-Linux.EACCES, open(forbidden.toString(), Linux.O_RDWR));
    }

    @Test
    void pathsUpToTheLongest() throws IOException {
        Path longestName = directory.resolve("x".repeat(NAME_MAX));
        Files.write(longestName, new byte[7]);
        int fd = opened(longestName);
        assertEquals(7, available(fd));
        close(fd);
        assertEquals(-Linux.ENAMETOOLONG, open(longestName + "x", Linux.O_RDWR));

        StringBuilder path = new StringBuilder(fileOf(5).toString());
        while (path.length() < PATH_MAX - 1) {
            path.insert(0, '/');
        }
        fd = opened(path.toString());
        assertEquals(5, available(fd));
        close(fd);
        assertEquals(-Linux.ENAMETOOLONG, open("/" + path, Linux.O_RDWR));
        assertEquals(-Linux.ENAMETOOLONG, open("/".repeat(100_000), Linux.O_RDWR));
    }

    @Test
    void namesThatAreNotAscii() throws IOException {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this JVM's own file names are not UTF-8 (set LANG=C.UTF-8)");
        for (String name : new String[] {"caf\u00e9", "\u20ac", "\u65e5\u672c", "\ud83d\ude00"}) {
            int fd = opened(Files.write(directory.resolve(name), new byte[3]));
            assertEquals(3, available(fd));
            close(fd);
        }
    }

    @Test
    void requestsWithoutAnArgument() throws IOException {
        int fd = opened(fileOf(1));
        assertEquals(0, calls().ioctl(fd, linux().fionclex, 0));
        assertEquals(0, flagsOf(fd) & Linux.O_CLOEXEC);
        assertEquals(0, calls().ioctl(fd, linux().fioclex, 0));
        assertEquals(Linux.O_CLOEXEC, flagsOf(fd) & Linux.O_CLOEXEC);
        close(fd);
    }

    @Test
    void theKernelWritesWhereTheBufferIs() throws IOException {
        int fd = opened(fileOf(0x01020304));
        ByteBuffer whole = structure(64);
        for (int i = 0; i < whole.capacity(); i++) {
            whole.put(i, (byte) 0x77);
        }
        // An odd place, so that no alignment helps.
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
    void theKernelWritesIntoAMappedFile() throws IOException {
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

    /** On a pseudo-terminal the kernel keeps a struct of eight bytes just as it got it. */
    @Test
    void everyByteTravelsBothWays() {
        int controller = open("/dev/ptmx", Linux.O_RDWR | Linux.O_NOCTTY | Linux.O_CLOEXEC);
        assumeTrue(controller >= 0, "there are no pseudo-terminals here: open of /dev/ptmx answered " + controller);
        ByteBuffer number = structure(4);
        assertEquals(0, calls().ioctl(controller, linux().tiocgptn, number));
        assertEquals(0, calls().ioctl(controller, linux().tiocsptlck, structure(4)));
        assertEquals(-Linux.EFAULT, calls().ioctl(controller, linux().tiocsptlck, 0));
        int terminal = open("/dev/pts/" + number.getInt(0), Linux.O_RDWR | Linux.O_NOCTTY | Linux.O_CLOEXEC);
        assertTrue(terminal >= 0, "open of the pseudo-terminal answered " + terminal);

        Random random = new Random(20261122);
        for (int round = 0; round < 512; round++) {
            ByteBuffer in = structure(8 + random.nextInt(5_000));
            in.position(random.nextInt(in.capacity() - 7));
            for (int i = 0; i < 8; i++) {
                // Every byte gets every value, and a neighbour with another one.
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
    void structsOfKvmTravelBothWays() {
        assumeTrue(calls().architecture().equals("amd64"), "KVM_GET_MSR_INDEX_LIST is of x86");
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
    void capabilitiesOfKvm() {
        int fd = openedDevice();
        // It is everywhere; with a bit above the lower 32 it is another number, which is nowhere.
        assertTrue(calls().ioctl(fd, linux().kvmCheckExtension, Linux.KVM_CAP_NR_MEMSLOTS) > 0);
        assertEquals(0, calls().ioctl(fd, linux().kvmCheckExtension, Linux.KVM_CAP_NR_MEMSLOTS + (1L << 32)));
        close(fd);
    }

    @Test
    void ioctlFailsWithItsErrno() throws IOException {
        int fd = opened(fileOf(1));
        assertEquals(-Linux.ENOTTY, calls().ioctl(fd, linux().kvmPpcGetCompatCaps, 0));
        assertEquals(-Linux.ENOTTY, calls().ioctl(fd, linux().kvmPpcGetCompatCaps, structure(24)));
        for (long badAddress : new long[] {0, 1, -1L, 1L << 63}) {
            assertEquals(-Linux.EFAULT, calls().ioctl(fd, linux().fionread, badAddress));
            // errno is from this call, not from the one before.
            assertEquals(1, available(fd));
        }
        close(fd);
    }

    @Test
    void aCallThatBlocksDoesNotStopAGarbageCollection() throws Exception {
        Path fifo = directory.resolve("fifo");
        assumeTrue(makeFifo(fifo), "mkfifo does not work here");
        // The program releases the call if a collection waits for it; nothing in this JVM could, then.
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
                // Behind the latch the call is about to be made, and at the latest after some of these it has been.
                Thread.sleep(10);
                System.gc();
            }
            assertTrue(release.isAlive(), "a garbage collection waited for the call to end");
            assertFalse(call.isDone(), "open of a pipe without a writer did not wait for one");
            // A writer is what the call waits for.
            Files.newOutputStream(fifo).close();
            int fd = call.get(SECONDS_UNTIL_RELEASED, TimeUnit.SECONDS);
            assertTrue(fd >= 0, "open answered " + fd);
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

    @Test
    void nothingStaysOpen() throws IOException {
        Path file = fileOf(1);
        close(opened(file));
        for (int i = 0; i < 200; i++) {
            int fd = opened(file);
            open(file.resolve("below").toString(), Linux.O_RDWR);
            calls().ioctl(fd, linux().kvmPpcGetCompatCaps, structure(24));
            calls().ioctl(fd, linux().kvmPpcGetCompatCaps, 0);
            close(fd);
        }
        assertFalse(isOpen(file));
    }
}
