// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import org.compatcaps.KernelInterface;
import org.jspecify.annotations.Nullable;

/** What kind of host is simulated, in the questions that the simulated kernel asks. Immutable. */
final class HostSettings {

    /** The hosts that answer differently. */
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
        // As in the postings: the partition's own mode only, which is the newest and so the lowest bit.
        return kind == Kind.NESTED_V1 && query == KernelInterface.FIRST_POSTED ? Long.lowestOneBit(modes) : modes;
    }

    HostSettings withModes(long modes) {
        return new HostSettings(kind, query, reportedBits(kind, query, modes), device, kernelRelease);
    }

    /** Whether the kernel reads the modes once, when {@code kvm_hv} is loaded, and not at each query. */
    boolean readsModesOnLoading() {
        return kind == Kind.NESTED_V2;
    }

    boolean hasKvm() {
        return kind != Kind.NO_KVM;
    }

    /** Whether this is a partition that can run nested guests. */
    boolean canNest() {
        return kind == Kind.NESTED_V1 || kind == Kind.NESTED_V2;
    }

    boolean canCreateVms() {
        return canNest() || kind == Kind.BARE_METAL;
    }

    /** {@code KVM_CAP_PPC_NESTED_HV}: bare metal offers it as well. */
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
