// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the logs of {@code strace -ff -y -X raw}: {@code -ff} makes a log for each thread, so that no call is cut in two, and
 * {@code -y} adds the file of each descriptor.
 */
public final class StraceLog {
    private static final Pattern ON_KVM = Pattern.compile("(\\d+)<(?:/dev/kvm|anon_inode:kvm[^>]*)>|\"/dev/kvm\"");
    private static final Pattern SECOND_CLOSE = Pattern.compile("close\\((\\d+)\\) += -1 EBADF.*");

    private StraceLog() {}

    /**
     * Returns the calls on {@code /dev/kvm} and its VMs, such as {@code ioctl(DEVICE, 0xae01, 0) = VM}. A close of a number that
     * they had, and that nothing has now, is one of them.
     *
     * @param lines lines of the logs
     * @return a short form of these calls, without numbers and addresses
     */
    public static List<String> callsOnKvm(List<String> lines) {
        Set<String> numbers = new HashSet<>();
        for (String line : lines) {
            ON_KVM.matcher(line).results().forEach(result -> numbers.add(result.group(1)));
        }
        return lines.stream()
                .filter(line -> ON_KVM.matcher(line).find() || isSecondClose(line, numbers))
                .map(StraceLog::inShort)
                .toList();
    }

    private static boolean isSecondClose(String line, Set<String> numbers) {
        Matcher close = SECOND_CLOSE.matcher(line);
        return close.matches() && numbers.contains(close.group(1));
    }

    private static String inShort(String line) {
        return line.replaceAll("\\d+</dev/kvm>", "DEVICE")
                .replaceAll("\\d+<anon_inode:kvm-vm>", "VM")
                .replaceFirst("-?\\w+<[^>]*>, \"/dev/kvm\"", "AT_FDCWD, /dev/kvm")
                .replaceFirst("0x[0-9a-f]{9,}", "ADDRESS")
                .replaceFirst("\\) += ", ") = ")
                .replaceFirst("(-1 E\\w+) \\(.*\\)$", "$1");
    }
}
