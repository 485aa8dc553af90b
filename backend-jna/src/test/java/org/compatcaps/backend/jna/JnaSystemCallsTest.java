// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import org.compatcaps.backend.tck.LinuxSystemCallsTck;
import org.compatcaps.spi.BackendProvider;

class JnaSystemCallsTest extends LinuxSystemCallsTck {

    @Override
    protected BackendProvider provider() {
        return new JnaBackendProvider();
    }
}
