// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.internal.kernel.KvmAbi;
import org.compatcaps.internal.kernel.NotAnsweredException;
import org.compatcaps.internal.kernel.Vm;
import org.jspecify.annotations.Nullable;

/** The queries of a {@link KvmHost}, which keeps the device open and turns failed calls into public exceptions. */
final class KvmQueries {

    private final Kvm kvm;
    private final ErrorReport errors;

    /** Null if no estimate is allowed. */
    private final @Nullable Estimate estimate;

    KvmQueries(Kvm kvm, ErrorReport errors, @Nullable Estimate estimate) {
        this.kvm = kvm;
        this.errors = errors;
        this.estimate = estimate;
    }

    void requireApiVersion() {
        int version;
        try {
            version = kvm.apiVersion();
        } catch (CallFailedException e) {
            throw errors.onFirstCall(e);
        }
        if (version != KvmAbi.API_VERSION) {
            throw errors.otherApiVersion(version);
        }
    }

    boolean isSupported() throws CallFailedException {
        if (supportedInterface() != null) {
            return true;
        }
        try {
            estimate();
            return true;
        } catch (QueryNotSupportedException | EstimateUnavailableException e) {
            return false;
        }
    }

    CompatCaps onNewVm() throws CallFailedException, NotAnsweredException {
        KernelInterface version = supportedInterface();
        if (version == null) {
            return estimate();
        }
        long bitmap;
        try (Vm vm = kvm.createVm(KvmAbi.VM_DEFAULT)) {
            bitmap = vm.compatCaps(version.query);
        } catch (CallFailedException e) {
            if (ErrorReport.isOtherInterface(e, version)) {
                throw errors.otherInterface(e);
            }
            throw e;
        }
        return answer(bitmap, version);
    }

    @SuppressWarnings("resource") // the caller closes its VM
    CompatCaps on(int vmDescriptor) throws CallFailedException, NotAnsweredException {
        KernelInterface version = supportedInterface();
        if (version == null) {
            return estimate();
        }
        long bitmap;
        try {
            bitmap = kvm.vm(vmDescriptor).compatCaps(version.query);
        } catch (CallFailedException e) {
            throw errors.onCallersVm(e, vmDescriptor, version);
        }
        return answer(bitmap, version);
    }

    private @Nullable KernelInterface supportedInterface() throws CallFailedException {
        for (KernelInterface version : KernelInterface.values()) {
            if (kvm.has(version.query)) {
                return version;
            }
        }
        return null;
    }

    private CompatCaps answer(long bitmap, KernelInterface version) throws CallFailedException {
        return CompatCaps.ofBitmap(bitmap).withKernelInterface(version).withNestedApi(nestedApi());
    }

    private CompatCaps estimate() throws CallFailedException {
        QueryNotSupportedException notSupported = errors.queryNotSupported();
        // A host whose kernel is new enough but does not offer the query has no modes to estimate.
        if (estimate == null || notSupported.reason() != QueryNotSupportedException.Reason.KERNEL_TOO_OLD) {
            throw notSupported;
        }
        return estimate.of(kvm, notSupported).withNestedApi(nestedApi());
    }

    private NestedApi nestedApi() throws CallFailedException {
        return kvm.hasExtension(KvmAbi.CAP_PPC_NESTED_HV) ? NestedApi.V1 : NestedApi.V2;
    }
}
