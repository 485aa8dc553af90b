// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * A backend by itself, without the SDK's search for it and without the query: opens the device, makes one call and closes it
 * again. This is the minimum that the backend's library takes.
 */
public final class Alone {

    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    private Alone() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, UnavailableException {
        SystemCalls calls = StandIn.provider().bind();
        int device = calls.open(SystemCalls.pathOf("/dev/kvm"), O_RDWR | O_CLOEXEC);
        long getApiVersion = calls.architecture().startsWith("ppc") ? 0x2000AE00L : 0xAE00L;
        System.out.println(calls.ioctl(device, getApiVersion, 0));
        calls.close(device);
    }
}
