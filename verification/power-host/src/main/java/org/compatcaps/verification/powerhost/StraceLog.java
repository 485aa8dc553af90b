// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks in a log of strace what a backend does with descriptors: one open of {@code /dev/kvm}, one virtual machine, one
 * query on it, and each descriptor closed exactly once.
 *
 * <p>The log must hold every call that gives out descriptor numbers, not only those on {@code /dev/kvm}: the kernel gives
 * the lowest free number, so another thread may get one the moment it is closed.
 */
final class StraceLog {
    /** What a log without fault comes down to, for the table. */
    static final String CLEAN = "1 open, 1 VM, 1 query, both closed once";

    private static final long CREATE_VM = 0x2000ae01L;
    private static final long GET_COMPAT_CAPS = 0x2000aeb8L;
    private static final long O_RDWR = 02;
    private static final long O_CLOEXEC = 02000000;

    /** The commands of fcntl that give out a number, by name and by number. */
    private static final Set<String> DUPLICATES = Set.of("F_DUPFD", "0", "F_DUPFD_CLOEXEC", "0x406");

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)\\s+= (0x[0-9a-f]+|-?\\d+|\\?)(.*)");
    private static final Pattern UNFINISHED = Pattern.compile("(.*?),? *<unfinished \\.\\.\\.>");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>,? ?(.*)");
    private static final Pattern ENDED = Pattern.compile("\\+\\+\\+ .* \\+\\+\\+|--- .* ---");
    private static final Pattern IOC = Pattern.compile("_IOC\\((\\w+), (0x[0-9a-f]+), (0x[0-9a-f]+|0), 0\\)");
    private static final Pattern COMMENT = Pattern.compile(" ?/\\*.*?\\*/");
    private static final Pattern PAIR = Pattern.compile("\\[(\\d+), (\\d+)\\]");
    private static final Pattern PATH = Pattern.compile("(?:[^,\"]+, )?\"((?:[^\"\\\\]|\\\\.)*)\", ([^,]*).*");

    private final List<String> problems = new ArrayList<>();
    /** Descriptors of KVM that are open, with their names. */
    private final Map<Long, String> open = new LinkedHashMap<>();
    /** Numbers that belonged to KVM, were closed, and were not given out again. */
    private final Map<Long, String> closed = new HashMap<>();

    private int opens;
    private int machines;
    private int queries;

    private StraceLog() {}

    /**
     * Checks a log.
     *
     * @param log output of {@code strace -f -o}, from the first call on {@code /dev/kvm} on
     * @return what is wrong, empty if nothing is
     */
    static List<String> problems(String log) {
        StraceLog check = new StraceLog();
        for (Call call : check.calls(log)) {
            try {
                check.apply(call);
            } catch (NumberFormatException e) {
                check.problems.add("cannot read the call: " + call.name + "(" + call.arguments + ")");
            }
        }
        check.expectOne(check.opens, "open of /dev/kvm");
        check.expectOne(check.machines, "virtual machine");
        check.expectOne(check.queries, "query");
        for (Map.Entry<Long, String> left : check.open.entrySet()) {
            check.problems.add(left.getValue() + " (descriptor " + left.getKey() + ") left open");
        }
        return check.problems;
    }

    private void expectOne(int count, String what) {
        if (count != 1) {
            problems.add(count + " times " + what + " instead of once");
        }
    }

    /** The calls in the order in which they took effect. */
    private List<Call> calls(String log) {
        List<Call> calls = new ArrayList<>();
        Map<String, Integer> startedAt = new HashMap<>();
        Map<String, String> started = new HashMap<>();
        int position = 0;
        for (String line : log.split("\n")) {
            position++;
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length < 2 || ENDED.matcher(parts[1]).matches()) {
                continue;
            }
            String thread = parts[0];
            String text = parts[1];
            Matcher unfinished = UNFINISHED.matcher(text);
            if (unfinished.matches()) {
                started.put(thread, unfinished.group(1));
                startedAt.put(thread, position);
                continue;
            }
            int start = position;
            Matcher resumed = RESUMED.matcher(text);
            if (resumed.matches()) {
                if (!started.containsKey(thread)) {
                    // It began before the log did, so it is none of KVM's.
                    continue;
                }
                String begin = started.remove(thread);
                String rest = resumed.group(1);
                text = begin + (rest.startsWith(")") || begin.endsWith("(") ? "" : ", ") + rest;
                start = startedAt.remove(thread);
            }
            Matcher call = CALL.matcher(text);
            if (call.matches()) {
                calls.add(new Call(call, start, position));
            } else {
                problems.add("cannot read the line: " + line.strip());
            }
        }
        // What never ended had no effect; if it was one of KVM's calls, the counts tell.
        calls.sort(Comparator.comparingInt(Call::order));
        return calls;
    }

    private void apply(Call call) {
        if (call.name.equals("open") || call.name.equals("openat")) {
            applyOpen(call);
        } else if (call.name.equals("ioctl")) {
            applyIoctl(call);
        } else if (call.name.equals("close")) {
            applyClose(call);
        } else if (call.name.startsWith("dup") || call.name.equals("fcntl")) {
            applyDuplicate(call);
        } else {
            applyOther(call);
        }
    }

    private void applyOpen(Call call) {
        Matcher arguments = PATH.matcher(call.arguments);
        boolean kvm = arguments.matches() && arguments.group(1).equals("/dev/kvm");
        if (kvm) {
            opens++;
            String flags = arguments.group(2);
            if (!isReadWriteAndCloseOnExec(flags)) {
                problems.add("/dev/kvm opened with " + flags + " instead of O_RDWR|O_CLOEXEC");
            }
        }
        if (call.succeeded()) {
            given(call.result, kvm ? "/dev/kvm" : null);
        }
    }

    private static boolean isReadWriteAndCloseOnExec(String flags) {
        if (flags.startsWith("0")) {
            return Long.decode(flags) == (O_RDWR | O_CLOEXEC);
        }
        return flags.equals("O_RDWR|O_CLOEXEC");
    }

    private void applyIoctl(Call call) {
        String[] arguments = call.arguments.split(", ", 2);
        if (arguments.length < 2) {
            return;
        }
        long descriptor = Long.decode(arguments[0]);
        long request = request(arguments[1]);
        if (request == CREATE_VM && call.succeeded()) {
            machines++;
            given(call.result, "the virtual machine");
        } else if (request == GET_COMPAT_CAPS) {
            queries++;
            if (!"the virtual machine".equals(open.get(descriptor))) {
                problems.add("query on descriptor " + descriptor + ", which is not the virtual machine");
            }
        }
    }

    /** The request's number, whether strace knows its name or not; 0 for one that does not matter here. */
    private static long request(String text) {
        Matcher ioc = IOC.matcher(text);
        if (ioc.lookingAt()) {
            // Numbers without data are all that matters here, and powerpc marks those with 1 in its direction bits.
            return 0x20000000L | Long.decode(ioc.group(2)) << 8 | Long.decode(ioc.group(3));
        }
        String first = text.split(", ", 2)[0];
        if (first.equals("KVM_CREATE_VM")) {
            return CREATE_VM;
        }
        if (first.equals("KVM_PPC_GET_COMPAT_CAPS")) {
            return GET_COMPAT_CAPS;
        }
        return first.startsWith("0x") ? Long.decode(first) : 0;
    }

    private void applyClose(Call call) {
        long descriptor = Long.decode(call.arguments);
        String name = open.remove(descriptor);
        if (name != null) {
            closed.put(descriptor, name);
            if (!call.succeeded()) {
                problems.add("close of " + name + " failed:" + call.error);
            }
        } else if (closed.containsKey(descriptor)) {
            problems.add(closed.get(descriptor) + " (descriptor " + descriptor + ") closed twice");
        }
    }

    private void applyDuplicate(Call call) {
        String[] arguments = call.arguments.split(", ");
        if (call.succeeded() && (!call.name.equals("fcntl") || DUPLICATES.contains(arguments[1]))) {
            String name = open.get(Long.decode(arguments[0]));
            given(call.result, name == null ? null : "a duplicate of " + name);
        }
    }

    private void applyOther(Call call) {
        if (!call.succeeded()) {
            return;
        }
        if (call.name.startsWith("pipe") || call.name.equals("socketpair")) {
            Matcher pair = PAIR.matcher(call.arguments);
            if (pair.find()) {
                given(Long.parseLong(pair.group(1)), null);
                given(Long.parseLong(pair.group(2)), null);
            }
        } else {
            given(call.result, null);
        }
    }

    /** Notes that the kernel gave out a number; {@code name} is null if KVM has no part in it. */
    private void given(long descriptor, String name) {
        closed.remove(descriptor);
        String before = open.remove(descriptor);
        if (before != null) {
            problems.add("descriptor " + descriptor + " of " + before + " was given out again before it was closed");
        }
        if (name != null) {
            open.put(descriptor, name);
        }
    }

    /** One call of the log. */
    private static final class Call {
        private final String name;
        private final String arguments;
        private final long result;
        private final String error;
        private final int order;

        private Call(Matcher call, int start, int end) {
            name = call.group(1);
            arguments = COMMENT.matcher(call.group(2)).replaceAll("");
            String value = call.group(3);
            result = value.equals("?") ? -1 : Long.decode(value);
            error = call.group(4);
            // A number is free as soon as its close begins, and taken when the call that gives it out has ended.
            order = name.equals("close") ? start : end;
        }

        private int order() {
            return order;
        }

        private boolean succeeded() {
            return result >= 0;
        }
    }
}
