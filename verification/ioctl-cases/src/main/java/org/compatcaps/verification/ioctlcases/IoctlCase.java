// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.compatcaps.spi.SystemCalls;

/** Some system calls and the answers of the kernel on each kind of host: a line of {@code cases.tsv}. Immutable. */
public final class IoctlCase {

    private static final String FILE = "cases.tsv";
    private static final int COLUMNS = 3 + HostKind.values().length;
    private static final String BETWEEN_STEPS = "; ";
    private static final Step OPEN_KVM = Step.parse("kvm=open(/dev/kvm, O_RDWR)");
    private static final Step CREATE_VM = Step.parse("vm=ioctl(kvm, KVM_CREATE_VM, 0)");

    private final String name;
    private final List<Step> before = new ArrayList<>();
    private final List<Step> steps;
    private final boolean opensAfterClosing;
    private final Map<HostKind, String> expected = new EnumMap<>(HostKind.class);
    private final String mock;

    private IoctlCase(String[] columns) {
        name = columns[0];
        String calls = columns[1];
        steps = Stream.of(calls.split(BETWEEN_STEPS)).map(Step::parse).toList();
        boolean usesVm = steps.stream().anyMatch(step -> step.uses("vm"));
        if (usesVm || steps.stream().anyMatch(step -> step.uses("kvm"))) {
            before.add(OPEN_KVM);
        }
        if (usesVm) {
            before.add(CREATE_VM);
        }
        opensAfterClosing = calls.matches(".*close\\(.*=.*");
        for (HostKind host : HostKind.values()) {
            String column = columns[2 + host.ordinal()];
            String result = column.equals("=") ? expected.get(HostKind.V1) : column;
            if (result == null) {
                throw new IllegalArgumentException("= for " + host.column() + ", but nothing for v1");
            }
            if (!result.equals("-")) {
                expected.put(host, result);
            }
        }
        mock = columns[COLUMNS - 1];
        if (expected.isEmpty() || !mock.matches("yes|no, .+")) {
            throw new IllegalArgumentException("it needs a kind of host, and yes or no with a reason for the mock");
        }
    }

    /**
     * Returns the cases that apply to a kind of host.
     *
     * @param host kind of host
     * @return the cases, in the order of the file
     * @throws IOException if the file cannot be read, or a line is wrong
     */
    public static List<IoctlCase> of(HostKind host) throws IOException {
        try (InputStream file = IoctlCase.class.getResourceAsStream(FILE)) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .filter(one -> one.expected.containsKey(host))
                    .toList();
        }
    }

    static List<IoctlCase> read(String text) throws IOException {
        return Tsv.read(FILE, text.lines().toList(), COLUMNS, IoctlCase::new);
    }

    /**
     * Returns the name, which is unique.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the expected result of {@link #run} on such a host.
     *
     * @param host kind of host to which the case applies
     * @return the result
     */
    public String expected(HostKind host) {
        return expected.get(host);
    }

    /**
     * Returns why the mock does not simulate this.
     *
     * @return the reason; empty if the mock simulates it
     */
    public Optional<String> notSimulated() {
        return mock.equals("yes") ? Optional.empty() : Optional.of(mock.substring("no, ".length()));
    }

    /**
     * Makes the system calls, and leaves no descriptor open.
     *
     * @param calls system calls
     * @return the answer to each, on one line
     */
    public String run(SystemCalls calls) {
        List<String> results = new ArrayList<>();
        try (Descriptors descriptors = new Descriptors(calls, opensAfterClosing)) {
            for (Step step : before) {
                String result = step.run(calls, descriptors);
                if (!result.equals("fd")) {
                    return "no " + step.newName() + ": " + result;
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
