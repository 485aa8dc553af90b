// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;

/** A host that changes while it runs; one process of the emulator may save it, and another restore it. */
final class ChangingHost {
    private final Host host;
    private final List<Change> changes;
    private final Path archive;
    private final String name;
    private final Path work;
    private final Path monitor;
    private final Path in;
    private final Path out;
    private final Path state;

    ChangingHost(Host host, List<Change> changes, Path archive, Path work) {
        this.host = host;
        this.changes = changes;
        this.archive = archive;
        this.work = work;
        name = host.name() + "-changes";
        monitor = work.resolve(name + ".monitor");
        in = work.resolve(name + ".monitor.in");
        out = work.resolve(name + ".monitor.out");
        state = work.resolve(name + ".state");
    }

    /** Returns the output of the host, from all processes of the emulator. */
    GuestOutput run(Emulator emulator, Boots boots) throws IOException, InterruptedException {
        if (changes.stream().noneMatch(change -> change.step().equals(Change.MIGRATED))) {
            return boots.boot(name, boot(List.of()));
        }
        String restored = name + "-restored";
        try {
            deleteFiles();
            new ProcessBuilder("mkfifo", in.toString(), out.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            Thread saving = new Thread(this::saveWhenAsked);
            saving.setDaemon(true);
            saving.start();
            String pipe = "pipe,id=monitor,path=" + monitor.toString().replace(",", ",,");
            // Without that state, in which it is stopped, the restored host starts by itself.
            String running = "migration.store-global-state=off";
            // The saved host does not get to its end, as other boots do.
            System.out.println("advice: " + name + ": booting, to be saved");
            Boot saved = boot(List.of("-chardev", pipe, "-mon", "chardev=monitor", "-global", running));
            emulator.boot(saved, work.resolve(name + ".log"));
            boots.boot(restored, boot(List.of("-incoming", "file:" + state)));
            return GuestOutput.parse(log(name) + log(restored));
        } finally {
            deleteFiles();
        }
    }

    private Boot boot(List<String> devices) {
        String guests = changes.stream()
                .filter(Change::startsGuest)
                .map(change -> " GUEST_" + change.step() + "=yes")
                .collect(Collectors.joining());
        String steps = changes.stream().map(Change::step).collect(Collectors.joining(","));
        String parameters = HostBoots.FOR_GUESTS + guests + " STEPS=" + steps;
        return new Boot(host.machine(), host.cpu(), devices, archive, parameters);
    }

    /** Saves the host and ends its emulator, through the monitor, as soon as the host asks for it. */
    private void saveWhenAsked() {
        try {
            while (!log(name).contains("@migrate")) {
                Thread.sleep(500);
            }
            // The monitor reads each command when the one before has ended.
            Files.writeString(in, "stop\nmigrate \"file:" + state + "\"\nquit\n");
        } catch (IOException | InterruptedException e) {
            System.out.println("advice: " + name + ": " + e);
        }
    }

    private String log(String boot) throws IOException {
        Path log = work.resolve(boot + ".log");
        return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    }

    private void deleteFiles() throws IOException {
        for (Path file : List.of(in, out, state)) {
            Files.deleteIfExists(file);
        }
    }
}
