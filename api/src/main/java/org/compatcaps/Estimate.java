// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Errno;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.internal.kernel.KvmAbi;

/** An estimate for a kernel without the query, from the partition's own mode, which is in the device tree. */
final class Estimate {

    private final Path deviceTree;

    Estimate(Path deviceTree) {
        this.deviceTree = deviceTree;
    }

    /**
     * Returns the partition's own mode and the older ones, as Linux 7.3 answers under nested API v1.
     *
     * @param notSupported the reason why the kernel does not answer
     */
    CompatCaps of(Kvm kvm, QueryNotSupportedException notSupported)
            throws CallFailedException, EstimateUnavailableException {
        try {
            kvm.createVm(KvmAbi.VM_PPC_HV).close();
        } catch (CallFailedException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            throw unavailable(
                    notSupported,
                    new KernelCallException("KVM-HV cannot run guests here: " + e.getMessage() + ".", e),
                    "KVM-HV cannot run guests here (" + e.getMessage() + "). " + ErrorReport.ENABLE_NESTING);
        }
        try {
            ProcessorMode own = ProcessorMode.ofPartition(deviceTree);
            return CompatCaps.of(EnumSet.range(ProcessorMode.POWER9, own)).asEstimate();
        } catch (NoSuchFileException e) {
            throw unavailable(
                    notSupported,
                    e,
                    e.getMessage()
                            + " does not exist. In a container, pass in the host's /sys/firmware/devicetree/base, and"
                            + " name its path with estimate(Path) or --device-tree.");
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            throw unavailable(notSupported, e, why.endsWith(".") ? why : why + ".");
        }
    }

    private static EstimateUnavailableException unavailable(
            QueryNotSupportedException notSupported, Exception problem, String why) {
        EstimateUnavailableException e = new EstimateUnavailableException(
                notSupported.getMessage() + " An estimate is not possible either: " + why);
        e.addSuppressed(notSupported);
        e.addSuppressed(problem);
        return e;
    }
}
