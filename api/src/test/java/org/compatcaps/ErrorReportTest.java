// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.compatcaps.internal.kernel.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told to do. */
class ErrorReportTest {

    private final ErrorReport errors = new ErrorReport("/dev/kvm", new ScriptedCalls());

    @ParameterizedTest
    @CsvSource({
        "4, 'interrupted by signals 100 times in a row. Retry.'",
        "12, 'the kernel is out of memory. Free some, and retry.'",
        "23, 'the system has too many open files. Raise fs.file-max.'",
        "24, 'this process has too many open files. Close some, or raise its limit (ulimit -n).'",
        "5, 'the kernel refused. Its log (dmesg) may contain the reason.'",
    })
    void messageOfAFailedCallEndsWithAdvice(int errno, String advice) {
        CallFailedException failure = new CallFailedException("KVM_CREATE_VM", errno);
        assertEquals(
                failure.getMessage() + " on /dev/kvm: " + advice,
                errors.inQuery(failure).getMessage());
    }

    @Test
    void otherErrorsOnTheCallersVmAreThoseOfAnyQuery() {
        CallFailedException noMemory = new CallFailedException("KVM_PPC_GET_COMPAT_CAPS", 12);
        CompatCapsException e = errors.onCallersVm(noMemory, 7, KernelInterface.RELEASED);
        assertInstanceOf(KernelCallException.class, e);
        assertEquals(errors.inQuery(noMemory).getMessage(), e.getMessage());
    }

    /** Also where the mode gives the group nothing, or the group is root's. */
    @Test
    void deniedOpenNamesTheGroupOnlyIfItHelps() {
        CompatCapsException e =
                new ErrorReport("/dev/kvm2", new ScriptedCalls()).onOpen(new CallFailedException("open", 13));
        assertInstanceOf(KvmPermissionException.class, e);
        assertEquals(
                "Cannot open /dev/kvm2 (open failed with EACCES): permission denied. If ls -l /dev/kvm2 shows the group kvm with"
                        + " rw, add the user to it and log in again. Otherwise, run sudo setfacl -m u:USER:rw /dev/kvm2."
                        + " Start a container with --device /dev/kvm2, and with its group (--group-add GID; rootless podman:"
                        + " --group-add keep-groups) or its owner (--user UID).",
                e.getMessage());
    }

    /** The mode allows it then. */
    @Test
    void openForbiddenByDeviceCgroupNamesNoGroup() {
        CompatCapsException e = errors.onOpen(new CallFailedException("open", 1));
        assertInstanceOf(KvmPermissionException.class, e);
        assertEquals(
                "Cannot open /dev/kvm (open failed with EPERM): permission denied by a security policy. Start a container with"
                        + " --device /dev/kvm, not with a volume. In a systemd unit, set DeviceAllow=/dev/kvm rw.",
                e.getMessage());
    }
}
