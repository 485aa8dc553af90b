// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The resources that this process uses at one moment, after garbage collections. */
record Sample(long queries, long descriptors, long residentKib, long classes, long metaspaceKib, long directBuffers) {

    private static final int MOST_COLLECTIONS = 20;
    private static final int COUNTS_OF_DESCRIPTORS = 5;

    static Sample take(long queries) throws IOException, InterruptedException {
        // Direct buffers are freed some time after the collection that found them dead.
        long before;
        int collections = 0;
        do {
            before = countDirectBuffers();
            System.gc();
            Thread.sleep(100);
            collections++;
        } while (collections < 2 || countDirectBuffers() < before && collections < MOST_COLLECTIONS);
        return new Sample(
                queries,
                countDescriptors(),
                measureResidentKib(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                measureMetaspaceKib(),
                countDirectBuffers());
    }

    /** Returns the file of each descriptor, including the one that reads the directory. */
    static List<String> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(Sample::file).toList();
        }
    }

    private static String file(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed since it was listed";
        }
    }

    /** Returns the lowest of several counts: the JVM itself opens files for a moment, and a leak is in all counts. */
    private static long countDescriptors() throws IOException, InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < COUNTS_OF_DESCRIPTORS; i++) {
            Thread.sleep(50);
            lowest = Math.min(lowest, openFiles().size());
        }
        return lowest;
    }

    private static long measureResidentKib() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line =
                    lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }

    private static long measureMetaspaceKib() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .findFirst()
                        .orElseThrow()
                        .getUsage()
                        .getUsed()
                / 1024;
    }

    private static long countDirectBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow()
                .getCount();
    }

    @Override
    public String toString() {
        return String.format(
                "%9d %12d %10d %8d %11d %8d", queries, descriptors, residentKib, classes, metaspaceKib, directBuffers);
    }
}
