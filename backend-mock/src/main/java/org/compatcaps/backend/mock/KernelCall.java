// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

/** The calls that a simulated host distinguishes. A test can make them fail, and the host records them. */
public enum KernelCall {

    /** {@code open(2)}. */
    OPEN("open"),

    /** {@code ioctl(2)} with {@code KVM_GET_API_VERSION}. */
    KVM_GET_API_VERSION("KVM_GET_API_VERSION"),

    /** {@code ioctl(2)} with {@code KVM_CHECK_EXTENSION}, on the device or on a VM. */
    KVM_CHECK_EXTENSION("KVM_CHECK_EXTENSION"),

    /** {@code ioctl(2)} with {@code KVM_CREATE_VM}. */
    KVM_CREATE_VM("KVM_CREATE_VM"),

    /** {@code ioctl(2)} with {@code KVM_PPC_GET_COMPAT_CAPS}, in either interface version. */
    KVM_PPC_GET_COMPAT_CAPS("KVM_PPC_GET_COMPAT_CAPS"),

    /** {@code ioctl(2)} with a request that the simulated kernel does not know. */
    OTHER_IOCTL("ioctl"),

    /** {@code close(2)}. */
    CLOSE("close");

    private final String kernelName;

    KernelCall(String kernelName) {
        this.kernelName = kernelName;
    }

    /** {@return the kernel's name of the call, as in errors of the SDK, such as {@code KVM_CREATE_VM} or {@code open}} */
    public String kernelName() {
        return kernelName;
    }
}
