// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import org.compatcaps.KernelInterface;
import org.jspecify.annotations.Nullable;

/** The settings of a simulated host, as the simulated kernel needs them. Immutable. */
final class HostSettings {

    /** The kinds of hosts, which answer differently. */
    enum Kind {
        NESTED_V1,
        NESTED_V2,
        NO_NESTED,
        BARE_METAL,
        NO_KVM
    }

    private final Kind kind;
    /** The interface version that the kernel has; null for a kernel without the query. */
    private final @Nullable KernelInterface query;

    private final long bitmap;
    private final String device;
    private final String kernelRelease;

    HostSettings(Kind kind, @Nullable KernelInterface query, long bitmap, String device, String kernelRelease) {
        this.kind = kind;
        this.query = query;
        this.bitmap = bitmap;
        this.device = device;
        this.kernelRelease = kernelRelease;
    }

    /** Returns the bits that the kernel of such a host sets for modes. */
    static long reportedBits(Kind kind, @Nullable KernelInterface query, long modes) {
        // The first posting reports only the partition's own mode, which is the newest and so the lowest bit.
        return kind == Kind.NESTED_V1 && query == KernelInterface.FIRST_POSTED ? Long.lowestOneBit(modes) : modes;
    }

    HostSettings withModes(long modes) {
        return new HostSettings(kind, query, reportedBits(kind, query, modes), device, kernelRelease);
    }

    /** Returns whether the kernel reads the modes when {@code kvm_hv} is loaded, and not at each query. */
    boolean readsModesOnLoading() {
        return kind == Kind.NESTED_V2;
    }

    boolean hasKvm() {
        return kind != Kind.NO_KVM;
    }

    /** Returns whether this is a partition that can run nested guests. */
    boolean canNest() {
        return kind == Kind.NESTED_V1 || kind == Kind.NESTED_V2;
    }

    boolean canCreateVms() {
        return canNest() || kind == Kind.BARE_METAL;
    }

    /** Returns the value of {@code KVM_CAP_PPC_NESTED_HV}, which bare metal also offers. */
    boolean offersFurtherNesting() {
        return kind == Kind.NESTED_V1 || kind == Kind.BARE_METAL;
    }

    boolean has(KernelInterface version) {
        return query == version;
    }

    long bitmap() {
        return bitmap;
    }

    String device() {
        return device;
    }

    String kernelRelease() {
        return kernelRelease;
    }
}
