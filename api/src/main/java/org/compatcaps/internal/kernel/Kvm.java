// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.spi.SystemCalls;

/**
 * The KVM calls of the SDK, one method each, over the system calls of a backend. Owns no descriptor and keeps no state, and
 * is thread-safe therefore.
 *
 * <p>Source: {@code Documentation/virt/kvm/api.rst}.
 */
public final class Kvm {

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

    /** How often a call is made in all if signals keep interrupting it. */
    public static final int ATTEMPTS = 100;

    private final SystemCalls calls;
    private final IoctlEncoding encoding;

    /**
     * Over the system calls of a backend.
     *
     * @param calls the system calls
     */
    public Kvm(SystemCalls calls) {
        this.calls = calls;
        this.encoding = IoctlEncoding.of(calls.architecture());
    }

    /**
     * Opens the KVM device, so that it is not inherited by programs that this process starts.
     *
     * @param path the path of the device; the kernel gets it in UTF-8
     * @return the descriptor
     * @throws CallFailedException if the kernel refuses
     * @throws IllegalArgumentException if the path contains a zero character, at which the kernel would cut it off
     */
    public int openDevice(String path) throws CallFailedException {
        ByteBuffer terminated = SystemCalls.pathOf(path);
        int result;
        int attempts = 0;
        do {
            result = calls.open(terminated, KvmAbi.O_RDWR | KvmAbi.O_CLOEXEC);
            attempts++;
        } while (shouldRepeat(result, attempts));
        return checked(OPEN, result);
    }

    /**
     * {@code KVM_GET_API_VERSION}.
     *
     * @param device a descriptor of the KVM device
     * @return the version
     * @throws CallFailedException if the kernel refuses
     */
    public int apiVersion(int device) throws CallFailedException {
        return ioctl(GET_API_VERSION, device, KvmAbi.GET_API_VERSION, 0);
    }

    /**
     * {@code KVM_CHECK_EXTENSION}.
     *
     * @param device a descriptor of the KVM device
     * @param capability the capability's number
     * @return zero if the capability is not there; a positive number if it is
     * @throws CallFailedException if the kernel refuses
     */
    public int checkExtension(int device, int capability) throws CallFailedException {
        return ioctl(CHECK_EXTENSION, device, KvmAbi.CHECK_EXTENSION, capability);
    }

    /**
     * Finds the form of the interface that this kernel speaks, the released one first.
     *
     * @param device a descriptor of the KVM device
     * @return the form, or null if the kernel has none, or not for this host
     * @throws CallFailedException if the kernel refuses
     */
    public InterfaceForm findForm(int device) throws CallFailedException {
        for (InterfaceForm form : InterfaceForm.values()) {
            if (form.canBeAskedOn(encoding) && checkExtension(device, form.capability()) > 0) {
                return form;
            }
        }
        return null;
    }

    /**
     * {@code KVM_CREATE_VM}.
     *
     * @param device a descriptor of the KVM device
     * @param type the type of VM, such as {@link KvmAbi#VM_DEFAULT}
     * @return the descriptor of the VM, to be closed by the caller
     * @throws CallFailedException if the kernel refuses
     */
    public int createVm(int device, long type) throws CallFailedException {
        return ioctl(CREATE_VM, device, KvmAbi.CREATE_VM, type);
    }

    /**
     * A zeroed struct for {@link #getCompatCaps}. Allocated apart from the call so that running out of memory cannot come
     * between the making of a VM and its end.
     *
     * @param form the form of the interface
     * @return a direct buffer of the struct's size in native byte order
     */
    public ByteBuffer newStruct(InterfaceForm form) {
        return ByteBuffer.allocateDirect(form.structSize()).order(ByteOrder.nativeOrder());
    }

    /**
     * {@code KVM_PPC_GET_COMPAT_CAPS}.
     *
     * @param vm the descriptor of a VM
     * @param form the form of the interface
     * @param struct from {@link #newStruct}; filled by the kernel
     * @throws CallFailedException if the kernel refuses
     */
    public void getCompatCaps(int vm, InterfaceForm form, ByteBuffer struct) throws CallFailedException {
        long request = form.request(encoding);
        form.prepare(struct);
        int result;
        int attempts = 0;
        do {
            result = calls.ioctl(vm, request, struct);
            attempts++;
        } while (shouldRepeat(result, attempts));
        checked(GET_COMPAT_CAPS, result);
    }

    /**
     * Closes a descriptor. Never repeated: after any answer but {@code EBADF} the descriptor is gone, and its number may
     * already be somebody else's.
     *
     * @param descriptor the descriptor
     * @throws CallFailedException if the kernel reports an error
     */
    public void close(int descriptor) throws CallFailedException {
        checked(CLOSE, calls.close(descriptor));
    }

    private int ioctl(String name, int descriptor, int number, long argument) throws CallFailedException {
        long request = encoding.io(KvmAbi.KVMIO, number);
        int result;
        int attempts = 0;
        do {
            result = calls.ioctl(descriptor, request, argument);
            attempts++;
        } while (shouldRepeat(result, attempts));
        return checked(name, result);
    }

    private static boolean shouldRepeat(int result, int attempts) {
        return result == -Errno.EINTR && attempts < ATTEMPTS;
    }

    private static int checked(String call, int result) throws CallFailedException {
        if (result < 0) {
            throw new CallFailedException(call, -result);
        }
        return result;
    }
}
