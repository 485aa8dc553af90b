// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this process holds at one moment, after garbage collections. */
final class Sample {

    private static final int MOST_COLLECTIONS = 20;
    private static final int COUNTS_OF_DESCRIPTORS = 5;
    private static final int MILLISECONDS_BETWEEN_COUNTS = 50;

    final long queries;
    final long descriptors;
    final long residentKib;
    final long classes;
    final long metaspaceKib;
    final long directBuffers;

    Sample(long queries, long descriptors, long residentKib, long classes, long metaspaceKib, long directBuffers) {
        this.queries = queries;
        this.descriptors = descriptors;
        this.residentKib = residentKib;
        this.classes = classes;
        this.metaspaceKib = metaspaceKib;
        this.directBuffers = directBuffers;
    }

    static Sample take(long queries) throws IOException, InterruptedException {
        // Direct buffers are freed some time behind the collection that found them dead.
        long before;
        int collections = 0;
        do {
            before = directBuffers();
            System.gc();
            Thread.sleep(100);
            collections++;
        } while (collections < 2 || directBuffers() < before && collections < MOST_COLLECTIONS);
        return new Sample(
                queries,
                openDescriptors(),
                residentKib(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                metaspaceKib(),
                directBuffers());
    }

    /** What stands behind each descriptor, with the one that reads the directory, which is there each time. */
    static List<String> openFiles() throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    files.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // Closed since it was listed: the JVM opens files of its own for a moment.
                }
            }
        }
        return files;
    }

    /**
     * The lowest of several counts: what the JVM itself opens for a moment is not in all of them, and a leak is. On a busy
     * machine its thread may have to wait for its turn before it can close a file.
     */
    private static long openDescriptors() throws IOException, InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < COUNTS_OF_DESCRIPTORS; i++) {
            Thread.sleep(MILLISECONDS_BETWEEN_COUNTS);
            lowest = Math.min(lowest, openFiles().size());
        }
        return lowest;
    }

    private static long residentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status has no VmRSS");
    }

    private static long metaspaceKib() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed() / 1024;
            }
        }
        throw new IllegalStateException("This JVM has no pool of the name Metaspace");
    }

    private static long directBuffers() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool.getCount();
            }
        }
        throw new IllegalStateException("This JVM has no pool of direct buffers");
    }

    @Override
    public String toString() {
        return String.format(
                "%9d %12d %10d %8d %11d %8d", queries, descriptors, residentKib, classes, metaspaceKib, directBuffers);
    }
}
