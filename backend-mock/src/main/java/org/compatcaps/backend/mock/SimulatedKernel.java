// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.compatcaps.KernelInterface;
import org.compatcaps.spi.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of a powerpc kernel. They return what Linux 7.3 returned, and check arguments in the kernel's order.
 * Descriptors get the lowest free number, as on Linux, so that tests detect a use after close.
 */
final class SimulatedKernel implements SystemCalls {

    private static final int FIRST_DESCRIPTOR = 3;
    private static final int CALLS_KEPT = 10_000;

    /** Files beside the device, for descriptors that are not KVM's. */
    private static final Set<String> CHARACTER_DEVICES = Set.of("/dev/null", "/dev/zero");

    private static final String DIRECTORY = "/";

    /** The argument of an ioctl with a buffer, if a number is expected: some address in user space. */
    private static final long SOME_ADDRESS = 0x7fff_0000_1000L;

    /** The structure at an address without memory. */
    private static final ByteBuffer UNMAPPED = ByteBuffer.allocateDirect(0);

    private final SortedMap<Integer, FileKind> open = new TreeMap<>();
    private final Deque<RecordedCall> calls = new ArrayDeque<>();
    private final InjectedFailures failures = new InjectedFailures();

    private HostSettings settings;

    /** The settings after the modules are loaded again; null unless this is required. */
    private @Nullable HostSettings afterReload;

    /** The kinds of files. */
    enum FileKind {
        DEVICE,
        VM,
        /** A file unrelated to KVM. */
        OTHER,
        /** A descriptor that was opened with {@code O_PATH}: all calls but close fail with EBADF. */
        PATH
    }

