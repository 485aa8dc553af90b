// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Errno;
import org.compatcaps.internal.kernel.IoctlEncoding;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.internal.kernel.KvmAbi;
import org.compatcaps.spi.SystemCalls;

/** Turns what the kernel refused into an error that a user understands: what failed, what it means, what to do about it. */
final class ErrorReport {

    private static final int QUERY_MAJOR = 7;
    private static final int QUERY_MINOR = 3;

    private static final String MAKE_CAPABLE =
            "load the module kvm-hv (modprobe kvm-hv); if that fails with ENODEV, have the"
                    + " partition made KVM capable (PowerVM: in the partition's settings on the HMC; KVM: cap-nested-hv=on of the"
                    + " machine).";

    private final String device;
    private final SystemCalls host;

    ErrorReport(String device, SystemCalls host) {
        this.device = device;
        this.host = host;
    }

    /** The device could not be opened. */
    CompatCapsException onOpen(CallFailedException e) {
        switch (e.errno()) {
            case Errno.ENOENT:
            case Errno.ENOTDIR:
                return new NoKvmException(
                        "There is no KVM here: " + cannotOpen(e)
                                + " because it does not exist. On a Power host load the"
                                + " module kvm-hv (modprobe kvm-hv); in a container pass the device in (--device "
                                + KvmHost.DEFAULT_DEVICE + ").",
                        e);
            case Errno.ENXIO:
            case Errno.ENODEV:
                return new NoKvmException(
                        "There is no KVM here: " + cannotOpen(e)
                                + " because no driver stands behind it. Load the module" + " kvm-hv (modprobe kvm-hv).",
                        e);
            case Errno.EISDIR:
            case Errno.ELOOP:
            case Errno.ENAMETOOLONG:
                return new NoKvmException(
                        "There is no KVM here: " + cannotOpen(e) + ", which is not the path of a device. Use "
                                + KvmHost.DEFAULT_DEVICE + ".",
                        e);
            case Errno.EACCES:
            case Errno.EPERM:
                return noPermission(
                        e,
                        cannotOpen(e) + ". Add the user to the group that owns the device (usually kvm, see ls -l "
                                + device + "), or allow the device in the container's settings.");
            default:
                return refused(e, "The device is " + device + ".");
        }
    }

    /** The device was opened, but does not answer like KVM. */
    CompatCapsException onFirstCall(CallFailedException e) {
        switch (e.errno()) {
            case Errno.ENOTTY:
            case Errno.EINVAL:
                return new NoKvmException(
                        "There is no KVM here: " + device + " can be opened but is not KVM (" + e.getMessage()
                                + "). Use " + KvmHost.DEFAULT_DEVICE + ".",
                        e);
            default:
                return inQuery(e);
        }
    }

    /** A call on the device or on a VM of our own failed. */
    CompatCapsException inQuery(CallFailedException e) {
        if (e.errno() == Errno.EPERM || e.errno() == Errno.EACCES) {
            return noPermission(
                    e,
                    e.getMessage() + " on " + device
                            + ". A security policy forbids it: look into the seccomp profile of the"
                            + " container and the audit log of SELinux or AppArmor.");
        }
        return refused(e, "");
    }

    /** A call on the caller's VM failed. */
    CompatCapsException onCallersVm(CallFailedException e, int vmDescriptor) {
        switch (e.errno()) {
            case Errno.EBADF:
                return new KernelCallException(
                        e.getMessage() + ": the descriptor " + vmDescriptor + " is not open. Pass that of a VM, before"
                                + " closing it.",
                        e);
            case Errno.EINVAL:
            case Errno.ENOTTY:
                return new KernelCallException(
                        e.getMessage() + " on the descriptor " + vmDescriptor
                                + ", which is probably not that of a VM. Pass" + " what " + Kvm.CREATE_VM
                                + " answered, not the KVM device or a VCPU.",
                        e);
            case Errno.EIO:
                return new KernelCallException(
                        e.getMessage() + " on the descriptor " + vmDescriptor
                                + ": the kernel answers for a VM only to the"
                                + " process that created it. Ask from there, or without a VM of your own.",
                        e);
            default:
                return inQuery(e);
        }
    }

    /** No form of the interface is offered. */
    QueryNotSupportedException queryNotSupported() {
        String architecture = host.architecture();
        String release = host.kernelRelease();
        if (!IoctlEncoding.isPowerpc(architecture)) {
            return new QueryNotSupportedException(
                    "This host has KVM but no compatibility modes to ask for, because it is not powerpc (its architecture is "
                            + architecture + "). Ask on an IBM Power host.",
                    Reason.ARCHITECTURE);
        }
        if (isOlderThanQuery(release)) {
            return new QueryNotSupportedException(
                    "This kernel, " + release + ", is too old: KVM_PPC_GET_COMPAT_CAPS came with Linux " + QUERY_MAJOR
                            + "."
                            + QUERY_MINOR
                            + ". Update the kernel. (If your distribution ported the query back, it is this"
                            + " partition that lacks nested virtualization.)",
                    Reason.KERNEL);
        }
        return new QueryNotSupportedException(
                "The kernel, " + release
                        + ", is new enough, but its KVM has no compatibility modes to tell: this partition"
                        + " cannot run nested guests, or the host is bare metal, where there is no such query. In a partition "
                        + MAKE_CAPABLE,
                Reason.PARTITION);
    }

