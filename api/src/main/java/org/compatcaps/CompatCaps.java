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
 * The processor compatibility modes that a host's KVM can give to nested guests. They are the answer of
 * {@code KVM_PPC_GET_COMPAT_CAPS} or, if the application allows it, an {@linkplain #estimated() estimate}.
 *
 * <pre>{@code
 * CompatCaps caps = CompatCaps.query();
 * ProcessorMode mode = caps.highestAtMost(ProcessorMode.POWER10).orElseThrow();
 * System.out.println(mode.qemuMachineProperty()); // max-cpu-compat=power10
 * }</pre>
 *
 * <p>An answer is valid at the time of the query. The host is itself a partition, and the answer can change when it is
 * migrated: under {@link NestedApi#V1} at once, under {@link NestedApi#V2} when {@code kvm_hv} is loaded again. So query
 * before each decision, and do not keep an answer.
 *
 * <p>Bits that this SDK has no name for are kept (see {@link #unknownBits()}); {@link #supports}, {@link #highest()} and
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
     * Returns a copy with a kernel interface. The copy is an answer and not an estimate.
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
     * Returns the modes that several hosts have in common: the baseline for live migration between them. A guest that was
     * started in one of these modes finds it on each host.
     *
     * <p>The result has the modes that every host has, and the unknown bits that are set on every host. If it has no modes,
     * no guest can be migrated between all of them. The kernel interface and the nested API are present if all hosts have
     * the same. If one host is an estimate, the result is an estimate.
     *
     * @param hosts the answers of the hosts, in any order, at least one
     * @return the common modes
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
     * Returns the newest mode up to a wanted one, for a guest that prefers the wanted mode but also runs in an older one.
     *
     * @param wanted the newest acceptable mode
     * @return the wanted mode if the host has it, or else the newest older one; empty if there is none
     */
    public Optional<ProcessorMode> highestAtMost(ProcessorMode wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return modes().stream().filter(mode -> mode.compareTo(wanted) <= 0).reduce((older, newer) -> newer);
    }

    /**
     * Returns the modes whose bits are set, and those that the kernel implies. Under {@link NestedApi#V1},
     * {@link KernelInterface#FIRST_POSTED} sets only the bit of the partition's own mode. Guests can also be given the older
     * modes, which this method adds.
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
     * Returns {@code compat_capabilities}, all 64 bits exactly as the kernel returned them. {@link ProcessorMode#mask()} is
     * the bit of a mode; IBM and the kernel's document count bits from the most significant. To check for a mode, use
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

    /** {@return the kernel's interface version; empty if unknown, for an estimate, or if hosts of {@link #common} differ} */
    public Optional<KernelInterface> kernelInterface() {
        return Optional.ofNullable(kernelInterface);
    }

    /** {@return the nested API in use; empty if it is unknown, or if the hosts of {@link #common} differ} */
    public Optional<NestedApi> nestedApi() {
        return Optional.ofNullable(nestedApi);
    }

    /**
     * {@return whether this, or at least one argument of {@link #common}, is an estimate from the partition's own mode}
     * The hypervisor may refuse the modes of an estimate, see {@link KvmHost.Builder#estimate()}.
     */
    public boolean estimated() {
        return estimated;
    }

    /**
     * Returns this object as text, which {@link #parse} reads.
     *
     * @return the pairs of {@link #toMap()}, such as
     *     {@code version=1;bitmap=0x6000000000000000;interface=released;nestedApi=v1;estimate=false}
     */
    public String toText() {
        return toMap().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(";"));
    }

    /**
     * Parses the text that {@link #toText()} returned.
     *
     * @param text the text
     * @return an equal object
     * @throws IllegalArgumentException if the text is damaged or of another version; the message names the wrong key
     */
    public static CompatCaps parse(String text) {
        return fromMap(CompatCapsText.split(text));
    }

    /**
     * Returns this object as pairs of text, which {@link #fromMap} reads. Jackson serializes it in this form. The keys of
     * version 1 are {@code version}, {@code bitmap} (0x and 16 digits), {@code interface} ({@code released},
     * {@code first-posted} or {@code unknown}), {@code nestedApi} ({@code v1}, {@code v2} or {@code unknown}) and
     * {@code estimate} ({@code true} or {@code false}). Version 1 does not change; another set of keys gets another version.
     *
     * @return the pairs, in this order
     */
    @JsonValue
    public Map<String, String> toMap() {
        return CompatCapsText.of(this);
    }

    /**
     * Creates an object from the pairs that {@link #toMap()} returned.
     *
     * @param values the pairs, in any order
     * @return an equal object
     * @throws IllegalArgumentException if a pair is missing, invalid or unknown; the message contains its key
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
     * Returns this object in one line, for logs. To parse it later, use {@link #toText()}.
     *
     * @return the modes and the text form, such as {@code CompatCaps[POWER9, POWER10; version=1;bitmap=...]}
     */
    @Override
    public String toString() {
        String names = modes().stream().map(ProcessorMode::name).collect(Collectors.joining(", "));
        return "CompatCaps[" + (names.isEmpty() ? "no modes" : names) + "; " + toText() + "]";
    }
}
