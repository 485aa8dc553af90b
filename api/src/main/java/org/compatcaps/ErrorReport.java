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

/** Turns failed calls into exceptions, whose messages contain what failed, why, and what to do. */
final class ErrorReport {

    /** The way to enable guests in a partition. */
    static final String ENABLE_NESTING =
            "Load the module kvm-hv (modprobe kvm-hv). If that fails with ENODEV, this partition is not KVM capable. On PowerVM,"
                    + " set KVM Capable in its settings on the HMC (the management console). Under QEMU, set the machine"
                    + " property cap-nested-hv=on for it.";

    private static final String RELOAD =
            "the kernel supports the query, but KVM cannot create VMs. This partition was probably migrated. Stop the programs that"
                    + " use KVM, and load its modules again (modprobe -r kvm_hv kvm, then modprobe kvm-hv).";

    private static final String OTHER_INTERFACE =
            "The kernel has an unreleased version of the query, which the SDK does not support. Update the kernel to Linux 7.3 or later.";

    private final String device;
    private final SystemCalls host;

    ErrorReport(String device, SystemCalls host) {
        this.device = device;
        this.host = host;
    }

    /** Reports that the device cannot be opened. */
    CompatCapsException onOpen(CallFailedException e) {
        switch (e.errno()) {
            case Errno.ENOENT:
            case Errno.ENOTDIR:
                return new NoKvmException(
                        cannotOpen(
                                e,
                                "it does not exist",
                                "On a Power host, load the module kvm-hv (modprobe kvm-hv). In a container, pass the device in"
                                        + " (--device " + KvmHost.DEFAULT_DEVICE + ")."),
                        e);
            case Errno.ENXIO:
            case Errno.ENODEV:
                return new NoKvmException(
                        cannotOpen(e, "it has no driver", "Load the module kvm-hv (modprobe kvm-hv)."), e);
            case Errno.EISDIR:
            case Errno.ELOOP:
            case Errno.ENAMETOOLONG:
                return new NoKvmException(
                        cannotOpen(e, "it is not a device", "Use " + KvmHost.DEFAULT_DEVICE + "."), e);
            case Errno.EACCES:
                return new KvmPermissionException(
                        cannotOpen(
                                e,
                                "permission denied",
                                "If ls -l " + device
                                        + " shows the group kvm with rw, add the user to it and log in again. Otherwise, run"
                                        + " sudo setfacl -m u:USER:rw " + device
                                        + ". If this is a container, start it with"
                                        + " --device " + device + ". Also give it the device's group (--group-add GID;"
                                        + " rootless podman: --group-add keep-groups) or owner (--user UID)."),
                        e);
            case Errno.EPERM:
                return new KvmPermissionException(
                        cannotOpen(
                                e,
                                "permission denied by a security policy",
                                "If this is a container, start it with --device " + device
                                        + " instead of a volume. In a systemd unit, set DeviceAllow=" + device
                                        + " rw."),
                        e);
            default:
                return new KernelCallException(cannotOpen(e, reason(e), remedy(e)), e);
        }
    }

    private String cannotOpen(CallFailedException e, String reason, String remedy) {
        return "Cannot open " + device + ": " + reason + " (" + Errno.name(e.errno()) + "). " + remedy;
    }

    /** Reports that the first call on the device failed, perhaps because it is not KVM. */
    CompatCapsException onFirstCall(CallFailedException e) {
        if (e.errno() == Errno.ENOTTY || e.errno() == Errno.EINVAL) {
            return new NoKvmException(
                    device + " is not the KVM device (" + e.getMessage()
                            + "). Use the device that the module kvm creates, " + KvmHost.DEFAULT_DEVICE + ".",
                    e);
        }
        return inQuery(e);
    }

