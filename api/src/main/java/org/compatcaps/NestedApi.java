// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * The interface through which the hypervisor below this host runs the host's guests, as far as the kernel lets it be told.
 *
 * <p>Source: {@code Documentation/arch/powerpc/kvm-nested.rst}; {@code KVM_CAP_PPC_NESTED_HV} in
 * {@code Documentation/virt/kvm/api.rst}.
 */
public enum NestedApi {

    /**
     * Nested API v1, of a hypervisor that is itself KVM. The kernel derives the modes from the partition's own level; the
     * hypervisor does not enforce the older ones. Proven: the kernel offers further nesting, which it does under v1 only.
     */
    V1("older modes are offered, not enforced"),

    /**
     * Probably nested API v2, of PowerVM. The modes are those that the hypervisor negotiated with this partition; a guest in
     * another mode does not boot. Not proven: the kernel does not offer further nesting, which is so under v2, and under v1
     * if the module {@code kvm-hv} was loaded with {@code nested=0}.
     */
    PROBABLY_V2("a mode that is not listed will not boot");

    private final String caveat;

    NestedApi(String caveat) {
        this.caveat = caveat;
    }

    /**
     * What the modes are worth under this nested API, in a few words for users.
     *
     * @return such as {@code older modes are offered, not enforced}
     */
    public String caveat() {
        return caveat;
    }
}
