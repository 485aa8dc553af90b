// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.compatcaps.internal.kernel.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the reason and the remedy in messages. */
class ErrorReportTest {

    private final ErrorReport errors = new ErrorReport("/dev/kvm", new ScriptedCalls());

    @ParameterizedTest
    @CsvSource({
        "4, 'interrupted by signals 100 times in a row. Retry.'",
        "12, 'the kernel is out of memory. Free some memory, and retry.'",
        "23, 'the system has too many open files. Raise the limit (sysctl fs.file-max).'",
        "24, 'this process has too many open files. Close some, or raise the limit (ulimit -n).'",
        "5, 'unexpected error. See the kernel''s log (dmesg) for the reason.'",
    })
    void messageOfAFailedCallEndsWithReasonAndRemedy(int errno, String advice) {
        CallFailedException failure = new CallFailedException("KVM_CREATE_VM", errno);
        assertEquals(
                failure.getMessage() + " on /dev/kvm: " + advice,
                errors.inQuery(failure).getMessage());
    }

    @Test
    void otherErrorsOnTheCallersVmHaveTheMessageOfAQuery() {
        CallFailedException noMemory = new CallFailedException("KVM_PPC_GET_COMPAT_CAPS", 12);
        CompatCapsException e = errors.onCallersVm(noMemory, 7, KernelInterface.RELEASED);
        assertInstanceOf(KernelCallException.class, e);
        assertEquals(errors.inQuery(noMemory).getMessage(), e.getMessage());
    }

    /** Adding the user to the group does not help if the mode gives the group no access, or the group is root's. */
    @Test
    void deniedOpenNamesTheGroupOnlyIfItHelps() {
        CompatCapsException e =
                new ErrorReport("/dev/kvm2", new ScriptedCalls()).onOpen(new CallFailedException("open", 13));
        assertInstanceOf(KvmPermissionException.class, e);
        assertEquals(
                "Cannot open /dev/kvm2: permission denied (EACCES). If ls -l /dev/kvm2 shows the group kvm with"
                        + " rw, add the user to it and log in again. Otherwise, run sudo setfacl -m u:USER:rw /dev/kvm2."
                        + " If this is a container, start it with --device /dev/kvm2. Also give it the device's group"
                        + " (--group-add GID; rootless podman: --group-add keep-groups) or owner (--user UID).",
                e.getMessage());
    }

    /** With EPERM, the mode of the device allows access. */
    @Test
    void openForbiddenByDeviceCgroupNamesNoGroup() {
        CompatCapsException e = errors.onOpen(new CallFailedException("open", 1));
        assertInstanceOf(KvmPermissionException.class, e);
        assertEquals(
                "Cannot open /dev/kvm: permission denied by a security policy (EPERM). If this is a container, start it"
                        + " with --device /dev/kvm instead of a volume. In a systemd unit, set DeviceAllow=/dev/kvm rw.",
                e.getMessage());
    }
}
