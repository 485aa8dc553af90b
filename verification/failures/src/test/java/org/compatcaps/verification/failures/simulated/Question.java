// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.util.ArrayList;
import java.util.List;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;

/** The questions that a {@link KvmHost} answers. */
enum Question {
    COMPAT_CAPS {
        @Override
        Object ask(KvmHost host, int vm) {
            return host.compatCaps();
        }
    },
    COMPAT_CAPS_ON_A_VM_OF_THE_CALLER {
        @Override
        Object ask(KvmHost host, int vm) {
            return host.compatCaps(vm);
        }
    },
    SUPPORTS_COMPAT_CAPS {
        @Override
        Object ask(KvmHost host, int vm) {
            return host.supportsCompatCaps();
        }
    };

    /** Asks, on the VM that the caller has or on none. */
    abstract Object ask(KvmHost host, int vm);

    /** The calls that opening, asking and closing make on a kernel that has one form of the interface. */
    List<String> calls(KernelInterface form) {
        List<String> calls = new ArrayList<>(List.of("open", "KVM_GET_API_VERSION", "KVM_CHECK_EXTENSION"));
        if (form == KernelInterface.FIRST_POSTED) {
            calls.add("KVM_CHECK_EXTENSION");
        }
        if (this == COMPAT_CAPS) {
            calls.addAll(List.of("KVM_CREATE_VM", "KVM_PPC_GET_COMPAT_CAPS", "close", "KVM_CHECK_EXTENSION"));
        } else if (this == COMPAT_CAPS_ON_A_VM_OF_THE_CALLER) {
            calls.addAll(List.of("KVM_PPC_GET_COMPAT_CAPS", "KVM_CHECK_EXTENSION"));
        }
        calls.add("close");
        return calls;
    }
}
