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
import org.compatcaps.ProcessorMode;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * A POWER host (ppc64le) that exists in this process only, for tests. It answers system calls as a real Linux 7.3 was
 * measured to, errors included, and so exercises all of the SDK above them.
 *
 * <pre>{@code
 * SimulatedHost host = SimulatedHost.builder().modes(ProcessorMode.POWER9).nestedApiV2().build();
 * try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
 *     assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
 * }
 * host.assertNothingOpen();
 * }</pre>
 *
 * <p>Simulated are the device, VMs, and the calls in {@link KernelCall}; any other request is answered as an unknown one.
 * Of other files there are {@code /dev/null}, {@code /dev/zero} and the directory {@code /}, which have nothing to do with KVM.
 * The first posted interface version is simulated after its posted text; no kernel with it was available.
 * Thread-safe.
 */
public final class SimulatedHost implements BackendProvider {

    private final SimulatedKernel kernel;

    SimulatedHost(HostSettings settings) {
        this.kernel = new SimulatedKernel(settings);
    }

    /** {@return a builder of a POWER10 partition under nested API v1 on Linux 7.3: its guests can have POWER9 and POWER10} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Replaces the real host in the whole process until the handle is closed, on any operating system: {@code KvmHost.open()}
     * and {@code CompatCaps.query()} open this host, and so does the backend {@code mock}. This sets the system property
     * {@code compatcaps.backend}. A backend that the application selects in its code comes first.
     *
     * @return the handle; {@link InstalledHost} shows how to use it in tests
     * @throws IllegalStateException if another host is installed, or if the SDK does not find this mock because it is in
     *     another class loader
     */
    public InstalledHost install() {
        return InstalledHost.install(this);
    }

    /**
     * Makes a call fail until {@link #clearFailures()}.
     *
     * @param call the call
     * @param errno the error number to answer with, positive, such as 12 for ENOMEM
     * @throws IllegalArgumentException if the number is not between 1 and 4095
     */
    public void fail(KernelCall call, int errno) {
        fail(call, errno, Long.MAX_VALUE);
    }

    /**
     * Makes a call fail some times in a row; after that it works again. A {@code close} that fails still closes, as on Linux.
     *
     * @param call the call
     * @param errno the error number to answer with, positive, such as 12 for ENOMEM
     * @param times how many times
     * @throws IllegalArgumentException if the number is not between 1 and 4095, or times is negative
     */
    public void fail(KernelCall call, int errno, long times) {
        kernel.fail(call, errno, times);
    }

    /** Undoes {@link #fail} for every call. */
    public void clearFailures() {
        kernel.clearFailures();
    }

    /**
     * Migrates the partition while it runs, to a host where the hypervisor gives it other modes. As measured on Linux 7.3: under
     * nested API v1 the next query returns these modes. Under v2, {@code KVM_CREATE_VM} fails with {@code EINVAL} until
     * {@link #reloadModules()}.
     *
     * @param modes the modes there, in any order
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

    /** {@return the calls up to now, oldest first; of very many the last 10,000} */
    public List<RecordedCall> calls() {
        return kernel.calls();
    }

    /** Clears {@link #calls()}. */
    public void clearCalls() {
        kernel.clearCalls();
    }

    /** {@return the numbers of the open descriptors in ascending order: of the device, of VMs and of other files} */
    public Set<Integer> openDescriptors() {
        return kernel.openDescriptors().keySet();
    }

    /**
     * Asserts that everything was closed.
     *
     * @throws AssertionError if a descriptor is open; the message names each and what it is
     */
    public void assertNothingOpen() {
        if (!kernel.openDescriptors().isEmpty()) {
            throw new AssertionError("These descriptors of the simulated host are open: " + kernel.openDescriptors()
                    + ". Its calls were: " + calls());
        }
    }

    /**
     * Creates a VM as an application's own code would, for {@link KvmHost#compatCaps(int)}. It counts as an open descriptor
     * until the application closes it through {@link #bind()}.
     *
     * @return the descriptor of the VM
     * @throws IllegalStateException if this host cannot create VMs, or a call was made to fail
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

    /** {@return the system calls of this host, the same object at every call} */
    @Override
    public SystemCalls bind() {
        return kernel;
    }

    /** Describes a simulated host. Each method returns this builder. Not thread-safe. */
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
         * Sets the modes that a partition of a processor reports: the processor's own and all older ones.
         *
         * @param processor the processor, or the compatibility mode in which the partition itself is
         * @return this
         */
        public Builder processor(ProcessorMode processor) {
            return modes(EnumSet.range(ProcessorMode.POWER9, processor));
        }

        /**
         * Sets the bitmap exactly as the kernel returns it, for instance with bits that do not have a name yet.
         *
         * @param bits all 64 bits
         * @return this
         */
        public Builder bitmap(long bits) {
            bitmap = bits;
            bitmapIsExact = true;
            return this;
        }

        /** {@return this, as a partition on a KVM host} */
        public Builder nestedApiV1() {
            kind = HostSettings.Kind.NESTED_V1;
            return this;
        }

        /** {@return this, as a partition on PowerVM} */
        public Builder nestedApiV2() {
            kind = HostSettings.Kind.NESTED_V2;
            return this;
        }

        /** {@return this, as a partition without nested virtualization: the device exists, but cannot create a VM} */
        public Builder withoutNestedVirtualization() {
            kind = HostSettings.Kind.NO_NESTED;
            return this;
        }

        /** {@return this, as bare metal: it can create VMs, but reports no compatibility modes} */
        public Builder bareMetal() {
            kind = HostSettings.Kind.BARE_METAL;
            return this;
        }

        /** {@return this, without KVM: the device does not exist} */
        public Builder withoutKvm() {
            kind = HostSettings.Kind.NO_KVM;
            return this;
        }

        /**
         * Sets the interface version that the kernel has. {@link KernelInterface#FIRST_POSTED} under nested API v1 reports only the
         * newest mode.
         *
         * @param version the version
         * @return this
         */
        public Builder kernelInterface(KernelInterface version) {
            query = Objects.requireNonNull(version, "version");
            return this;
        }

        /** {@return this, with a kernel that is older than the query} */
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
         * Sets the kernel's release, if not 7.3, or 6.12 without the query.
         *
         * @param release as {@code uname -r} prints it
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
