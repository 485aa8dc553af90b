// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.QueryNotSupportedException.Reason;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Errno;
import org.compatcaps.internal.kernel.IoctlEncoding;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.internal.kernel.KvmAbi;
import org.compatcaps.internal.kernel.NotAnsweredException;
import org.compatcaps.spi.SystemCalls;

/** Turns failed calls into exceptions for users: what failed, why, and what to do. */
final class ErrorReport {

    /** How to make a partition run guests. */
    static final String ENABLE_NESTING =
            "Load the module kvm-hv (modprobe kvm-hv). If that fails with ENODEV, make this partition KVM capable (PowerVM: in"
                    + " the partition's settings on the HMC; KVM: cap-nested-hv=on of the machine).";

    private static final String RELOAD =
            "KVM reports the query, but cannot create VMs. Probably, this partition was migrated. Stop the programs that use KVM,"
                    + " and load its modules again (modprobe -r kvm_hv kvm, then modprobe kvm-hv).";

    private static final String OTHER_INTERFACE =
            "The kernel carries another posting of the query than the SDK supports. Update the kernel to Linux 7.3 or later.";

    private final String device;
    private final SystemCalls host;

    ErrorReport(String device, SystemCalls host) {
        this.device = device;
        this.host = host;
    }

    /** The device could not be opened. */
    CompatCapsException onOpen(CallFailedException e) {
        String cannotOpen = "Cannot open " + device + " (" + e.getMessage() + "): ";
        switch (e.errno()) {
            case Errno.ENOENT:
            case Errno.ENOTDIR:
                return new NoKvmException(
                        cannotOpen
                                + "it does not exist. On a Power host, load the module kvm-hv (modprobe kvm-hv). In a"
                                + " container, pass the device in (--device " + KvmHost.DEFAULT_DEVICE + ").",
                        e);
            case Errno.ENXIO:
            case Errno.ENODEV:
                return new NoKvmException(
                        cannotOpen + "it has no driver. Load the module kvm-hv (modprobe kvm-hv).", e);
            case Errno.EISDIR:
            case Errno.ELOOP:
            case Errno.ENAMETOOLONG:
                return new NoKvmException(cannotOpen + "it is not a device. Use " + KvmHost.DEFAULT_DEVICE + ".", e);
            case Errno.EACCES:
                return new KvmPermissionException(
                        cannotOpen
                                + "permission denied. If ls -l " + device
                                + " shows the group kvm with rw, add the user to it and"
                                + " log in again. Otherwise, run sudo setfacl -m u:USER:rw " + device
                                + ". Start a container"
                                + " with --device " + device + ", and with its group (--group-add GID; rootless podman:"
                                + " --group-add keep-groups) or its owner (--user UID).",
                        e);
            case Errno.EPERM:
                return new KvmPermissionException(
                        cannotOpen
                                + "permission denied by a security policy. Start a container with --device " + device
                                + ", not with a volume. In a systemd unit, set DeviceAllow=" + device + " rw.",
                        e);
            default:
                return new KernelCallException(cannotOpen + advice(e), e);
        }
    }

    /** The device was opened, but does not answer like KVM. */
    CompatCapsException onFirstCall(CallFailedException e) {
        if (e.errno() == Errno.ENOTTY || e.errno() == Errno.EINVAL) {
            return new NoKvmException(
                    device + " is not the KVM device (" + e.getMessage()
                            + "). Use the device that the module kvm creates, " + KvmHost.DEFAULT_DEVICE + ".",
                    e);
        }
        return inQuery(e);
    }

    /** A call on the device or on a VM of our own failed, and perhaps the close that followed. */
    CompatCapsException inQuery(CallFailedException e) {
        CompatCapsException report = reportInQuery(e);
        addSuppressed(report, e);
        return report;
    }

    private CompatCapsException reportInQuery(CallFailedException e) {
        String failed = e.getMessage() + " on " + device + ": ";
        if (e.errno() == Errno.EPERM || e.errno() == Errno.EACCES) {
            return new KvmPermissionException(
                    failed
                            + "permission denied by a security policy. Check the seccomp profile of the container and the"
                            + " audit log of SELinux or AppArmor.",
                    e);
        }
        if (e.errno() == Errno.EINVAL && e.call().equals(Kvm.CREATE_VM)) {
            return new KvmReloadRequiredException(failed + RELOAD, e);
        }
        return new KernelCallException(failed + advice(e), e);
    }

    /** Whether a kernel with the capability of the first posting does not know its request. */
    static boolean isOtherInterface(CallFailedException e, KernelInterface version) {
        return version == KernelInterface.FIRST_POSTED
                && e.call().equals(Kvm.GET_COMPAT_CAPS)
                && e.errno() == Errno.ENOTTY;
    }

