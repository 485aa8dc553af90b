// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.internal.kernel.NotAnsweredException;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * A handle to a host's KVM, through one backend.
 *
 * <pre>{@code
 * try (KvmHost host = KvmHost.open()) {
 *     System.out.println(host.compatCaps().modes()); // [POWER9, POWER10]
 * }
 * }</pre>
 *
 * <p>Holds one descriptor, that of the KVM device, until it is closed. Thread-safe; {@link #close()} waits for calls of other
 * threads. After that, methods that query the host throw {@link IllegalStateException}.
 *
 * <p>If a signal interrupts a system call, the SDK repeats it. It makes at most 100 attempts.
 */
public final class KvmHost implements AutoCloseable {

    /** The default path of the KVM device: {@value}. */
    public static final String DEFAULT_DEVICE = "/dev/kvm";

    /** The default path of the host's device tree: {@value}. */
    public static final String DEFAULT_DEVICE_TREE = "/proc/device-tree";

    private final String device;
    private final String backend;
    private final Kvm kvm;
    private final KvmQueries queries;
    private final ErrorReport errors;

    /** Calls share it, close() takes it alone: a descriptor must not be closed while a call uses its number. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    private KvmHost(String device, String backend, Kvm kvm, KvmQueries queries, ErrorReport errors) {
        this.device = device;
        this.backend = backend;
        this.kvm = kvm;
        this.queries = queries;
        this.errors = errors;
    }

    /**
     * Opens the KVM of this host. The system property {@code compatcaps.backend} or else the environment variable
     * {@code COMPATCAPS_BACKEND} selects the backend. Without them, the SDK uses the first available backend. If the selected
     * backend cannot be used, this method fails.
     *
     * @return the host, to be closed by the caller
     * @throws CompatCapsException as {@link Builder#open()} does
     */
    public static KvmHost open() {
        return builder().open();
    }

    /** {@return a builder with the default settings} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns whether {@link #compatCaps()} is expected to return modes, or an estimate if one is allowed. Creates a VM only
     * for an estimate. A kernel that has the query can still refuse to create a VM: see
     * {@link KvmReloadRequiredException}.
     *
     * @return true if modes or an estimate are expected
     * @throws KvmPermissionException if a security policy forbids a call
     * @throws KernelCallException if another call fails
     * @throws IllegalStateException if this host is closed
     */
    public boolean supportsCompatCaps() {
        return run(queries::isSupported);
    }

    /**
     * Queries the modes that this host can give to guests. The query is an ioctl of a VM. This method creates a VM, which
     * takes hundreds of microseconds, and closes it again. Without the query, it creates a VM only for an estimate.
     *
     * @return the answer
     * @throws QueryNotSupportedException if this host or its kernel does not have the query
     * @throws EstimateUnavailableException if it does not, and an allowed estimate is not possible
     * @throws KvmReloadRequiredException if KVM cannot create VMs until its modules are loaded again
     * @throws KvmPermissionException if a security policy forbids a call
     * @throws KernelCallException if another call fails
     * @throws KernelAnswerException if the kernel does not fill the struct
     * @throws IllegalStateException if this host is closed
     */
    public CompatCaps compatCaps() {
        return run(queries::onNewVm);
    }

    /**
     * Queries the modes as {@link #compatCaps()} does, but through a VM that the caller already has. This saves creating one.
     *
     * @param vmDescriptor the descriptor of a VM that this process created; the caller closes it
     * @return the answer
     * @throws IllegalArgumentException if the descriptor is negative
     * @throws KernelCallException if a call fails: EBADF if the descriptor is not open, EINVAL or ENOTTY if it is not that of
     *     a VM, EIO if another process created the VM
     * @throws CompatCapsException otherwise as {@link #compatCaps()} does
     * @throws IllegalStateException if this host is closed
     */
    public CompatCaps compatCaps(int vmDescriptor) {
        if (vmDescriptor < 0) {
            throw new IllegalArgumentException(
                    "A descriptor cannot be negative: " + vmDescriptor + ". Check the result of KVM_CREATE_VM.");
        }
        return run(() -> queries.on(vmDescriptor));
    }

    /** {@return the name of the backend that makes the system calls, such as {@code ffm}; also after closing} */
    public String backend() {
        return backend;
    }

    /** {@return the path of the device; also after closing} */
    public String device() {
        return device;
    }

    /**
     * Closes the device, after waiting for calls of other threads. A second call does nothing.
     *
     * @throws KvmPermissionException if a security policy forbids the call; this host counts as closed nevertheless
     * @throws KernelCallException if the kernel reports an error; this host is closed nevertheless
     */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                kvm.close();
            }
        } catch (CallFailedException e) {
            throw errors.inQuery(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** {@return this host in one line for logs, such as {@code KvmHost[/dev/kvm through ffm]}} */
    @Override
    public String toString() {
        return "KvmHost[" + device + " through " + backend + "]";
    }

    private interface Query<T> {
        T run() throws CallFailedException, NotAnsweredException;
    }

    private <T> T run(Query<T> query) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("This KvmHost is closed. Open another one.");
            }
            return query.run();
        } catch (CallFailedException e) {
            throw errors.inQuery(e);
        } catch (NotAnsweredException e) {
            throw errors.notAnswered(e, backend);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A builder of a {@link KvmHost}. Not thread-safe. */
    public static final class Builder {

        private String device = DEFAULT_DEVICE;
        private @Nullable String backendName;
        private @Nullable BackendProvider backendProvider;
        private @Nullable Estimate estimate;

        private Builder() {}

        /**
         * Selects a backend by its name. This takes precedence over the system property and the environment variable.
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
         * Uses a backend that need not be registered, such as a simulated host of a test. This takes precedence over the
         * system property and the environment variable. Each {@link #open()} calls {@link BackendProvider#bind()}.
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
         * Sets the path of the device, if not {@value KvmHost#DEFAULT_DEVICE}.
         *
         * @param path the path, without NUL characters; the kernel gets it in UTF-8
         * @return this
         */
        public Builder device(String path) {
            device = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Allows an estimate from the device tree in {@value KvmHost#DEFAULT_DEVICE_TREE} if the kernel is older than the
         * query. The SDK still asks the kernel first.
         *
         * <p>The estimate has the partition's own mode ({@link ProcessorMode#ofPartition}) and all older modes. Under
         * {@link NestedApi#V1}, a kernel that has the query returns the same. Under {@link NestedApi#V2}, the hypervisor may
         * refuse a mode of the estimate. An estimate is not possible on bare metal, or where KVM cannot run guests.
         * The query then throws {@link EstimateUnavailableException}.
         *
         * @return this
         */
        public Builder estimate() {
            return estimate(Path.of(DEFAULT_DEVICE_TREE));
        }

        /**
         * Allows an estimate like {@link #estimate()}, from a device tree in another directory. Containers usually hide the
         * host's device tree. In a container, mount it in that directory.
         *
         * @param directory the directory that contains {@code cpus}
         * @return this
         */
        public Builder estimate(Path directory) {
            estimate = new Estimate(Objects.requireNonNull(directory, "directory"));
            return this;
        }

        /**
         * Opens the device and checks that it is KVM.
         *
         * @return the host, to be closed by the caller
         * @throws IllegalArgumentException if the path contains a NUL character
         * @throws BackendUnavailableException if no backend is usable, or the selected one is not available
         * @throws NoKvmException if there is no KVM at that path
         * @throws KvmPermissionException if this process may not use KVM
         * @throws KernelCallException if another call fails
         * @throws KernelAnswerException if the version of the KVM API is not 12
         */
        public KvmHost open() {
            Backend backend = backendProvider != null
                    ? Backend.of(backendProvider)
                    : BackendRegistry.found().choose(backendName);
            return open(backend.systemCalls(), backend.name());
        }

        private KvmHost open(SystemCalls calls, String backend) {
            ErrorReport errors = new ErrorReport(device, calls);
            Kvm kvm;
            try {
                kvm = Kvm.open(calls, device);
            } catch (CallFailedException e) {
                throw errors.onOpen(e);
            }
            KvmHost host = new KvmHost(device, backend, kvm, new KvmQueries(kvm, errors, estimate), errors);
            try {
                host.queries.requireApiVersion();
                return host;
            } catch (RuntimeException | Error e) {
                try (host) {
                    throw e;
                }
            }
        }
    }
}