    /** An estimate was allowed, and the device tree does not give any. */
    EstimateUnavailableException noEstimate(QueryNotSupportedException refusal, IOException e) {
        if (e instanceof NoSuchFileException) {
            return noEstimate(
                    refusal,
                    e,
                    e.getMessage()
                            + " does not exist. If this is a container, which usually hides the device tree, pass the"
                            + " host's /sys/firmware/devicetree/base in and name its place.");
        }
        return noEstimate(refusal, e, (e instanceof FileSystemException ? e.toString() : e.getMessage()) + ".");
    }

    /** An estimate was allowed, and KVM is there, but not the kind of it that gives modes to guests. */
    EstimateUnavailableException noEstimateWithoutGuests(QueryNotSupportedException refusal, CallFailedException e) {
        return noEstimate(
                refusal, e, "KVM-HV runs no guests here (" + e.getMessage() + "). In a partition " + MAKE_CAPABLE);
    }

    private static EstimateUnavailableException noEstimate(
            QueryNotSupportedException refusal, Exception problem, String why) {
        EstimateUnavailableException e =
                new EstimateUnavailableException(refusal.getMessage() + " There is no estimate either: " + why);
        e.addSuppressed(refusal);
        e.addSuppressed(problem);
        return e;
    }

    /** The struct came back with less in it than was asked for. */
    CompatCapsException structNotFilled(long filled, int wanted) {
        return new KernelAnswerException(Kvm.GET_COMPAT_CAPS + " succeeded but says that it filled "
                + Long.toUnsignedString(filled) + " of " + wanted + " bytes, so that there is no answer in them. Report"
                + " this with the kernel's release, " + host.kernelRelease() + ".");
    }

    /** The struct came back as it was sent: the kernel did not fill it, or the backend lost what the kernel wrote. */
    CompatCapsException structUntouched(String backend) {
        return new KernelAnswerException(
                Kvm.GET_COMPAT_CAPS + " succeeded but left the bitmap as it was, so that there is"
                        + " no answer in it. Try another backend than " + backend
                        + "; if that is no better, report this with the"
                        + " kernel's release, " + host.kernelRelease() + ".");
    }

    /** KVM speaks another version of its interface. */
    CompatCapsException otherApiVersion(int version) {
        return new KernelAnswerException(
                Kvm.GET_API_VERSION + " on " + device + " answers " + version + ", and only version "
                        + KvmAbi.API_VERSION + " is defined. Check that " + device + " is KVM, and update the kernel.");
    }

    private String cannotOpen(CallFailedException e) {
        return device + " cannot be opened (" + e.getMessage() + ")";
    }

    private static KvmPermissionException noPermission(CallFailedException e, String what) {
        return new KvmPermissionException("No permission to use KVM: " + what, e);
    }

    private static KernelCallException refused(CallFailedException e, String where) {
        String message = "The kernel refused: " + e.getMessage() + ". " + where;
        return new KernelCallException(message.trim() + " " + advice(e), e);
    }

    private static String advice(CallFailedException e) {
        switch (e.errno()) {
            case Errno.EMFILE:
                return "This process has too many files open: close some or raise its limit (ulimit -n).";
            case Errno.ENFILE:
                return "The system has too many files open: raise fs.file-max.";
            case Errno.ENOMEM:
                return "The kernel is out of memory: free some and ask again.";
            case Errno.EINTR:
                if (e.call().equals(Kvm.CLOSE)) {
                    return "A signal interrupted it; the descriptor is closed all the same.";
                }
                return "Signals interrupted it " + Kvm.ATTEMPTS
                        + " times in a row: ask again when they have calmed down.";
            default:
                return "The kernel's log (dmesg) may say why.";
        }
    }

    /** Without a regular expression, and false for a release that does not start with two numbers. */
    static boolean isOlderThanQuery(String release) {
        int dot = release.indexOf('.');
        if (dot < 0) {
            return false;
        }
        int major = leadingNumber(release);
        int minor = leadingNumber(release.substring(dot + 1));
        if (major < 0 || minor < 0) {
            return false;
        }
        return major < QUERY_MAJOR || major == QUERY_MAJOR && minor < QUERY_MINOR;
    }

    private static int leadingNumber(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 || end > 6 ? -1 : Integer.parseInt(text.substring(0, end));
    }
}
