// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A VM, which exists until its descriptor is closed. */
public final class Vm implements AutoCloseable {

    private final Descriptor descriptor;
    private final IoctlEncoding encoding;

    Vm(Descriptor descriptor, IoctlEncoding encoding) {
        this.descriptor = descriptor;
        this.encoding = encoding;
    }

    /**
     * Returns the compatibility modes ({@code KVM_PPC_GET_COMPAT_CAPS}).
     *
     * @param query the version of the query that the kernel has
     * @return {@code compat_capabilities}, all 64 bits
     * @throws CallFailedException if the kernel refuses
     * @throws NotAnsweredException if the kernel accepts the call but does not fill the struct
     */
    public long compatCaps(CompatCapsQuery query) throws CallFailedException, NotAnsweredException {
        ByteBuffer struct = ByteBuffer.allocateDirect(query.structSize()).order(ByteOrder.nativeOrder());
        query.prepare(struct);
        descriptor.ioctl(Kvm.GET_COMPAT_CAPS, query.request(encoding), struct);
        return query.answer(struct);
    }

    /**
     * Closes the descriptor, which ends the VM.
     *
     * @throws CallFailedException if the kernel reports an error; the descriptor is closed nevertheless
     */
    @Override
    public void close() throws CallFailedException {
        descriptor.close();
    }
}
