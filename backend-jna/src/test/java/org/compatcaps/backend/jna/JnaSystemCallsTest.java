// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import org.compatcaps.backend.tck.SystemCallsContract;

class JnaSystemCallsTest extends SystemCallsContract {

    JnaSystemCallsTest() {
        super("jna");
    }
}
