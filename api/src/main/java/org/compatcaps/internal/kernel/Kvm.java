// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import org.compatcaps.spi.SystemCalls;

/**
 * The open KVM device, with one method for each ioctl. Thread-safe, except that no method may be called during or after
 * {@link #close()}.
 *
 * <p>Source: {@code Documentation/virt/kvm/api.rst}.
 */
public final class Kvm implements AutoCloseable {

    /** The name of {@code open(2)} in errors. */
    public static final String OPEN = "open";

    /** The name of {@code close(2)} in errors. */
    public static final String CLOSE = "close";

    /** The name of the request in errors. */
    public static final String GET_API_VERSION = "KVM_GET_API_VERSION";

    /** The name of the request in errors. */
    public static final String CHECK_EXTENSION = "KVM_CHECK_EXTENSION";

    /** The name of the request in errors. */
    public static final String CREATE_VM = "KVM_CREATE_VM";

    /** The name of the request in errors. */
    public static final String GET_COMPAT_CAPS = "KVM_PPC_GET_COMPAT_CAPS";

    /** The maximum number of attempts if signals interrupt a call. */
    public static final int ATTEMPTS = 100;

    private final SystemCalls calls;
    private final IoctlEncoding encoding;
    private final Descriptor device;

    private Kvm(SystemCalls calls, Descriptor device) {
        this.calls = calls;
        this.encoding = IoctlEncoding.of(calls.architecture());
        this.device = device;
    }

    /**
     * Opens the device.
     *
     * @param calls the system calls
     * @param path the path of the device; the kernel gets it in UTF-8
     * @return the device
     * @throws CallFailedException if the kernel refuses
     * @throws IllegalArgumentException if the path contains a NUL character, where the kernel would truncate it
     */
    public static Kvm open(SystemCalls calls, String path) throws CallFailedException {
        return new Kvm(calls, Descriptor.open(calls, path));
    }

    /**
     * Returns the version of the KVM API ({@code KVM_GET_API_VERSION}).
     *
     * @return the version
     * @throws CallFailedException if the kernel refuses
     */
    public int apiVersion() throws CallFailedException {
        return device.ioctl(GET_API_VERSION, request(KvmAbi.GET_API_VERSION), 0);
    }

    /**
     * Returns whether the kernel has a capability ({@code KVM_CHECK_EXTENSION}).
     *
     * @param capability the number of the capability
     * @return true if the kernel has the capability
     * @throws CallFailedException if the kernel refuses
     */
    public boolean hasExtension(int capability) throws CallFailedException {
        return device.ioctl(CHECK_EXTENSION, request(KvmAbi.CHECK_EXTENSION), capability) > 0;
    }

    /**
     * Returns whether the kernel has the query.
     *
     * @param query the version of the query
     * @return true if {@link Vm#compatCaps} can be called with it
     * @throws CallFailedException if the kernel refuses
     */
    public boolean has(CompatCapsQuery query) throws CallFailedException {
        return query.existsOn(encoding) && hasExtension(query.capability());
    }

    /**
     * Creates a VM ({@code KVM_CREATE_VM}).
     *
     * @param type the type of VM, such as {@link KvmAbi#VM_DEFAULT}
     * @return the VM, to be closed by the caller
     * @throws CallFailedException if the kernel refuses
     */
    public Vm createVm(long type) throws CallFailedException {
        return vm(device.ioctl(CREATE_VM, request(KvmAbi.CREATE_VM), type));
    }

    /**
     * Returns an existing VM.
     *
     * @param descriptor its descriptor
     * @return the VM; closing it closes the descriptor
     */
    public Vm vm(int descriptor) {
        return new Vm(new Descriptor(calls, descriptor), encoding);
    }

    /**
     * Closes the device.
     *
     * @throws CallFailedException if the kernel reports an error; the descriptor is closed nevertheless
     */
    @Override
    public void close() throws CallFailedException {
        device.close();
    }

    private long request(int number) {
        return encoding.io(KvmAbi.KVMIO, number);
    }
}
