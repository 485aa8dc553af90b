// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.DeviceTree;
import org.compatcaps.internal.kernel.Errno;
import org.compatcaps.internal.kernel.InterfaceForm;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.internal.kernel.KvmAbi;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/**
 * A handle on a host's KVM, through one backend.
 *
 * <pre>{@code
 * try (KvmHost host = KvmHost.open()) {
 *     if (host.compatCaps().supports(ProcessorMode.POWER10)) { ... }
 * }
 * }</pre>
 *
 * <p>Holds one descriptor, that of the KVM device, until it is closed. Thread-safe; {@link #close()} waits for calls that
 * other threads have under way. Any other method of a closed host throws {@link IllegalStateException}.
 *
 * <p>System calls that a signal interrupted are made again, a hundred times at most.
 */
public final class KvmHost implements AutoCloseable {

    /** The device of KVM, unless another is given: {@value}. */
    public static final String DEFAULT_DEVICE = "/dev/kvm";

    /** The device tree of the host, unless another is given: {@value}. */
    public static final String DEFAULT_DEVICE_TREE = "/proc/device-tree";

    private final String device;
    private final String backend;
    private final SystemCalls calls;
    private final Kvm kvm;
    private final int descriptor;

    /** Where to look for an estimate; null if none is allowed. */
    private final Path deviceTree;

    /** Calls share it, close() takes it alone: a descriptor must not be closed while a call uses its number. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    private KvmHost(String device, String backend, SystemCalls calls, Kvm kvm, int descriptor, Path deviceTree) {
        this.device = device;
        this.backend = backend;
        this.calls = calls;
        this.kvm = kvm;
        this.descriptor = descriptor;
        this.deviceTree = deviceTree;
    }

    /**
     * Opens the KVM of this host through the backend that the user chose or, without a choice, the best one that works. The
     * choice is made by the system property {@code org.compatcaps.backend} or else by the environment variable
     * {@code COMPATCAPS_BACKEND}; one that cannot be honoured is an error.
     *
     * @return the host, to be closed by the caller
     * @throws BackendUnavailableException if there is no usable backend, or the chosen one cannot be used
     * @throws NoKvmException if there is no KVM on this host
     * @throws KvmPermissionException if this process may not use KVM
     * @throws KernelCallException if the kernel refused a call
     * @throws KernelAnswerException if the kernel's KVM has another version than the one that is defined
     */
    public static KvmHost open() {
        return builder().open();
    }

