// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import org.compatcaps.backend.tck.SystemCallsContract;

class JnrSystemCallsTest extends SystemCallsContract {

    JnrSystemCallsTest() {
        super("jnr");
    }
}
