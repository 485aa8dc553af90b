// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StraceLogTest {
    @Test
    void callsOnKvmAreShownWithoutNumbersAndAddresses() {
        String log = """
                openat(-100</>, "/tmp/x", 0x2) = 7</tmp/x>
                openat(-100</>, "/dev/kvm", 0x80002) = -1 EACCES (Permission denied)
                openat(0xffffff9c</tmp>, "/dev/kvm", 0x80002) = 28</dev/kvm>
                ioctl(28</dev/kvm>, 0x2000ae03, 0xfa)   = 1
                ioctl(28</dev/kvm>, 0x2000ae01, 0)      = 29<anon_inode:kvm-vm>
                ioctl(29<anon_inode:kvm-vm>, 0x2000aeb8, 0x3fff842798d0) = 0
                ioctl(29<anon_inode:kvm-vm>, 0xaeb8, 0x7f0011112222) = -1 ENOTTY (Inappropriate ioctl for device)
                dup(29<anon_inode:kvm-vm>) = 30<anon_inode:kvm-vm>
                close(29<anon_inode:kvm-vm>)            = 0
                close(29)                               = -1 EBADF (Bad file descriptor)
                close(28</tmp/y>)                       = 0
                close(999)                              = -1 EBADF (Bad file descriptor)
                """;
        assertEquals(
                List.of(
                        "openat(AT_FDCWD, /dev/kvm, 0x80002) = -1 EACCES",
                        "openat(AT_FDCWD, /dev/kvm, 0x80002) = DEVICE",
                        "ioctl(DEVICE, 0x2000ae03, 0xfa) = 1",
                        "ioctl(DEVICE, 0x2000ae01, 0) = VM",
                        "ioctl(VM, 0x2000aeb8, ADDRESS) = 0",
                        "ioctl(VM, 0xaeb8, ADDRESS) = -1 ENOTTY",
                        "dup(VM) = VM",
                        "close(VM) = 0",
                        "close(29) = -1 EBADF"),
                StraceLog.callsOnKvm(log.lines().toList()));
    }
}
