// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.spi.SystemCalls;

/** One system call of a case, as the file writes it: {@code vm=ioctl(kvm, KVM_CREATE_VM, 0)}. Immutable. */
final class Step {

    private static final Pattern TEXT = Pattern.compile("(?:(\\w+)=)?(open|ioctl|close)\\((.*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-z]\\w*");

    private static final int O_CLOEXEC = 0x80000;
    private static final Map<String, Integer> ACCESS =
            Map.of("O_RDONLY", 0, "O_WRONLY", 1, "O_RDWR", 2, "O_PATH", 0x200000);

    /** In powerpc's encoding, whatever the machine: other hosts do not have these cases. */
    private static final Map<String, Long> REQUESTS = Map.of(
            "KVM_GET_API_VERSION", 0x2000AE00L,
            "KVM_CREATE_VM", 0x2000AE01L,
            "KVM_CHECK_EXTENSION", 0x2000AE03L,
            "KVM_CREATE_VCPU", 0x2000AE41L,
            "KVM_PPC_GET_COMPAT_CAPS", 0x2000AEB8L,
            "KVM_PPC_GET_COMPAT_CAPS_FIRST_POSTED", 0x4010AEE4L);

    /** KVM_CREATE_VM and KVM_CREATE_VCPU without what says the direction, which another architecture encodes otherwise. */
    private static final Set<Long> ANSWERED_BY_DESCRIPTOR = Set.of(0xAE01L, 0xAE41L);

    private final String call;
    /** The name for a new descriptor, or null. */
    private final String newName;
    /** The name or number of the descriptor to use, null for open. */
    private final String descriptor;

    private String path;
    private int flags;
    private long request;
    private long number;
    /** Null if the argument is a number. */
    private Struct struct;

    private Step(Matcher text) {
        newName = text.group(1);
        call = text.group(2);
        String[] arguments = text.group(3).split(", ", -1);
        if (call.equals("open")) {
            requireArguments(arguments, 2);
            descriptor = null;
            path = arguments[0];
            flags = O_CLOEXEC | known(ACCESS, arguments[1]);
        } else {
            descriptor = arguments[0];
            if (!NAME.matcher(descriptor).matches()) {
                Integer.parseInt(descriptor);
            }
            requireArguments(arguments, call.equals("ioctl") ? 3 : 1);
            if (call.equals("ioctl")) {
                request = arguments[1].startsWith("0x") ? Numbers.parse(arguments[1]) : known(REQUESTS, arguments[1]);
                if (arguments[2].startsWith("{")) {
                    struct = Struct.parse(arguments[2]);
                } else {
                    number = Numbers.parse(arguments[2]);
                }
            }
        }
        boolean mayOpen = call.equals("open") || ANSWERED_BY_DESCRIPTOR.contains(request & 0xFFFF);
        if (mayOpen != (newName != null)) {
            throw new IllegalArgumentException(
                    mayOpen ? "a new descriptor needs a name" : "only a new descriptor has a name");
        }
    }

    /**
     * Reads a step.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Step parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a system call: " + text);
        }
        return new Step(matcher);
    }

    private static void requireArguments(String[] arguments, int count) {
        if (arguments.length != count) {
            throw new IllegalArgumentException(arguments.length + " arguments instead of " + count);
        }
    }

    private static <V> V known(Map<String, V> values, String name) {
        V value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("unknown: " + name);
        }
        return value;
    }

    /** The name of the descriptor that this step uses. */
    Optional<String> uses() {
        return Optional.ofNullable(descriptor).filter(text -> NAME.matcher(text).matches());
    }

    /** The name of the descriptor that this step makes. */
    Optional<String> makes() {
        return Optional.ofNullable(newName);
    }

    boolean closes() {
        return call.equals("close");
    }

    /**
     * Makes the call.
     *
     * @return what came: a number, {@code fd} for a new descriptor, or an error, and what became of the struct
     */
    String run(SystemCalls calls, Descriptors descriptors) {
        if (call.equals("open")) {
            return answer(calls.open(SystemCalls.pathOf(path), flags), descriptors);
        }
        Optional<Integer> fd =
                uses().map(descriptors::number).orElseGet(() -> Optional.of(Integer.valueOf(descriptor)));
        if (fd.isEmpty()) {
            return "not reached";
        }
        if (call.equals("close")) {
            int result = calls.close(fd.get());
            descriptors.closed(fd.get());
            return Numbers.answer(result);
        }
        if (struct == null) {
            return answer(calls.ioctl(fd.get(), request, number), descriptors);
        }
        Memory memory = new Memory(struct);
        String answer = answer(calls.ioctl(fd.get(), request, memory.buffer()), descriptors);
        return answer + memory.after();
    }

    private String answer(int result, Descriptors descriptors) {
        return newName != null && result >= 0 ? descriptors.opened(newName, result) : Numbers.answer(result);
    }
}
