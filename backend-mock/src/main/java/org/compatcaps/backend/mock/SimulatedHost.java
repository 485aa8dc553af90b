// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * A simulated POWER host (ppc64le) for tests. It returns what Linux 7.3 returned to the same system calls, errors included,
 * so that a test exercises all of the SDK above the system calls.
 *
 * <pre>{@code
 * SimulatedHost host = SimulatedHost.builder().modes(ProcessorMode.POWER9).nestedApiV2().build();
 * try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
 *     assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
 * }
 * host.assertNothingOpen();
 * }</pre>
 *
 * <p>The host has the KVM device, VMs, and the calls in {@link KernelCall}. Any other request fails as unknown. The only
 * other files are {@code /dev/null}, {@code /dev/zero} and the directory {@code /}. {@link KernelInterface#FIRST_POSTED} is
 * simulated from the posted patches, because no kernel with them was available. Thread-safe.
 */
public final class SimulatedHost implements BackendProvider {

    private final SimulatedKernel kernel;

    SimulatedHost(HostSettings settings) {
        this.kernel = new SimulatedKernel(settings);
    }

    /** {@return a builder of a POWER10 partition under {@link NestedApi#V1} on Linux 7.3, with the modes POWER9 and POWER10} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Replaces the real host in the whole process until the handle is closed. To do so, this method sets the system property
     * {@code compatcaps.backend}. {@code KvmHost.open()}, {@code CompatCaps.query()} and the backend {@code mock} open this
     * host. A backend that the application selects in code takes precedence. This works on any operating system.
     *
     * @return the handle; {@link InstalledHost} shows how to use it in tests
     * @throws IllegalStateException if another host is installed, or the SDK is in another class loader than this mock
     */
    public InstalledHost install() {
        return InstalledHost.install(this);
    }

    /**
     * Makes a call fail until {@link #clearFailures()}.
     *
     * @param call the call
     * @param errno the error number of the call, positive, such as 12 for ENOMEM
     * @throws IllegalArgumentException if the number is not between 1 and 4095
     */
    public void fail(KernelCall call, int errno) {
        fail(call, errno, Long.MAX_VALUE);
    }

    /**
     * Makes the next calls of a kind fail; later ones succeed again. A {@code close} that fails still closes, as on Linux.
     *
     * @param call the call
     * @param errno the error number of the call, positive, such as 12 for ENOMEM
     * @param times the number of calls that fail
     * @throws IllegalArgumentException if the number is not between 1 and 4095, or times is negative
     */
    public void fail(KernelCall call, int errno, long times) {
        kernel.fail(call, errno, times);
    }

    /** Makes all calls succeed again, after {@link #fail}. */
    public void clearFailures() {
        kernel.clearFailures();
    }

    /**
     * Migrates the running partition to a host that gives it other modes. As on Linux 7.3, the next query under
     * {@link NestedApi#V1} returns these modes. Under {@link NestedApi#V2}, {@code KVM_CREATE_VM} fails with {@code EINVAL}
     * until {@link #reloadModules()}.
     *
     * @param modes the modes on the new host, in any order
     * @throws IllegalStateException if this is not a partition with nested virtualization
     */
    public void migrate(ProcessorMode... modes) {
        kernel.migrate(KernelAbi.bits(Arrays.asList(modes)));
    }

    /**
     * Loads the modules of KVM again, as {@code modprobe -r kvm_hv kvm} and {@code modprobe kvm-hv} do.
     *
     * @throws IllegalStateException if the device or a VM is open, so that the kernel cannot unload the modules
     */
    public void reloadModules() {
        kernel.reloadModules();
    }

    /** {@return the calls up to now, oldest first; at most the last 10,000} */
    public List<RecordedCall> calls() {
        return kernel.calls();
    }

    /** Clears {@link #calls()}. */
    public void clearCalls() {
        kernel.clearCalls();
    }

    /** {@return the open descriptors of the device, of VMs and of other files, in ascending order} */
    public Set<Integer> openDescriptors() {
        return kernel.openDescriptors().keySet();
    }

    /**
     * Asserts that no descriptor is open.
     *
     * @throws AssertionError if a descriptor is open; the message lists each with its kind
     */
    public void assertNothingOpen() {
        if (!kernel.openDescriptors().isEmpty()) {
            throw new AssertionError("Descriptors of the simulated host are open: " + kernel.openDescriptors()
                    + ". Close them. The calls were: " + calls());
        }
    }

    /**
     * Creates a VM of the application, for {@link KvmHost#compatCaps(int)}. It counts as an open descriptor until the
     * application closes it with the system calls of {@link #bind()}.
     *
     * @return the descriptor of the VM
     * @throws IllegalStateException if this host cannot create VMs, or {@link #fail} makes a call fail
     */
    public int createVm() {
        return kernel.createVm();
    }

    @Override
    public String name() {
        return MockBackendProvider.NAME;
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public boolean isNative() {
        return false;
    }

    /** {@return the system calls of this host; always the same object} */
    @Override
    public SystemCalls bind() {
        return kernel;
    }

    /** A builder of a simulated host. Not thread-safe. */
    public static final class Builder {

        private HostSettings.Kind kind = HostSettings.Kind.NESTED_V1;
        private @Nullable KernelInterface query = KernelInterface.RELEASED;
        private long bitmap = KernelAbi.bits(List.of(ProcessorMode.POWER9, ProcessorMode.POWER10));
        private boolean bitmapIsExact;
        private String device = KvmHost.DEFAULT_DEVICE;
        private @Nullable String kernelRelease;

        private Builder() {}

        /**
         * Sets the modes that the host can give to guests.
         *
         * @param modes the modes, in any order; may be empty
         * @return this
         */
        public Builder modes(ProcessorMode... modes) {
            return modes(Arrays.asList(modes));
        }

        /**
         * Sets the modes that the host can give to guests.
         *
         * @param modes the modes, in any order; may be empty
         * @return this
         */
        public Builder modes(Collection<ProcessorMode> modes) {
            bitmap = KernelAbi.bits(modes);
            bitmapIsExact = false;
            return this;
        }

        /**
         * Sets the modes that a partition on a processor reports: the processor's own mode and all older ones.
         *
         * @param processor the processor, or the partition's own compatibility mode
         * @return this
         */
        public Builder processor(ProcessorMode processor) {
            return modes(EnumSet.range(ProcessorMode.POWER9, processor));
        }

        /**
         * Sets the bitmap that the kernel returns, for example with bits that do not have a name yet.
         *
         * @param bits all 64 bits
         * @return this
         */
        public Builder bitmap(long bits) {
            bitmap = bits;
            bitmapIsExact = true;
            return this;
        }

        /** {@return this builder, for a partition on a KVM host, under {@link NestedApi#V1}} */
        public Builder nestedApiV1() {
            kind = HostSettings.Kind.NESTED_V1;
            return this;
        }

        /** {@return this builder, for a partition on PowerVM, under {@link NestedApi#V2}} */
        public Builder nestedApiV2() {
            kind = HostSettings.Kind.NESTED_V2;
            return this;
        }

        /** {@return this builder, for a partition without nested virtualization, whose device cannot create VMs} */
        public Builder withoutNestedVirtualization() {
            kind = HostSettings.Kind.NO_NESTED;
            return this;
        }

        /** {@return this builder, for bare metal: it can create VMs, but reports no compatibility modes} */
        public Builder bareMetal() {
            kind = HostSettings.Kind.BARE_METAL;
            return this;
        }

        /** {@return this builder, for a host without KVM: the device does not exist} */
        public Builder withoutKvm() {
            kind = HostSettings.Kind.NO_KVM;
            return this;
        }

        /**
         * Sets the kernel's interface version. {@code FIRST_POSTED} under {@link NestedApi#V1} reports only the newest mode.
         *
         * @param version the version
         * @return this
         */
        public Builder kernelInterface(KernelInterface version) {
            query = Objects.requireNonNull(version, "version");
            return this;
        }

        /** {@return this builder, for a kernel that is too old for the query} */
        public Builder withoutQuery() {
            query = null;
            return this;
        }

        /**
         * Sets the path of the device, if not {@value KvmHost#DEFAULT_DEVICE}.
         *
         * @param path the path
         * @return this
         */
        public Builder device(String path) {
            device = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Sets the release of the kernel. The default is 7.3, or 6.12 after {@link #withoutQuery()}.
         *
         * @param release the release, as {@code uname -r} prints it
         * @return this
         */
        public Builder kernelRelease(String release) {
            kernelRelease = Objects.requireNonNull(release, "release");
            return this;
        }

        /** {@return a new host as described, on which nothing is open} */
        public SimulatedHost build() {
            String release =
                    kernelRelease != null ? kernelRelease : query == null ? "6.12-powerpc64le" : "7.3-powerpc64le";
            long reported = bitmapIsExact ? bitmap : HostSettings.reportedBits(kind, query, bitmap);
            return new SimulatedHost(new HostSettings(kind, query, reported, device, release));
        }
    }
}