    /**
     * Starts to open a KVM with other than the default settings.
     *
     * @return a builder with the default settings
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether this host can be asked, in any form of the interface: {@code KVM_CHECK_EXTENSION} of
     * {@code KVM_CAP_PPC_COMPAT_CAPS}. Creates no VM.
     *
     * @return true if {@link #compatCaps()} can be expected to answer
     * @throws KvmPermissionException if a security policy forbids the call
     * @throws KernelCallException if the kernel refused the call
     * @throws IllegalStateException if this host is closed
     */
    public boolean supportsCompatCaps() {
        lock.readLock().lock();
        try {
            requireOpen();
            return kvm.findForm(descriptor) != null;
        } catch (CallFailedException e) {
            throw errors().inQuery(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Asks which modes this host can give to guests. The kernel answers on a VM, so that an empty one is created for the
     * question, which takes hundreds of microseconds, and closed again whatever happens. No VM is created on a host that does
     * not have the query.
     *
     * @return the answer
     * @throws QueryNotSupportedException if this host or its kernel does not have the query
     * @throws EstimateUnavailableException if it does not and an estimate was allowed, but there is none
     * @throws KvmPermissionException if a security policy forbids a call
     * @throws KernelCallException if the kernel refused a call
     * @throws KernelAnswerException if the kernel answered without filling the struct
     * @throws IllegalStateException if this host is closed
     */
    public CompatCaps compatCaps() {
        lock.readLock().lock();
        try {
            requireOpen();
            InterfaceForm form = kvm.findForm(descriptor);
            if (form == null) {
                return withoutQuery();
            }
            ByteBuffer struct = kvm.newStruct(form);
            int vm = kvm.createVm(descriptor, KvmAbi.VM_DEFAULT);
            try {
                kvm.getCompatCaps(vm, form, struct);
            } catch (CallFailedException | RuntimeException | Error e) {
                closeAfter(e, vm);
                throw e;
            }
            kvm.close(vm);
            return interpret(form, struct);
        } catch (CallFailedException e) {
            throw errors().inQuery(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Asks which modes this host can give to guests, on a VM that the caller already has. Saves creating one.
     *
     * @param vmDescriptor the descriptor of a VM that this process created; it stays the caller's, who closes it
     * @return the answer
     * @throws IllegalArgumentException if the descriptor is negative
     * @throws QueryNotSupportedException if this host or its kernel does not have the query
     * @throws EstimateUnavailableException if it does not and an estimate was allowed, but there is none
     * @throws KvmPermissionException if a security policy forbids a call
     * @throws KernelCallException if the kernel refused a call: EBADF if the descriptor is not open, EINVAL or ENOTTY if it
     *     is not that of a VM, EIO if another process created the VM
     * @throws KernelAnswerException if the kernel answered without filling the struct
     * @throws IllegalStateException if this host is closed
     */
    public CompatCaps compatCaps(int vmDescriptor) {
        if (vmDescriptor < 0) {
            throw new IllegalArgumentException("A descriptor cannot be negative: " + vmDescriptor);
        }
        lock.readLock().lock();
        try {
            requireOpen();
            InterfaceForm form = kvm.findForm(descriptor);
            if (form == null) {
                return withoutQuery();
            }
            ByteBuffer struct = kvm.newStruct(form);
            try {
                kvm.getCompatCaps(vmDescriptor, form, struct);
            } catch (CallFailedException e) {
                throw errors().onCallersVm(e, vmDescriptor);
            }
            return interpret(form, struct);
        } catch (CallFailedException e) {
            throw errors().inQuery(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The name of the backend that makes the system calls.
     *
     * @return such as {@code ffm}; also after closing
     */
    public String backend() {
        return backend;
    }

    /**
     * The path of the device.
     *
     * @return such as {@code /dev/kvm}; also after closing
     */
    public String device() {
        return device;
    }

    /**
     * Gives the descriptor back, after waiting for calls that are under way. Further calls of this method do nothing.
     *
     * @throws KvmPermissionException if a security policy forbids the call; the host counts as closed all the same
     * @throws KernelCallException if the kernel reported an error; the host is closed all the same
     */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                kvm.close(descriptor);
            }
        } catch (CallFailedException e) {
            throw errors().inQuery(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * In one line, for logs.
     *
     * @return such as {@code KvmHost[/dev/kvm through ffm]}
     */
    @Override
    public String toString() {
        return "KvmHost[" + device + " through " + backend + "]";
    }

    private ErrorReport errors() {
        return new ErrorReport(device, calls);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This KvmHost is closed; open another one");
        }
    }

    private CompatCaps withoutQuery() throws CallFailedException {
        QueryNotSupportedException refusal = errors().queryNotSupported();
        // A kernel that is new enough has told all there is to know: this host cannot give its guests anything.
        if (deviceTree == null || refusal.reason() != QueryNotSupportedException.Reason.KERNEL) {
            throw refusal;
        }
        try {
            kvm.close(kvm.createVm(descriptor, KvmAbi.VM_PPC_HV));
        } catch (CallFailedException e) {
            throw e.errno() == Errno.EINVAL ? errors().noEstimateWithoutGuests(refusal, e) : errors().inQuery(e);
        }
        long bitmap;
        try {
            bitmap = modesUpTo(new DeviceTree(deviceTree).cpuVersion());
        } catch (IOException e) {
            throw errors().noEstimate(refusal, e);
        }
        return CompatCaps.ofBitmap(bitmap, null, nestedApi(), true);
    }

    /** What Linux 7.3 itself answers under nested API v1. */
    private static long modesUpTo(int cpuVersion) throws IOException {
        long bitmap = 0;
        for (ProcessorMode mode : ProcessorMode.values()) {
            bitmap |= mode.mask();
            if (mode.logicalPvr() == cpuVersion) {
                return bitmap;
            }
        }
        throw new IOException("cpu-version, 0x" + Integer.toHexString(cpuVersion)
                + ", is none of the modes that this SDK knows; on bare metal it is the processor's own");
    }

    /** What went wrong first is what the caller gets to see, whatever else goes wrong after it. */
    private void closeAfter(Throwable earlier, int vm) {
        try {
            kvm.close(vm);
        } catch (CallFailedException | RuntimeException | Error e) {
            earlier.addSuppressed(e);
        }
    }

    private CompatCaps interpret(InterfaceForm form, ByteBuffer struct) throws CallFailedException {
        if (Long.compareUnsigned(form.filled(struct), form.structSize()) < 0) {
            throw errors().structNotFilled(form.filled(struct), form.structSize());
        }
        if (form.isUntouched(struct)) {
            throw errors().structUntouched(backend);
        }
        return CompatCaps.ofBitmap(
                form.bitmap(struct),
                form == InterfaceForm.RELEASED ? KernelInterface.RELEASED : KernelInterface.FIRST_POSTED,
                nestedApi());
    }

    private NestedApi nestedApi() throws CallFailedException {
        boolean furtherNesting = kvm.checkExtension(descriptor, KvmAbi.CAP_PPC_NESTED_HV) > 0;
        return furtherNesting ? NestedApi.V1 : NestedApi.PROBABLY_V2;
    }

    /**
     * Settings of a {@link KvmHost} that is to be opened. Not thread-safe.
     */
    public static final class Builder {

        private String device = DEFAULT_DEVICE;
        private String backendName;
        private BackendProvider backendProvider;
        private Path deviceTree;

        private Builder() {}

        /**
         * Chooses a backend by its name. Goes before any choice by system property or environment variable.
         *
         * @param name the name, such as {@code jna}
         * @return this
         */
        public Builder backend(String name) {
            backendName = Objects.requireNonNull(name, "name");
            backendProvider = null;
            return this;
        }

        /**
         * Uses a backend that need not be registered anywhere, such as a simulated host of a test. Goes before any choice by
         * system property or environment variable.
         *
         * @param provider the backend
         * @return this
         */
        public Builder backend(BackendProvider provider) {
            backendProvider = Objects.requireNonNull(provider, "provider");
            backendName = null;
            return this;
        }

        /**
         * Uses another device than {@value KvmHost#DEFAULT_DEVICE}.
         *
         * @param path the path, without zero characters; the kernel gets it in UTF-8
         * @return this
         */
        public Builder device(String path) {
            device = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Allows an estimate where the kernel is older than the query, from the device tree in
         * {@value KvmHost#DEFAULT_DEVICE_TREE}. {@link KvmHost#compatCaps()} still asks the kernel first; an estimate is
         * marked as one by {@link CompatCaps#isEstimate()}.
         *
         * <p>It is the partition's own mode, as all its CPUs show it ({@code cpu-version}), and the older ones, which is what a
         * kernel with the query answers under nested API v1. It is not what a hypervisor with nested API v2 negotiated; a
         * mode in it may be refused there. There is none on bare metal, or where KVM cannot run guests: then
         * {@link EstimateUnavailableException} is thrown.
         *
         * @return this
         */
        public Builder estimate() {
            return estimate(Path.of(DEFAULT_DEVICE_TREE));
        }

        /**
         * Allows an estimate like {@link #estimate()}, from a device tree elsewhere: that of the host in a container, which
         * usually hides it, or one that a test made.
         *
         * @param directory the directory that has {@code cpus} in it
         * @return this
         */
        public Builder estimate(Path directory) {
            deviceTree = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Opens the device and makes sure that it is KVM.
         *
         * @return the host, to be closed by the caller
         * @throws IllegalArgumentException if the path contains a zero character
         * @throws BackendUnavailableException if there is no usable backend, or the chosen one cannot be used
         * @throws NoKvmException if there is no KVM at that path
         * @throws KvmPermissionException if this process may not use KVM
         * @throws KernelCallException if the kernel refused a call
         * @throws KernelAnswerException if the kernel's KVM has another version than the one that is defined
         */
        public KvmHost open() {
            BackendCandidate chosen = backendProvider != null
                    ? BackendChoice.given(backendProvider)
                    : BackendChoice.choose(BackendFinder.find(), backendName);
            SystemCalls calls = chosen.systemCalls();
            Kvm kvm = new Kvm(calls);
            int descriptor;
            try {
                descriptor = kvm.openDevice(device);
            } catch (CallFailedException e) {
                throw new ErrorReport(device, calls).onOpen(e);
            }
            KvmHost host = new KvmHost(device, chosen.name(), calls, kvm, descriptor, deviceTree);
            try {
                host.requireApiVersion();
            } catch (RuntimeException | Error e) {
                host.closeAfter(e);
                throw e;
            }
            return host;
        }
    }

    private void requireApiVersion() {
        int version;
        try {
            version = kvm.apiVersion(descriptor);
        } catch (CallFailedException e) {
            throw errors().onFirstCall(e);
        }
        if (version != KvmAbi.API_VERSION) {
            throw errors().otherApiVersion(version);
        }
    }

    private void closeAfter(Throwable earlier) {
        try {
            close();
        } catch (RuntimeException | Error e) {
            earlier.addSuppressed(e);
        }
    }
}
