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
        CompatCapsException e = errors.onCallersVm(noMemory, 7);
        assertInstanceOf(KernelCallException.class, e);
        assertEquals(errors.inQuery(noMemory).getMessage(), e.getMessage());
    }
}
