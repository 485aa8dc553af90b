// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.compatcaps.internal.kernel.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told to do. */
class ErrorReportTest {

    private final ErrorReport errors = new ErrorReport("/dev/kvm", new ScriptedCalls());

    @ParameterizedTest
    @CsvSource({
        "4, ask again when they have calmed down.",
        "12, free some and ask again.",
        "23, raise fs.file-max.",
        "24, raise its limit (ulimit -n).",
        "5, The kernel's log (dmesg) may say why.",
    })
    void aRefusalEndsWithAdvice(int errno, String advice) {
        String message =
                errors.inQuery(new CallFailedException("KVM_CREATE_VM", errno)).getMessage();
        assertTrue(message.startsWith("The kernel refused: KVM_CREATE_VM failed with "), message);
        assertTrue(message.endsWith(advice), message);
    }

    @Test
    void onTheCallersVmOtherErrorsAreThoseOfAnyQuery() {
        CallFailedException noMemory = new CallFailedException("KVM_PPC_GET_COMPAT_CAPS", 12);
        CompatCapsException e = errors.onCallersVm(noMemory, 7);
        assertInstanceOf(KernelCallException.class, e);
        assertSame(noMemory, e.getCause());
        assertTrue(e.getMessage().contains("ENOMEM"), e.getMessage());
    }
}
