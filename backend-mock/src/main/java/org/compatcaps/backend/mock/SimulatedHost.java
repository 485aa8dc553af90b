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
import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/**
 * A POWER host (ppc64le) that exists in this process only, for tests. It answers system calls as a real Linux 7.3 was
 * measured to, errors included, and so exercises all of the SDK above them.
 *
 * <pre>{@code
 * SimulatedHost host = SimulatedHost.builder().modes(ProcessorMode.POWER9).nestedApiV2().build();
 * try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
 *     assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
 * }
 * assertTrue(host.openDescriptors().isEmpty());
 * }</pre>
 *
 * <p>Simulated are the device, VMs, and the calls in {@link KernelCall}; any other request is answered as an unknown one.
 * Of other files there are {@code /dev/null}, {@code /dev/zero} and the directory {@code /}, which have nothing to do with KVM.
 * The first form of the interface is simulated after its posted text, since no kernel with it was at hand.
 *
 * <p>Thread-safe.
 */
public final class SimulatedHost implements BackendProvider {

    private final HostSettings settings;
    private final SimulatedKernel kernel;

    SimulatedHost(HostSettings settings) {
        this.settings = settings;
        this.kernel = new SimulatedKernel(settings);
    }

    /**
     * Starts to describe a host. Without further words it is a partition in POWER10 mode under nested API v1, with a kernel
     * that has the released query: it can give POWER9 and POWER10.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Puts this host in the place of the real one for the whole process, on any operating system: until the handle is closed,
     * {@code CompatCaps.query()} and {@code KvmHost.open()} ask this host, and so does the backend {@code mock} by its name.
     * This is done by the system property {@code org.compatcaps.backend} and goes before the environment variable
     * {@code COMPATCAPS_BACKEND}; a backend that the application chooses in its code is used all the same.
     *
     * @return the handle; {@link InstalledHost} shows how to use it in tests
     * @throws IllegalStateException if another host is installed, or if the SDK does not find this mock because it is in
     *     another class loader
     */
    public InstalledHost install() {
        return InstalledHost.install(this);
    }

    /**
     * Makes a call fail until {@link #heal()}.
     *
     * @param call the call
     * @param errno the error number to answer with, positive, such as 12 for ENOMEM
     * @throws IllegalArgumentException if the number is not between 1 and 4095
     */
    public void fail(KernelCall call, int errno) {
        fail(call, errno, Long.MAX_VALUE);
    }

    /**
     * Makes a call fail some times in a row; after that it works again. A {@code close} that fails closes all the same, as it
     * does on Linux.
     *
     * @param call the call
     * @param errno the error number to answer with, positive, such as 12 for ENOMEM
     * @param times how many times
     * @throws IllegalArgumentException if the number is not between 1 and 4095, or times is negative
     */
    public void fail(KernelCall call, int errno, long times) {
        Objects.requireNonNull(call, "call");
        if (errno < 1 || errno > 4095) {
            throw new IllegalArgumentException("An error number is between 1 and 4095, not " + errno);
        }
        if (times < 0) {
            throw new IllegalArgumentException("A call cannot fail " + times + " times");
        }
        kernel.fail(call, errno, times);
    }

    /** Lets every call take its course again. */
    public void heal() {
        kernel.heal();
    }

    /**
     * The calls that were made, oldest first; of very many the last 10,000.
     *
     * @return the calls up to now
     */
    public List<RecordedCall> calls() {
        return kernel.calls();
    }

    /** Forgets the calls that were made so far. */
    public void forgetCalls() {
        kernel.forgetCalls();
    }

    /**
     * The descriptors that are open: of the device, of VMs and of other files.
     *
     * @return their numbers in ascending order; empty if everything was closed
     */
    public Set<Integer> openDescriptors() {
        return kernel.openDescriptors().keySet();
    }

