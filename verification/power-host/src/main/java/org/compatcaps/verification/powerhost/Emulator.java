// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Boots guests under QEMU, which comes from the parts with its own libraries and is not installed on the machine. */
public final class Emulator {
    private final Path parts;
    private final Duration limit;

    /**
     * Makes an emulator, whose guests all end with this JVM.
     *
     * @param parts the directory that {@code fetch-parts} made
     * @param limit how long a boot may take
     */
    public Emulator(Path parts, Duration limit) {
        this.parts = parts;
        this.limit = limit;
    }

    /**
     * Boots one guest and waits for its end.
     *
     * @param boot what to boot
     * @param log file for the serial console and for what QEMU itself prints
     * @return the output of the guest, whether it got to its end or not
     * @throws IOException if QEMU cannot be started, or the log not be written
     * @throws InterruptedException if this thread is interrupted
     */
    public GuestOutput boot(Boot boot, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(boot))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            // The exit status proves nothing: it is 0 even when the guest's kernel panics.
            process.waitFor();
        } finally {
            // It still runs if this thread was interrupted, or if the JVM was about to end and took no hook.
            process.destroy();
        }
        // The guest may print bytes that are no characters, and they must not end the run.
        return GuestOutput.parse(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    }

    private List<String> command(Boot boot) {
        String usr = parts.resolve("host/usr").toString();
        String libraries = usr + "/lib/x86_64-linux-gnu";
        Path kernel = boot.kernel() != null ? boot.kernel() : parts.resolve("kernel");
        List<String> command = new ArrayList<>();
        // The limit lies outside this JVM, so that no emulator outlives a JVM that is killed for longer than that.
        command.addAll(List.of("timeout", "--kill-after=10", Long.toString(limit.getSeconds())));
        command.addAll(List.of(libraries + "/ld-linux-x86-64.so.2", "--library-path", libraries));
        command.addAll(List.of(usr + "/bin/qemu-system-ppc64", "-L", usr + "/share/qemu"));
        command.addAll(List.of("-machine", boot.machine() + ",accel=tcg", "-cpu", boot.cpu()));
        command.addAll(List.of("-smp", "1", "-m", "2G", "-nodefaults", "-nographic", "-no-reboot"));
        // They may ask for more memory.
        command.addAll(boot.devices());
        command.addAll(List.of("-serial", "stdio", "-monitor", "none"));
        command.addAll(List.of(
                "-kernel", kernel + "/vmlinuz", "-initrd", boot.initramfs().toString()));
        command.addAll(List.of("-append", "console=hvc0 quiet panic=-1" + boot.parameters()));
        return command;
    }
}
