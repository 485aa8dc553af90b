// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import org.compatcaps.backend.tck.SystemCallsTck;
import org.compatcaps.spi.BackendProvider;

class MockSystemCallsTest extends SystemCallsTck {

    @Override
    protected BackendProvider provider() {
        return SimulatedHost.builder().build();
    }
}