    SimulatedKernel(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public String architecture() {
        return "ppc64le";
    }

    @Override
    public synchronized String kernelRelease() {
        return settings.kernelRelease();
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        SystemCalls.requireDirect(path);
        String name = StandardCharsets.UTF_8.decode(path.duplicate()).toString();
        int end = name.indexOf('\0');
        return open(end < 0 ? name : name.substring(0, end), flags);
    }

    synchronized int open(String name, int flags) {
        int result = failures.next(KernelCall.OPEN);
        if (result == 0) {
            result = openFile(name, flags);
        }
        return record(KernelCall.OPEN, '"' + name + "\", 0x" + Integer.toHexString(flags), result);
    }

    @Override
    public synchronized int ioctl(int fd, long request, long argument) {
        return ioctl(fd, request, argument, UNMAPPED);
    }

    @Override
    public synchronized int ioctl(int fd, long request, ByteBuffer structure) {
        SystemCalls.requireDirect(structure);
        return ioctl(fd, request, SOME_ADDRESS, structure.slice().order(ByteOrder.nativeOrder()));
    }

    @Override
    public synchronized int close(int fd) {
        int result = failures.next(KernelCall.CLOSE);
        // On Linux, a failed close still releases the descriptor.
        FileKind closed = open.remove(fd);
        if (result == 0 && closed == null) {
            result = -KernelAbi.EBADF;
        }
        return record(KernelCall.CLOSE, Integer.toString(fd), result);
    }

    synchronized void fail(KernelCall call, int errno, long times) {
        failures.add(call, errno, times);
    }

    synchronized void clearFailures() {
        failures.clear();
    }

    synchronized List<RecordedCall> calls() {
        return new ArrayList<>(calls);
    }

    synchronized void clearCalls() {
        calls.clear();
    }

    synchronized SortedMap<Integer, FileKind> openDescriptors() {
        return new TreeMap<>(open);
    }

    synchronized void migrate(long modes) {
        if (!settings.canNest()) {
            throw new IllegalStateException("Only a partition with nested virtualization can be migrated.");
        }
        HostSettings there = settings.withModes(modes);
        if (settings.readsModesOnLoading()) {
            afterReload = there;
        } else {
            settings = there;
        }
    }

    synchronized void reloadModules() {
        if (open.containsValue(FileKind.DEVICE) || open.containsValue(FileKind.VM)) {
            throw new IllegalStateException(
                    "The modules are in use. Close the device and all VMs first: " + open + ".");
        }
        if (afterReload != null) {
            settings = afterReload;
            afterReload = null;
        }
    }

    /** Creates a VM, and closes the device. */
    synchronized int createVm() {
        int device = required(KernelCall.OPEN, open(settings.device(), 0));
        try {
            return required(KernelCall.KVM_CREATE_VM, ioctl(device, KernelAbi.KVM_CREATE_VM, 0));
        } finally {
            close(device);
        }
    }

    private static int required(KernelCall call, int result) {
        if (result < 0) {
            throw new IllegalStateException("The simulated " + call.kernelName() + " failed with errno " + -result);
        }
        return result;
    }

    private int openFile(String name, int flags) {
        boolean directory = name.equals(DIRECTORY);
        boolean device = settings.hasKvm() && name.equals(settings.device());
        if (!device && !directory && !CHARACTER_DEVICES.contains(name)) {
            return isBelowAFile(name) ? -KernelAbi.ENOTDIR : -KernelAbi.ENOENT;
        }
        if ((flags & KernelAbi.O_PATH) != 0) {
            return newDescriptor(FileKind.PATH);
        }
        if (directory && (flags & KernelAbi.O_ACCMODE) != KernelAbi.O_RDONLY) {
            return -KernelAbi.EISDIR;
        }
        return newDescriptor(device ? FileKind.DEVICE : FileKind.OTHER);
    }

    private boolean isBelowAFile(String name) {
        return settings.hasKvm() && name.startsWith(settings.device() + "/")
                || CHARACTER_DEVICES.stream().anyMatch(file -> name.startsWith(file + "/"));
    }

    private int ioctl(int fd, long longRequest, long argument, ByteBuffer structure) {
        // The kernel takes the low 32 bits of the request.
        int request = (int) longRequest;
        KernelCall call = identify(request);
        int result = failures.next(call);
        if (result == 0) {
            FileKind file = open.get(fd);
            if (file == null || file == FileKind.PATH) {
                result = -KernelAbi.EBADF;
            } else if (file == FileKind.OTHER) {
                result = -KernelAbi.ENOTTY;
            } else if (file == FileKind.DEVICE) {
                result = onDevice(request, argument);
            } else {
                result = onVm(request, argument, structure);
            }
        }
        String name = call == KernelCall.OTHER_IOCTL ? "0x" + Integer.toHexString(request) : call.kernelName();
        return record(call, fd + ", " + name + ", " + (structure == UNMAPPED ? argument : "{...}"), result);
    }

    private static KernelCall identify(int request) {
        switch (request) {
            case KernelAbi.KVM_GET_API_VERSION:
                return KernelCall.KVM_GET_API_VERSION;
            case KernelAbi.KVM_CREATE_VM:
                return KernelCall.KVM_CREATE_VM;
            case KernelAbi.KVM_CHECK_EXTENSION:
                return KernelCall.KVM_CHECK_EXTENSION;
            case KernelAbi.KVM_PPC_GET_COMPAT_CAPS:
            case KernelAbi.KVM_PPC_GET_COMPAT_CAPS_FIRST_POSTED:
                return KernelCall.KVM_PPC_GET_COMPAT_CAPS;
            default:
                return KernelCall.OTHER_IOCTL;
        }
    }

    private int onDevice(int request, long argument) {
        switch (request) {
            case KernelAbi.KVM_GET_API_VERSION:
                return argument == 0 ? KernelAbi.API_VERSION : -KernelAbi.EINVAL;
            case KernelAbi.KVM_CHECK_EXTENSION:
                return checkExtension(argument);
            case KernelAbi.KVM_CREATE_VM:
                boolean type = argument >= 0 && argument <= KernelAbi.HIGHEST_VM_TYPE;
                return type && settings.canCreateVms() && afterReload == null
                        ? newDescriptor(FileKind.VM)
                        : -KernelAbi.EINVAL;
            default:
                return -KernelAbi.EINVAL;
        }
    }

    private int onVm(int request, long argument, ByteBuffer structure) {
        if (request == KernelAbi.KVM_CHECK_EXTENSION) {
            return checkExtension(argument);
        }
        if (request == KernelAbi.KVM_PPC_GET_COMPAT_CAPS && settings.has(KernelInterface.RELEASED)) {
            return CompatCapsRequest.released(settings, structure);
        }
        if (request == KernelAbi.KVM_PPC_GET_COMPAT_CAPS_FIRST_POSTED && settings.has(KernelInterface.FIRST_POSTED)) {
            return CompatCapsRequest.firstPosted(settings, structure);
        }
        return -KernelAbi.ENOTTY;
    }

    private int checkExtension(long capability) {
        boolean there = false;
        if (capability == KernelAbi.KVM_CAP_PPC_COMPAT_CAPS) {
            there = settings.has(KernelInterface.RELEASED) && settings.canNest();
        } else if (capability == KernelAbi.KVM_CAP_PPC_COMPAT_CAPS_FIRST_POSTED) {
            there = settings.has(KernelInterface.FIRST_POSTED) && settings.canNest();
        } else if (capability == KernelAbi.KVM_CAP_PPC_NESTED_HV) {
            there = settings.offersFurtherNesting();
        }
        return there ? 1 : 0;
    }

    private int newDescriptor(FileKind kind) {
        int lowestFree = FIRST_DESCRIPTOR;
        while (open.containsKey(lowestFree)) {
            lowestFree++;
        }
        open.put(lowestFree, kind);
        return lowestFree;
    }

    private int record(KernelCall call, String arguments, int result) {
        if (calls.size() == CALLS_KEPT) {
            calls.removeFirst();
        }
        calls.addLast(new RecordedCall(call, arguments, result));
        return result;
    }
}