    /** {@link #isOtherInterface} on a VM of our own. */
    QueryNotSupportedException otherInterface(CallFailedException e) {
        QueryNotSupportedException report = new QueryNotSupportedException(
                e.getMessage() + " on " + device + ", but the kernel has its capability, 249. " + OTHER_INTERFACE,
                Reason.OTHER_INTERFACE,
                e);
        addSuppressed(report, e);
        return report;
    }

    /** A call on the caller's VM failed. */
    CompatCapsException onCallersVm(CallFailedException e, int vmDescriptor, KernelInterface version) {
        String failed = e.getMessage() + " on descriptor " + vmDescriptor;
        switch (e.errno()) {
            case Errno.EBADF:
                return new KernelCallException(
                        failed + ": it is not open. Pass the descriptor of a VM, before closing it.", e);
            case Errno.EINVAL:
            case Errno.ENOTTY:
                return new KernelCallException(
                        failed + ": it is probably not a VM. Pass the result of " + Kvm.CREATE_VM
                                + ", not the KVM device or a VCPU."
                                + (isOtherInterface(e, version) ? " If it is a VM: " + OTHER_INTERFACE : ""),
                        e);
            case Errno.EIO:
                return new KernelCallException(
                        failed
                                + ": another process created this VM, and the kernel answers only to that one. Query from"
                                + " there, or without a VM of your own.",
                        e);
            default:
                return inQuery(e);
        }
    }

    /** No version of the query is offered. */
    QueryNotSupportedException queryNotSupported() {
        String architecture = host.architecture();
        String release = host.kernelRelease();
        if (!IoctlEncoding.isPowerpc(architecture)) {
            return new QueryNotSupportedException(
                    Kvm.GET_COMPAT_CAPS + " exists only on IBM Power; this host is " + architecture
                            + ". Run this on a Power host.",
                    Reason.NOT_POWERPC);
        }
        if (KernelInterface.isTooOld(release)) {
            return new QueryNotSupportedException(
                    "Kernel " + release + " is too old: " + Kvm.GET_COMPAT_CAPS
                            + " needs Linux 7.3. Update the kernel. (If it"
                            + " has a backport of the query, nested virtualization is not enabled in this partition.)",
                    Reason.KERNEL_TOO_OLD);
        }
        return new QueryNotSupportedException(
                "KVM on this host reports no compatibility modes: nested virtualization is not enabled in this partition, or"
                        + " this is bare metal. " + ENABLE_NESTING + " (Linux " + release + " supports the query.)",
                Reason.NO_NESTED_VIRTUALIZATION);
    }

    /** The struct came back without an answer: the kernel did not fill it, or the backend lost what the kernel wrote. */
    CompatCapsException notAnswered(NotAnsweredException e, String backend) {
        CompatCapsException report = new KernelAnswerException(Kvm.GET_COMPAT_CAPS + " on " + device
                + " succeeded without an answer: " + e.getMessage()
                + ". Try another backend than " + backend + ". If that does not help, report this with the kernel's"
                + " release, " + host.kernelRelease() + ".");
        addSuppressed(report, e);
        return report;
    }

    /** KVM has another version of its API. */
    CompatCapsException otherApiVersion(int version) {
        return new KernelAnswerException(
                Kvm.GET_API_VERSION + " on " + device + " returned " + version + ", and only version "
                        + KvmAbi.API_VERSION + " is defined. Check that " + device + " is KVM, and update the kernel.");
    }

    /** The failed close of a VM, which follows what failed before it. */
    private void addSuppressed(CompatCapsException report, Exception e) {
        for (Throwable suppressed : e.getSuppressed()) {
            report.addSuppressed(
                    suppressed instanceof CallFailedException ? inQuery((CallFailedException) suppressed) : suppressed);
        }
    }

    private static String advice(CallFailedException e) {
        switch (e.errno()) {
            case Errno.EMFILE:
                return "this process has too many open files. Close some, or raise its limit (ulimit -n).";
            case Errno.ENFILE:
                return "the system has too many open files. Raise fs.file-max.";
            case Errno.ENOMEM:
                return "the kernel is out of memory. Free some, and retry.";
            case Errno.EINTR:
                return e.call().equals(Kvm.CLOSE)
                        ? "interrupted by a signal. The descriptor is closed all the same."
                        : "interrupted by signals " + Kvm.ATTEMPTS + " times in a row. Retry.";
            default:
                return "the kernel refused. Its log (dmesg) may contain the reason.";
        }
    }
}
