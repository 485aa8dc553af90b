// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * The interface through which the hypervisor runs this host's guests. It determines where the modes come from.
 *
 * <p>Under both, KVM and QEMU refuse a guest in a mode that is newer than those listed. A guest for which no mode is set may run
 * in none, or not at all.
 *
 * <p>Source: {@code Documentation/arch/powerpc/kvm-nested.rst}; {@code KVM_CAP_PPC_NESTED_HV} in
 * {@code Documentation/virt/kvm/api.rst}.
 */
public enum NestedApi {

    /**
     * Nested API v1, of a hypervisor that is itself KVM. At each query, the kernel derives the modes from the partition's own
     * mode in the device tree: the answer changes at once when a migration changes that. This is certain: the kernel offers
     * further nesting, which it does only under v1.
     */
    V1("derived from the partition's mode at each query"),

    /**
     * Nested API v2, of PowerVM. The modes are those that the hypervisor negotiated with this partition when {@code kvm_hv} was
     * loaded: the answer changes only when that is loaded again. This is likely, not certain: the kernel offers no further nesting, which is so under v2, but also
     * under v1 if the module {@code kvm-hv} was loaded with {@code nested=0}.
     */
    V2("negotiated with the hypervisor when kvm_hv was loaded");

    private final String origin;

    NestedApi(String origin) {
        this.origin = origin;
    }

    /** {@return where the modes come from, such as {@code derived from the partition's mode at each query}} */
    public String origin() {
        return origin;
    }
}