    /**
     * Creates a VM as an application's own code would, for {@link KvmHost#compatCaps(int)}. It counts as an open descriptor
     * until the application closes it through {@link #systemCalls()}.
     *
     * @return the descriptor of the VM
     * @throws IllegalStateException if this host cannot create VMs, or a call was made to fail
     */
    public int createVm() {
        int device = required(KernelCall.OPEN, kernel.open(settings.device(), 0));
        try {
            return required(KernelCall.KVM_CREATE_VM, kernel.ioctl(device, KernelAbi.KVM_CREATE_VM, 0));
        } finally {
            kernel.close(device);
        }
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
    public Availability availability() {
        return Availability.available();
    }

    @Override
    public SystemCalls systemCalls() {
        return kernel;
    }

    private static int required(KernelCall call, int result) {
        if (result < 0) {
            throw new IllegalStateException("The simulated " + call.kernelName() + " failed with errno " + -result);
        }
        return result;
    }

    /** Describes a simulated host. Not thread-safe. */
    public static final class Builder {

        private static final String KERNEL_WITH_QUERY = "7.3-powerpc64le";
        private static final String OLDER_KERNEL = "6.12-powerpc64le";

        private HostSettings.Kind kind = HostSettings.Kind.NESTED_V1;
        private HostSettings.Query query = HostSettings.Query.RELEASED;
        private long bitmap = KernelAbi.bit(ProcessorMode.POWER9) | KernelAbi.bit(ProcessorMode.POWER10);
        private String device = KvmHost.DEFAULT_DEVICE;
        private String kernelRelease;

        private Builder() {}

        /**
         * The modes that the host can give to guests.
         *
         * @param modes the modes, in any order; none at all is allowed
         * @return this
         */
        public Builder modes(ProcessorMode... modes) {
            return modes(Arrays.asList(modes));
        }

        /**
         * The modes that the host can give to guests.
         *
         * @param modes the modes, in any order; none at all is allowed
         * @return this
         */
        public Builder modes(Collection<ProcessorMode> modes) {
            bitmap = 0;
            for (ProcessorMode mode : modes) {
                bitmap |= KernelAbi.bit(mode);
            }
            return this;
        }

        /**
         * The modes that a partition of a processor reports: the processor's own and all older ones.
         *
         * @param processor the processor, or the compatibility mode in which the partition itself is
         * @return this
         */
        public Builder processor(ProcessorMode processor) {
            return modes(EnumSet.range(ProcessorMode.POWER9, processor));
        }

        /**
         * The bitmap itself, for instance with bits that do not have a name yet.
         *
         * @param bits all 64 bits
         * @return this
         */
        public Builder bitmap(long bits) {
            bitmap = bits;
            return this;
        }

        /**
         * The partition runs on a KVM host.
         *
         * @return this
         */
        public Builder nestedApiV1() {
            kind = HostSettings.Kind.NESTED_V1;
            return this;
        }

        /**
         * The partition runs on PowerVM.
         *
         * @return this
         */
        public Builder nestedApiV2() {
            kind = HostSettings.Kind.NESTED_V2;
            return this;
        }

        /**
         * The partition was not given nested virtualization: the device is there, but can create no VM.
         *
         * @return this
         */
        public Builder withoutNestedVirtualization() {
            kind = HostSettings.Kind.NO_NESTED;
            return this;
        }

        /**
         * The host is not a partition: it can create VMs, but has no compatibility modes to tell.
         *
         * @return this
         */
        public Builder bareMetal() {
            kind = HostSettings.Kind.BARE_METAL;
            return this;
        }

        /**
         * The host has no KVM: there is no device.
         *
         * @return this
         */
        public Builder withoutKvm() {
            kind = HostSettings.Kind.NO_KVM;
            return this;
        }

        /**
         * The form of the query that the kernel has.
         *
         * @param form the form
         * @return this
         */
        public Builder kernelInterface(KernelInterface form) {
            query = form == KernelInterface.RELEASED ? HostSettings.Query.RELEASED : HostSettings.Query.FIRST_POSTED;
            return this;
        }

        /**
         * The kernel is older than the query.
         *
         * @return this
         */
        public Builder withoutQuery() {
            query = HostSettings.Query.NONE;
            return this;
        }

        /**
         * Where the device is, if not at {@value KvmHost#DEFAULT_DEVICE}.
         *
         * @param path the path
         * @return this
         */
        public Builder device(String path) {
            device = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * The kernel's release, if not 7.3, or 6.12 without the query.
         *
         * @param release as {@code uname -r} prints it
         * @return this
         */
        public Builder kernelRelease(String release) {
            kernelRelease = Objects.requireNonNull(release, "release");
            return this;
        }

        /**
         * The host as described.
         *
         * @return a new host on which nothing is open
         */
        public SimulatedHost build() {
            String release = kernelRelease;
            if (release == null) {
                release = query == HostSettings.Query.NONE ? OLDER_KERNEL : KERNEL_WITH_QUERY;
            }
            return new SimulatedHost(new HostSettings(kind, query, bitmap, device, release));
        }
    }
}
