// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The processor compatibility modes that a host's KVM can give to nested guests: the answer of
 * {@code KVM_PPC_GET_COMPAT_CAPS}, or, only where a caller allowed it, an estimate ({@link #isEstimate()}).
 *
 * <p>The value does not change while the host's KVM module stays loaded. Bits that the kernel set and this SDK has no name
 * for are kept: see {@link #unknownBits()}. They are no modes to {@link #supports}, {@link #highest()} and
 * {@link #highestAtMost}, which may therefore find nothing although the bitmap is not zero.
 *
 * <p>Immutable and thread-safe. Two are equal if everything in them is: the bitmap, the kernel interface, the nested API and
 * whether it is an estimate. To compare just what two hosts can do, compare their {@link #bitmap()}.
 */
public final class CompatCaps {

    private final long bitmap;
    private final KernelInterface kernelInterface;
    private final NestedApi nestedApi;
    private final boolean estimate;
    private final Set<ProcessorMode> modes;

    private CompatCaps(long bitmap, KernelInterface kernelInterface, NestedApi nestedApi, boolean estimate) {
        this.bitmap = bitmap;
        this.kernelInterface = kernelInterface;
        this.nestedApi = nestedApi;
        this.estimate = estimate;
        EnumSet<ProcessorMode> found = EnumSet.noneOf(ProcessorMode.class);
        for (ProcessorMode mode : ProcessorMode.values()) {
            if ((bitmap & mode.mask()) != 0) {
                found.add(mode);
            }
        }
        this.modes = Collections.unmodifiableSet(found);
    }

    /**
     * Asks this host, through the backend that is chosen as {@link KvmHost#open()} says, and closes everything again.
     *
     * @return the host's answer
     * @throws BackendUnavailableException if there is no usable backend, or the chosen one cannot be used
     * @throws NoKvmException if there is no KVM on this host
     * @throws KvmPermissionException if this process may not use KVM
     * @throws QueryNotSupportedException if this host or its kernel does not have the query
     * @throws KernelCallException if the kernel refused a call
     * @throws KernelAnswerException if the kernel answered what its interface does not allow
     */
    public static CompatCaps query() {
        try (KvmHost host = KvmHost.open()) {
            return host.compatCaps();
        }
    }

    /**
     * Builds an answer by hand, for tests.
     *
     * @param modes the modes, in any order; none at all is allowed
     * @return an answer with these modes, no unknown bits, no kernel interface and no nested API
     */
    public static CompatCaps of(ProcessorMode... modes) {
        return of(Arrays.asList(modes));
    }

    /**
     * Builds an answer by hand, for tests.
     *
     * @param modes the modes, in any order; none at all is allowed
     * @return an answer with these modes, no unknown bits, no kernel interface and no nested API
     */
    public static CompatCaps of(Collection<ProcessorMode> modes) {
        long bitmap = 0;
        for (ProcessorMode mode : modes) {
            bitmap |= mode.mask();
        }
        return ofBitmap(bitmap);
    }

    /**
     * Builds an answer by hand from the kernel's bits.
     *
     * @param bitmap all 64 bits, as in {@link #bitmap()}
     * @return an answer with these bits, no kernel interface and no nested API
     */
    public static CompatCaps ofBitmap(long bitmap) {
        return new CompatCaps(bitmap, null, null, false);
    }

    /**
     * Builds an answer by hand, complete as one from a kernel.
     *
     * @param bitmap all 64 bits, as in {@link #bitmap()}
     * @param kernelInterface the form of the interface
     * @param nestedApi the nested API
     * @return the answer
     */
    public static CompatCaps ofBitmap(long bitmap, KernelInterface kernelInterface, NestedApi nestedApi) {
        return new CompatCaps(
                bitmap,
                Objects.requireNonNull(kernelInterface, "kernelInterface"),
                Objects.requireNonNull(nestedApi, "nestedApi"),
                false);
    }

    /**
     * Builds by hand what may be less than an answer from a kernel: an estimate, or what several hosts have in common, as it
     * comes back from where an application kept it.
     *
     * @param bitmap all 64 bits, as in {@link #bitmap()}
     * @param kernelInterface the form of the interface, or null for none
     * @param nestedApi the nested API, or null for none
     * @param estimate whether it is an estimate
     * @return the value
     */
    public static CompatCaps ofBitmap(
            long bitmap, KernelInterface kernelInterface, NestedApi nestedApi, boolean estimate) {
        return new CompatCaps(bitmap, kernelInterface, nestedApi, estimate);
    }

    /**
     * The modes that several hosts have in common: the baseline for guests that are to be migrated between them live. A guest
     * that was started with one of these modes finds it on each host.
     *
     * <p>The bitmap has the bits that are set on all of them. So a bit that this SDK has no name for stays if every host has
     * it, and the result may have no modes at all, which means that no guest can go to all of these hosts. The kernel
     * interface and the nested API are those of the hosts if they are the same on all, and else empty. If one of them is an
     * estimate, the result is one.
     *
     * @param hosts the answers of the hosts, in any order, at least one
     * @return what they have in common
     * @throws IllegalArgumentException if there are none, about which nothing can be said
     */
    public static CompatCaps common(Collection<CompatCaps> hosts) {
        CompatCaps common = null;
        for (CompatCaps host : hosts) {
            Objects.requireNonNull(host, "host");
            common = common == null ? host : common.and(host);
        }
        if (common == null) {
            throw new IllegalArgumentException(
                    "Without hosts there is nothing that they have in common; pass at least one");
        }
        return common;
    }

    private CompatCaps and(CompatCaps other) {
        return new CompatCaps(
                bitmap & other.bitmap,
                kernelInterface == other.kernelInterface ? kernelInterface : null,
                nestedApi == other.nestedApi ? nestedApi : null,
                estimate || other.estimate);
    }

    /**
     * Whether guests can be given a mode.
     *
     * @param mode the mode
     * @return true if they can
     */
    public boolean supports(ProcessorMode mode) {
        return modes.contains(Objects.requireNonNull(mode, "mode"));
    }

    /**
     * The newest of the modes.
     *
     * @return the newest mode; empty if there is none that this SDK has a name for
     */
    public Optional<ProcessorMode> highest() {
        ProcessorMode newest = null;
        for (ProcessorMode mode : modes) {
            newest = mode;
        }
        return Optional.ofNullable(newest);
    }

    /**
     * The newest of the modes that is not newer than a wanted one: what to give a guest that would like the wanted mode but
     * can do with an older one.
     *
     * @param wanted the newest mode that will do
     * @return that mode if it is there, or else the newest that is older; empty if there is none
     */
    public Optional<ProcessorMode> highestAtMost(ProcessorMode wanted) {
        Objects.requireNonNull(wanted, "wanted");
        ProcessorMode newest = null;
        for (ProcessorMode mode : modes) {
            if (mode.compareTo(wanted) <= 0) {
                newest = mode;
            }
        }
        return Optional.ofNullable(newest);
    }

    /**
     * The modes, oldest first.
     *
     * @return a set that cannot be modified and iterates from the oldest mode to the newest
     */
    public Set<ProcessorMode> modes() {
        return modes;
    }

    /**
     * {@code compat_capabilities}, all 64 bits exactly as the kernel gave them. The modes' bits are those of
     * {@link ProcessorMode#mask()}; IBM and the kernel's document count bits from the most significant.
     *
     * @return the bits
     */
    public long bitmap() {
        return bitmap;
    }

    /**
     * The bits of {@link #bitmap()} that this SDK has no name for. A newer kernel or hypervisor may set some; what they mean
     * is in that kernel's document.
     *
     * @return the bits, in their places; zero if there are none
     */
    public long unknownBits() {
        long known = 0;
        for (ProcessorMode mode : ProcessorMode.values()) {
            known |= mode.mask();
        }
        return bitmap & ~known;
    }

    /**
     * The form of the kernel's interface that answered.
     *
     * @return the form; empty for an estimate, for hosts that differ in it, or if this was built by hand without one
     */
    public Optional<KernelInterface> kernelInterface() {
        return Optional.ofNullable(kernelInterface);
    }

    /**
     * The nested API that is in use, as far as the kernel lets it be told; it decides how strict the modes are meant.
     *
     * @return the nested API; empty for hosts that differ in it, or if this was built by hand without one
     */
    public Optional<NestedApi> nestedApi() {
        return Optional.ofNullable(nestedApi);
    }

    /**
     * Whether this is not the kernel's answer but an estimate from the level of the partition, or was made out of one. It
     * cannot know what the hypervisor negotiated, so that a mode in it may be refused: see {@link KvmHost.Builder#estimate()}.
     *
     * @return true if it is an estimate
     */
    public boolean isEstimate() {
        return estimate;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof CompatCaps)) {
            return false;
        }
        CompatCaps that = (CompatCaps) other;
        return bitmap == that.bitmap
                && kernelInterface == that.kernelInterface
                && nestedApi == that.nestedApi
                && estimate == that.estimate;
    }

    @Override
    public int hashCode() {
        return Objects.hash(bitmap, kernelInterface, nestedApi, estimate);
    }

    /**
     * All of the value in one line, for logs; not meant to be parsed.
     *
     * @return such as {@code CompatCaps[POWER9, POWER10; bitmap 0x6000000000000000; interface RELEASED; nested API V1]}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("CompatCaps[");
        if (modes.isEmpty()) {
            text.append("no modes");
        }
        String separator = "";
        for (ProcessorMode mode : modes) {
            text.append(separator).append(mode);
            separator = ", ";
        }
        text.append("; bitmap ").append(hex(bitmap));
        if (unknownBits() != 0) {
            text.append("; unknown bits ").append(hex(unknownBits()));
        }
        if (kernelInterface != null) {
            text.append("; interface ").append(kernelInterface);
        }
        if (nestedApi != null) {
            text.append("; nested API ").append(nestedApi);
        }
        if (estimate) {
            text.append("; estimate");
        }
        return text.append(']').toString();
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0x" + "0".repeat(Long.BYTES * 2 - digits.length()) + digits;
    }
}
