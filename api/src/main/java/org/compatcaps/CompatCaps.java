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
 * {@code KVM_PPC_GET_COMPAT_CAPS}.
 *
 * <p>The value does not change while the host's KVM module stays loaded. Bits that the kernel set and this SDK has no name
 * for are kept: see {@link #unknownBits()}.
 *
 * <p>Immutable and thread-safe. Two are equal if everything in them is: the bitmap, the kernel interface and the nested API.
 * To compare just what two hosts can do, compare their {@link #bitmap()}.
 */
public final class CompatCaps {

    private final long bitmap;
    private final KernelInterface kernelInterface;
    private final NestedApi nestedApi;
    private final Set<ProcessorMode> modes;

    private CompatCaps(long bitmap, KernelInterface kernelInterface, NestedApi nestedApi) {
        this.bitmap = bitmap;
        this.kernelInterface = kernelInterface;
        this.nestedApi = nestedApi;
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
        return new CompatCaps(bitmap, null, null);
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
                Objects.requireNonNull(nestedApi, "nestedApi"));
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
     * @return the form; empty if this was built by hand without one
     */
    public Optional<KernelInterface> kernelInterface() {
        return Optional.ofNullable(kernelInterface);
    }

    /**
     * The nested API that is in use, as far as the kernel lets it be told; it decides how strict the modes are meant.
     *
     * @return the nested API; empty if this was built by hand without one
     */
    public Optional<NestedApi> nestedApi() {
        return Optional.ofNullable(nestedApi);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof CompatCaps)) {
            return false;
        }
        CompatCaps that = (CompatCaps) other;
        return bitmap == that.bitmap && kernelInterface == that.kernelInterface && nestedApi == that.nestedApi;
    }

    @Override
    public int hashCode() {
        return Objects.hash(bitmap, kernelInterface, nestedApi);
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
        return text.append(']').toString();
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0x" + "0".repeat(Long.BYTES * 2 - digits.length()) + digits;
    }
}