    /** Reports a failed call on the device or on our VM, and the close that followed if it failed as well. */
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
        return new KernelCallException(failed + reason(e) + ". " + remedy(e), e);
    }

    /** Returns whether the kernel reports the capability of the first posted version, but rejects its request number. */
    static boolean isOtherInterface(CallFailedException e, KernelInterface version) {
        return version == KernelInterface.FIRST_POSTED
                && e.call().equals(Kvm.GET_COMPAT_CAPS)
                && e.errno() == Errno.ENOTTY;
    }

    /** Reports {@link #isOtherInterface} on our VM. */
    QueryNotSupportedException otherInterface(CallFailedException e) {
        QueryNotSupportedException report = new QueryNotSupportedException(
                e.getMessage() + " on " + device + ", although the kernel reports capability 249. " + OTHER_INTERFACE,
                Reason.OTHER_INTERFACE,
                e);
        addSuppressed(report, e);
        return report;
    }

    /** Reports a failed call on the caller's VM. */
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
                                + ": another process created this VM, and only that process can use it. Query from that"
                                + " process, or call compatCaps() without a VM.",
                        e);
            default:
                return inQuery(e);
        }
    }

    /** Reports that the kernel has no version of the query. */
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
                            + " needs Linux 7.3. Update the kernel. If this kernel has"
                            + " a backport of the query, enable nested virtualization in this partition (modprobe kvm-hv).",
                    Reason.KERNEL_TOO_OLD);
        }
        return new QueryNotSupportedException(
                "KVM on this host reports no compatibility modes: nested virtualization is not enabled in this partition, or"
                        + " this is bare metal. " + ENABLE_NESTING + " (Linux " + release + " supports the query.)",
                Reason.NO_NESTED_VIRTUALIZATION);
    }

    /** Reports a struct without an answer: the kernel did not fill it, or the backend lost what the kernel wrote. */
    CompatCapsException notAnswered(NotAnsweredException e, String backend) {
        CompatCapsException report = new KernelAnswerException(Kvm.GET_COMPAT_CAPS + " on " + device
                + " succeeded without an answer: " + e.getMessage()
                + ". Try a backend other than " + backend + ". If that does not help, report this with the kernel's"
                + " release, " + host.kernelRelease() + ".");
        addSuppressed(report, e);
        return report;
    }

    /** Reports another version of the KVM API. */
    CompatCapsException otherApiVersion(int version) {
        return new KernelAnswerException(
                Kvm.GET_API_VERSION + " on " + device + " returned " + version + ", and only version "
                        + KvmAbi.API_VERSION + " is defined. Check that " + device + " is KVM, and update the kernel.");
    }

    /** Adds the failed close of a VM to the failure before it. */
    private void addSuppressed(CompatCapsException report, Exception e) {
        for (Throwable suppressed : e.getSuppressed()) {
            report.addSuppressed(
                    suppressed instanceof CallFailedException ? inQuery((CallFailedException) suppressed) : suppressed);
        }
    }

    private static String reason(CallFailedException e) {
        switch (e.errno()) {
            case Errno.EMFILE:
                return "this process has too many open files";
            case Errno.ENFILE:
                return "the system has too many open files";
            case Errno.ENOMEM:
                return "the kernel is out of memory";
            case Errno.EINTR:
                return isClose(e)
                        ? "interrupted by a signal"
                        : "interrupted by signals " + Kvm.ATTEMPTS + " times in a row";
            default:
                return "unexpected error";
        }
    }

    private static String remedy(CallFailedException e) {
        switch (e.errno()) {
            case Errno.EMFILE:
                return "Close some, or raise the limit (ulimit -n).";
            case Errno.ENFILE:
                return "Raise the limit (sysctl fs.file-max).";
            case Errno.ENOMEM:
                return "Free some memory, and retry.";
            case Errno.EINTR:
                return isClose(e) ? "The descriptor is closed all the same." : "Retry.";
            default:
                return "See the kernel's log (dmesg) for the reason.";
        }
    }

    private static boolean isClose(CallFailedException e) {
        return e.call().equals(Kvm.CLOSE);
    }
}
