// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Boots guests under QEMU, which comes from the cache with its own libraries and is not installed on the machine. */
final class Emulator {
    /** Some seven times of what the longest boot takes on an idle machine. */
    private static final String TIMEOUT_SECONDS = "1800";

    private final Path parts;
    private final Path initramfs;
    private final Path compressedInitramfs;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Emulator(Path parts, Path initramfs, Path compressedInitramfs) {
        this.parts = parts;
        this.initramfs = initramfs;
        this.compressedInitramfs = compressedInitramfs;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /**
     * Boots one guest and waits for its end.
     *
     * @param log file for the serial console and for what QEMU itself prints
     */
    GuestOutput boot(Configuration configuration, Path log) throws IOException, InterruptedException {
        if (stopping) {
            throw new InterruptedException("the run is being ended");
        }
        Process process = new ProcessBuilder(command(configuration))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true)
                .start();
        running.add(process);
        if (stopping) {
            process.destroy();
        }
        try {
            // The exit status says nothing: it is 0 even when the guest's kernel panics.
            process.waitFor();
        } finally {
            running.remove(process);
        }
        // The guest may print bytes that are no characters, and they must not end the run.
        return GuestOutput.parse(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    }

    List<String> command(Configuration configuration) {
        Path usr = parts.resolve("host/usr");
        Path libraries = usr.resolve("lib/x86_64-linux-gnu");
        List<String> command = new ArrayList<>();
        // The limit lies outside this JVM, so that no emulator outlives a JVM that is killed for longer than that.
        command.addAll(List.of("timeout", "--kill-after=10", TIMEOUT_SECONDS));
        command.addAll(List.of(libraries.resolve("ld-linux-x86-64.so.2").toString(), "--library-path"));
        command.addAll(List.of(
                libraries.toString(), usr.resolve("bin/qemu-system-ppc64").toString()));
        command.addAll(List.of("-L", usr.resolve("share/qemu").toString()));
        command.addAll(List.of("-machine", configuration.machine + ",accel=tcg", "-cpu", configuration.cpu));
        command.addAll(configuration.devices);
        command.addAll(List.of("-smp", "1", "-m", "2G", "-nodefaults", "-nographic", "-no-reboot"));
        command.addAll(List.of("-serial", "stdio", "-monitor", "none"));
        command.addAll(List.of("-kernel", parts.resolve("kernel/vmlinuz").toString()));
        // QEMU's bare-metal machine takes 128 MiB at most. For the others, unpacking would only cost time.
        command.addAll(List.of("-initrd", (configuration.bareMetal() ? compressedInitramfs : initramfs).toString()));
        String cases =
                configuration.cases.map(host -> " CASES=" + host.column()).orElse("");
        command.addAll(
                List.of("-append", "console=hvc0 quiet panic=-1" + (configuration.traced ? " TRACE=yes" : "") + cases));
        return command;
    }

    /** Ends all guests; each belongs to a process that passes the signal on. */
    private void stop() {
        stopping = true;
        for (Process process : running) {
            process.destroy();
        }
        for (Process process : running) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
