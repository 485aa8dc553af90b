// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.compatcaps.spi.SystemCalls;

/** Some system calls and what the kernel answers to them on each kind of host: a line of the file. Immutable. */
public final class IoctlCase {

    static final int COLUMNS = 3 + HostKind.values().length;

    private static final String BETWEEN_STEPS = "; ";

    private static final Step OPEN_KVM = Step.parse("kvm=open(/dev/kvm, O_RDWR)");
    private static final Step CREATE_VM = Step.parse("vm=ioctl(kvm, KVM_CREATE_VM, 0)");

    private final String name;
    /** What opens the descriptors that the steps take for granted. */
    private final List<Step> before = new ArrayList<>();

    private final List<Step> steps = new ArrayList<>();
    private final Map<HostKind, String> expected = new EnumMap<>(HostKind.class);
    /** Why the mock does not simulate this, or null if it does. */
    private final String notSimulated;

    IoctlCase(String[] columns) {
        name = columns[0];
        if (!name.matches("[^:\\s]+( [^:\\s]+)*")) {
            throw new IllegalArgumentException("not a name: " + name);
        }
        for (String step : columns[1].split(BETWEEN_STEPS)) {
            steps.add(Step.parse(step));
        }
        addWhatTheStepsTakeForGranted();
        for (HostKind host : HostKind.values()) {
            String column = columns[2 + host.ordinal()];
            String result = column.equals("=") ? expected.get(HostKind.V1) : column;
            if (result == null || result.split(BETWEEN_STEPS, -1).length != steps.size() && !result.equals("-")) {
                throw new IllegalArgumentException(host.column() + " needs one result for each system call");
            }
            if (!result.equals("-")) {
                expected.put(host, result);
            }
        }
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("it applies nowhere");
        }
        String mock = columns[COLUMNS - 1];
        if (!mock.equals("yes") && !mock.startsWith("no, ")) {
            throw new IllegalArgumentException("mock is yes, or no and a reason, not " + mock);
        }
        notSimulated = mock.equals("yes") ? null : mock.substring("no, ".length());
    }

    private void addWhatTheStepsTakeForGranted() {
        Set<String> granted = new HashSet<>(Set.of("kvm", "vm"));
        Set<String> made = new HashSet<>();
        Set<String> needed = new HashSet<>();
        for (Step step : steps) {
            step.uses().filter(used -> !made.contains(used)).ifPresent(needed::add);
            step.makes().ifPresent(made::add);
        }
        if (!granted.containsAll(needed)) {
            throw new IllegalArgumentException("a descriptor is used that no step makes, of " + needed);
        }
        made.retainAll(granted);
        if (!made.isEmpty()) {
            throw new IllegalArgumentException("kvm and vm are there without a step that makes them");
        }
        if (!needed.isEmpty()) {
            before.add(OPEN_KVM);
        }
        if (needed.contains("vm")) {
            before.add(CREATE_VM);
        }
    }

    /**
     * What tells this case from the others.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What the kernel of such a host answers.
     *
     * @param host the kind of host
     * @return the result as {@link #run} gives it; nothing if the case does not apply there
     */
    public Optional<String> expected(HostKind host) {
        return Optional.ofNullable(expected.get(host));
    }

    /**
     * Why the mock does not simulate this.
     *
     * @return the reason; nothing if it does
     */
    public Optional<String> notSimulated() {
        return Optional.ofNullable(notSimulated);
    }

    /** Whether a step makes a descriptor behind one that closes another, whose number it then gets. */
    boolean opensAfterClosing() {
        boolean closed = false;
        for (Step step : steps) {
            if (closed && step.makes().isPresent()) {
                return true;
            }
            closed |= step.closes();
        }
        return false;
    }

    /**
     * Makes the system calls, and leaves no descriptor open.
     *
     * @param calls the system calls
     * @return what each answered, on one line
     */
    public String run(SystemCalls calls) {
        List<String> results = new ArrayList<>();
        try (Descriptors descriptors = new Descriptors(calls)) {
            for (Step step : before) {
                String result = step.run(calls, descriptors);
                if (!result.equals("fd")) {
                    return "no " + step.makes().orElseThrow() + ": " + result;
                }
            }
            for (Step step : steps) {
                results.add(step.run(calls, descriptors));
            }
        } catch (RuntimeException e) {
            results.add(e.toString());
        }
        return String.join(BETWEEN_STEPS, results);
    }
}
