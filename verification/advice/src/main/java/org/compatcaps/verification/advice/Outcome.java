// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.GuestOutput;

/** The outcome of a guest in a few words: the CPU that it shows, or why it does not run. */
final class Outcome {
    static final String REFUSED = "refused";
    static final String HUNG = "hung";
    static final String GOES_ON = "goes on";
    static final String FAULTS = "faults";

    private static final String NOTHING = "nothing";

    /** From KVM; and from QEMU, if the host's processor is older than the mode. */
    private static final List<String> REFUSALS =
            List.of("Unable to set CPU compatibility mode in KVM: Invalid argument", " not valid for CPU");

    private static final Pattern CPU = Pattern.compile("(?m)^@guest (.*?)\\s*$");
    private static final Pattern COUNT = Pattern.compile("(?m)^@count (\\d+)$");
    private static final Pattern SETTING = Pattern.compile("(?m)^@set (.*)$");
    private static final Pattern FAULT = Pattern.compile("Oops: |Kernel panic");
    private static final Pattern LIBVIRT_ERROR =
            Pattern.compile("(?m)^error: (?!Failed to create domain)(?:[a-z ]+: )?(.*)$");

    private Outcome() {}

    /** Returns the outcome of a guest that QEMU starts. */
    static String of(Optional<GuestOutput.Command> command) {
        if (command.isEmpty()) {
            return NOTHING;
        }
        GuestOutput.Command qemu = command.get();
        Matcher cpu = CPU.matcher(qemu.out());
        if (cpu.find() && qemu.exitStatus() == 0) {
            return cpu.group(1);
        }
        if (qemu.out().contains("@hung")) {
            return HUNG;
        }
        boolean refused = qemu.exitStatus() == 1 && REFUSALS.stream().anyMatch(qemu.err()::contains);
        return refused ? REFUSED : other(qemu);
    }

    /** Returns the outcome of a guest that libvirt starts; a refusal has libvirt's reason. */
    static String ofLibvirt(Optional<GuestOutput.Command> command) {
        if (command.isEmpty()) {
            return NOTHING;
        }
        Matcher cpu = CPU.matcher(command.get().out());
        if (cpu.find()) {
            return cpu.group(1);
        }
        if (command.get().out().contains("@hung")) {
            return HUNG;
        }
        Matcher error = LIBVIRT_ERROR.matcher(command.get().err());
        return error.find() ? REFUSED + ": " + error.group(1) : NOTHING;
    }

    /** Returns the outcome of a guest that moved: {@value #GOES_ON}, {@value #FAULTS}, or the message of QEMU. */
    static String ofMoved(Optional<GuestOutput.Command> left, Optional<GuestOutput.Command> arrived) {
        if (left.map(Outcome::counts).orElse(List.of()).isEmpty()) {
            return "did not leave";
        }
        if (arrived.isEmpty()) {
            return NOTHING;
        }
        GuestOutput.Command qemu = arrived.get();
        if (FAULT.matcher(qemu.out()).find()) {
            return FAULTS;
        }
        if (countsOn(left, arrived) && counts(qemu).size() > 1 && qemu.exitStatus() == 0) {
            return GOES_ON;
        }
        return qemu.exitStatus() == 1 ? qemu.err().strip() : other(qemu);
    }

    /** Returns whether a guest counts on where it left; a guest that starts anew counts from one again. */
    static boolean countsOn(Optional<GuestOutput.Command> left, Optional<GuestOutput.Command> arrived) {
        List<Integer> before = left.map(Outcome::counts).orElse(List.of());
        List<Integer> after = arrived.map(Outcome::counts).orElse(List.of());
        return !before.isEmpty() && !after.isEmpty() && after.get(0) > before.get(before.size() - 1);
    }

    private static List<Integer> counts(GuestOutput.Command guest) {
        return COUNT.matcher(guest.out())
                .results()
                .map(count -> Integer.valueOf(count.group(1)))
                .toList();
    }

    private static String other(GuestOutput.Command qemu) {
        return "exit status " + qemu.exitStatus() + ": " + qemu.err().strip();
    }

    /** Returns the property of the machine with which QEMU was started; empty without one. */
    static String setting(GuestOutput.Command guest) {
        return last(SETTING, guest);
    }

    static String lastCpu(GuestOutput.Command guest) {
        return last(CPU, guest);
    }

    private static String last(Pattern pattern, GuestOutput.Command guest) {
        List<MatchResult> found = pattern.matcher(guest.out()).results().toList();
        return found.isEmpty() ? "unknown" : found.get(found.size() - 1).group(1);
    }
}
