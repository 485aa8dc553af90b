// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * The interface through which the hypervisor runs this host's guests. It determines whether the hypervisor enforces the modes.
 *
 * <p>Source: {@code Documentation/arch/powerpc/kvm-nested.rst}; {@code KVM_CAP_PPC_NESTED_HV} in
 * {@code Documentation/virt/kvm/api.rst}.
 */
public enum NestedApi {

    /**
     * Nested API v1, of a hypervisor that is itself KVM. The kernel derives the modes from the partition's own level; the
     * hypervisor does not enforce the older ones. This is certain: the kernel offers further nesting, which it does only
     * under v1.
     */
    V1("older modes are offered, not enforced"),

    /**
     * Nested API v2, of PowerVM. The modes are those that the hypervisor negotiated with this partition; a guest in another
     * mode does not boot. This is likely, not certain: the kernel offers no further nesting, which is so under v2, but also
     * under v1 if the module {@code kvm-hv} was loaded with {@code nested=0}.
     */
    V2("a mode that is not listed will not boot");

    private final String caveat;

    NestedApi(String caveat) {
        this.caveat = caveat;
    }

    /** {@return what the modes mean under this nested API, such as {@code older modes are offered, not enforced}} */
    public String caveat() {
        return caveat;
    }
}
