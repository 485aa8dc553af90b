// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import org.compatcaps.backend.tck.LinuxSystemCallsTck;
import org.compatcaps.spi.BackendProvider;

class JnrSystemCallsTest extends LinuxSystemCallsTck {

    @Override
    protected BackendProvider provider() {
        return new JnrBackendProvider();
    }
}
