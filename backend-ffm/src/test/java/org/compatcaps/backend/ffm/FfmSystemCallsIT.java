// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.backend.tck.LinuxSystemCallsTck;
import org.compatcaps.spi.BackendProvider;

class FfmSystemCallsIT extends LinuxSystemCallsTck {

    @Override
    protected BackendProvider provider() {
        return new FfmBackendProvider();
    }
}
