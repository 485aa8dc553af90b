// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * The interface through which the hypervisor runs the guests of this host. It determines where the modes come from.
 *
 * <p>With either API, KVM and QEMU refuse a guest in a newer mode than the answer has. A guest for which no mode is set may
 * run in no compatibility mode, or not at all.
 *
 * <p>Source: {@code Documentation/arch/powerpc/kvm-nested.rst}; {@code KVM_CAP_PPC_NESTED_HV} in
 * {@code Documentation/virt/kvm/api.rst}.
 */
public enum NestedApi {

    /**
     * Nested API v1, of a hypervisor that is itself KVM. At each query, the kernel derives the modes from the partition's own
     * mode in the device tree. The answer changes as soon as a migration changes that mode. This value is certain: the kernel
     * offers further nesting, which it does only under v1.
     */
    V1("modes derived from the partition's mode at each query"),

    /**
     * Nested API v2, of PowerVM. The modes are those that the hypervisor negotiated with this partition when
     * {@code kvm_hv} was loaded. The answer changes only when the module is loaded again. This value is likely, not certain:
     * the kernel offers no further nesting under v2, nor under v1 if {@code kvm-hv} was loaded with {@code nested=0}.
     */
    V2("modes negotiated with the hypervisor when kvm_hv was loaded");

    private final String origin;

    NestedApi(String origin) {
        this.origin = origin;
    }

    /** {@return where the modes come from, such as {@code modes derived from the partition's mode at each query}} */
    public String origin() {
        return origin;
    }
}
