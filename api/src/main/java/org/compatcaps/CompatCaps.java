// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The processor compatibility modes that a host's KVM can give to nested guests: the answer of
 * {@code KVM_PPC_GET_COMPAT_CAPS} or, only where the application allows it, an estimate ({@link #estimated()}).
 *
 * <pre>{@code
 * CompatCaps caps = CompatCaps.query();
 * ProcessorMode mode = caps.highestAtMost(ProcessorMode.POWER10).orElseThrow();
 * System.out.println(mode.qemuMachineProperty()); // max-cpu-compat=power10
 * }</pre>
 *
 * <p>An answer is valid at the time of the query. It can change when the partition is migrated: under nested API v1 at once,
 * under v2 when {@code kvm_hv} is loaded again. So query before each decision, and do not keep an answer.
 *
 * <p>Bits that this SDK has no name for are kept, see {@link #unknownBits()}; {@link #supports}, {@link #highest()} and
 * {@link #highestAtMost} ignore them.
 *
 * <p>Immutable and thread-safe. Two objects are equal if the bitmap, the kernel interface, the nested API and
 * {@link #estimated()} are. To compare only what two hosts can do, compare their {@link #modes()}.
 */
public final class CompatCaps {

    private final long bitmap;
    private final @Nullable KernelInterface kernelInterface;
    private final @Nullable NestedApi nestedApi;
    private final boolean estimated;

    private CompatCaps(
            long bitmap, @Nullable KernelInterface kernelInterface, @Nullable NestedApi nestedApi, boolean estimated) {
        this.bitmap = bitmap;
        this.kernelInterface = kernelInterface;
        this.nestedApi = nestedApi;
        this.estimated = estimated;
    }

    /**
     * Queries this host as {@link KvmHost#open()} and {@link KvmHost#compatCaps()} do, and closes everything again.
     *
     * @return the host's answer
     * @throws CompatCapsException as {@link KvmHost.Builder#open()} and {@link KvmHost#compatCaps()} do
     */
    public static CompatCaps query() {
        try (KvmHost host = KvmHost.open()) {
            return host.compatCaps();
        }
    }

    /**
     * Creates an object for tests.
     *
     * @param modes the modes, in any order; may be empty
     * @return an object with these modes and nothing else
     */
    public static CompatCaps of(ProcessorMode... modes) {
        return of(Arrays.asList(modes));
    }

    /**
     * Creates an object for tests.
     *
     * @param modes the modes, in any order; may be empty
     * @return an object with these modes and nothing else
     */
    public static CompatCaps of(Collection<ProcessorMode> modes) {
        return ofBitmap(modes.stream().mapToLong(ProcessorMode::mask).reduce(0, (a, b) -> a | b));
    }

    /**
     * Creates an object from the kernel's bits.
     *
     * @param bitmap all 64 bits, as in {@link #bitmap()}
     * @return an object with these bits and nothing else
     */
    public static CompatCaps ofBitmap(long bitmap) {
        return new CompatCaps(bitmap, null, null, false);
    }

    /**
     * Returns a copy with a kernel interface. It is an answer then, and not an estimate.
     *
     * @param version the kernel interface
     * @return the copy
     */
    public CompatCaps withKernelInterface(KernelInterface version) {
        return new CompatCaps(bitmap, Objects.requireNonNull(version, "version"), nestedApi, false);
    }

    /**
     * Returns a copy with a nested API.
     *
     * @param api the nested API
     * @return the copy
     */
    public CompatCaps withNestedApi(NestedApi api) {
        return new CompatCaps(bitmap, kernelInterface, Objects.requireNonNull(api, "api"), estimated);
    }

    /** {@return a copy that is an estimate, and so has no kernel interface} */
    public CompatCaps asEstimate() {
        return new CompatCaps(bitmap, null, nestedApi, true);
    }

    /**
     * Returns what several hosts have in common: the baseline for guests that are to be migrated live between them. A guest
     * that was started in one of these modes finds it on each host.
     *
     * <p>The result has the modes of all hosts, and the bits without a name that are set on all of them. If it has no modes, no
     * guest can be migrated between all of them. The kernel interface and the nested API are present if all hosts have the same. If one
     * host is an estimate, the result is an estimate.
     *
     * @param hosts the answers of the hosts, in any order, at least one
     * @return what they have in common
     * @throws IllegalArgumentException if there is no host
     */
    public static CompatCaps common(Collection<CompatCaps> hosts) {
        return hosts.stream()
                .reduce(CompatCaps::and)
                .orElseThrow(() -> new IllegalArgumentException("There is no host. Pass at least one."));
    }

    private CompatCaps and(CompatCaps other) {
        return new CompatCaps(
                (bitmap | of(modes()).bitmap) & (other.bitmap | of(other.modes()).bitmap),
                kernelInterface == other.kernelInterface ? kernelInterface : null,
                nestedApi == other.nestedApi ? nestedApi : null,
                estimated || other.estimated);
    }

    /**
     * Returns whether guests can be given a mode.
     *
     * @param mode the mode
     * @return true if they can
     */
    public boolean supports(ProcessorMode mode) {
        return modes().contains(Objects.requireNonNull(mode, "mode"));
    }

    /** {@return the newest of the modes; empty if there is none} */
    public Optional<ProcessorMode> highest() {
        return modes().stream().reduce((older, newer) -> newer);
    }

    /**
     * Returns the newest of the modes up to a wanted one: the mode for a guest that prefers the wanted mode but can do with an
     * older one.
     *
     * @param wanted the newest acceptable mode
     * @return that mode if it is there, or else the newest older one; empty if there is none
     */
    public Optional<ProcessorMode> highestAtMost(ProcessorMode wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return modes().stream().filter(mode -> mode.compareTo(wanted) <= 0).reduce((older, newer) -> newer);
    }

    /**
     * Returns the modes whose bits are set, and those that the kernel implies: {@link KernelInterface#FIRST_POSTED} under nested
     * API v1 sets only the bit of the partition's own mode, though guests can be given the older ones, too.
     *
     * @return the modes, oldest first, in a set that cannot be modified
     */
    public Set<ProcessorMode> modes() {
        EnumSet<ProcessorMode> modes = EnumSet.allOf(ProcessorMode.class);
        modes.removeIf(mode -> (bitmap & mode.mask()) == 0);
        if (kernelInterface == KernelInterface.FIRST_POSTED && nestedApi == NestedApi.V1 && !modes.isEmpty()) {
            modes.addAll(EnumSet.range(ProcessorMode.POWER9, Collections.max(modes)));
        }
        return Collections.unmodifiableSet(modes);
    }

    /**
     * Returns {@code compat_capabilities}, all 64 bits exactly as the kernel returned them. The modes' bits are those of
     * {@link ProcessorMode#mask()}; IBM and the kernel's document count bits from the most significant. To decide by modes, use
     * {@link #supports}.
     *
     * @return the bits
     */
    public long bitmap() {
        return bitmap;
    }

    /**
     * Returns the bits of {@link #bitmap()} that this SDK has no name for. A newer kernel or hypervisor may set some; its
     * documentation explains them.
     *
     * @return the bits, in their places; zero if there are none
     */
    public long unknownBits() {
        return bitmap & ~of(ProcessorMode.values()).bitmap;
    }

    /** {@return the interface version in which the kernel answered; empty if there is none, or hosts differ in it} */
    public Optional<KernelInterface> kernelInterface() {
        return Optional.ofNullable(kernelInterface);
    }

    /** {@return the nested API in use; empty if it is not known, or hosts differ in it} */
    public Optional<NestedApi> nestedApi() {
        return Optional.ofNullable(nestedApi);
    }

    /**
     * Returns whether this is an estimate from the level of the partition, not the kernel's answer, or was made from one. The
     * hypervisor may refuse a mode in it, see {@link KvmHost.Builder#estimate()}.
     *
     * @return true if it is an estimate
     */
    public boolean estimated() {
        return estimated;
    }

    /**
     * Returns this object as text, from which {@link #parse} makes an equal one.
     *
     * @return the pairs of {@link #toMap()}, such as
     *     {@code version=1;bitmap=0x6000000000000000;interface=released;nestedApi=v1;estimate=false}
     */
    public String toText() {
        return toMap().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(";"));
    }

    /**
     * Returns the object that {@link #toText()} was called on.
     *
     * @param text the text
     * @return an equal object
     * @throws IllegalArgumentException if the text is damaged or of another version; the message names the place
     */
    public static CompatCaps parse(String text) {
        return fromMap(CompatCapsText.split(text));
    }

    /**
     * Returns this object as pairs of text, from which {@link #fromMap} makes an equal one. Jackson serializes it so, too. The
     * keys of version 1 are {@code version}, {@code bitmap} (0x and 16 digits), {@code interface} ({@code released},
     * {@code first-posted} or {@code unknown}), {@code nestedApi} ({@code v1}, {@code v2} or {@code unknown}) and
     * {@code estimate} ({@code true} or {@code false}). They do not change; another set of keys gets another version.
     *
     * @return the pairs, in this order
     */
    @JsonValue
    public Map<String, String> toMap() {
        return CompatCapsText.of(this);
    }

    /**
     * Returns the object that {@link #toMap()} was called on.
     *
     * @param values the pairs, in any order
     * @return an equal object
     * @throws IllegalArgumentException if a pair is missing, not valid or not known; the message names its key
     */
    @JsonCreator
    public static CompatCaps fromMap(Map<String, String> values) {
        return CompatCapsText.parse(values);
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
                && estimated == that.estimated;
    }

    @Override
    public int hashCode() {
        return Objects.hash(bitmap, kernelInterface, nestedApi, estimated);
    }

    /**
     * Returns this object in one line, for logs. It is not meant to be parsed, see {@link #toText()}.
     *
     * @return the modes and the text form, such as {@code CompatCaps[POWER9, POWER10; version=1;bitmap=...]}
     */
    @Override
    public String toString() {
        String names = modes().stream().map(ProcessorMode::name).collect(Collectors.joining(", "));
        return "CompatCaps[" + (names.isEmpty() ? "no modes" : names) + "; " + toText() + "]";
    }
}
