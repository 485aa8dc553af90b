// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.spi.SystemCalls;

/**
 * One system call of a case, as the file writes it: {@code vm=ioctl(kvm, KVM_CREATE_VM, 0)}. Arguments are read when the call is
 * made: a wrong one ends in an exception, which is no expected result.
 *
 * @param newName name for a new descriptor, or null
 */
record Step(String newName, String call, List<String> arguments) {

    private static final Pattern TEXT = Pattern.compile("(?:(\\w+)=)?(open|ioctl|close)\\((.*)\\)");

    private static final int O_CLOEXEC = 0x80000;
    private static final Map<String, Integer> ACCESS =
            Map.of("O_RDONLY", 0, "O_WRONLY", 1, "O_RDWR", 2, "O_PATH", 0x200000);

    /** In powerpc's encoding on each machine: other hosts do not have these cases. */
    private static final Map<String, Long> REQUESTS = Map.of(
            "KVM_GET_API_VERSION", 0x2000AE00L,
            "KVM_CREATE_VM", 0x2000AE01L,
            "KVM_CHECK_EXTENSION", 0x2000AE03L,
            "KVM_CREATE_VCPU", 0x2000AE41L,
            "KVM_PPC_GET_COMPAT_CAPS", 0x2000AEB8L,
            "KVM_PPC_GET_COMPAT_CAPS_FIRST_POSTED", 0x4010AEE4L);

    private static final Map<Integer, String> ERRORS = Map.of(
            2, "ENOENT",
            5, "EIO",
            7, "E2BIG",
            9, "EBADF",
            12, "ENOMEM",
            14, "EFAULT",
            20, "ENOTDIR",
            21, "EISDIR",
            22, "EINVAL",
            25, "ENOTTY");

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
        return new Step(
                matcher.group(1), matcher.group(2), List.of(matcher.group(3).split(", ", -1)));
    }

    boolean uses(String descriptor) {
        return arguments.get(0).equals(descriptor);
    }

    /**
     * Makes the call.
     *
     * @return a number, {@code fd} for a new descriptor, or an error, and the struct after the call
     */
    String run(SystemCalls calls, Descriptors descriptors) {
        if (call.equals("open")) {
            int flags = O_CLOEXEC | ACCESS.get(arguments.get(1));
            return answer(calls.open(SystemCalls.pathOf(arguments.get(0)), flags), descriptors);
        }
        Integer fd = descriptors.number(arguments.get(0));
        if (fd == null) {
            return "not reached";
        }
        if (call.equals("close")) {
            return answer(descriptors.close(fd), descriptors);
        }
        String name = arguments.get(1);
        long request = name.startsWith("0x") ? number(name) : REQUESTS.get(name);
        String argument = arguments.get(2);
        if (!argument.startsWith("{")) {
            return answer(calls.ioctl(fd, request, number(argument)), descriptors);
        }
        Memory memory = new Memory(argument);
        String answer = answer(calls.ioctl(fd, request, memory.buffer()), descriptors);
        return answer + memory.after();
    }

    private String answer(int result, Descriptors descriptors) {
        if (result < 0) {
            return ERRORS.getOrDefault(-result, "errno " + -(long) result);
        }
        return newName == null ? Integer.toString(result) : descriptors.opened(newName, result);
    }

    /** Reads a decimal number, or 64 bits in hexadecimal after 0x. */
    static long number(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }
}
