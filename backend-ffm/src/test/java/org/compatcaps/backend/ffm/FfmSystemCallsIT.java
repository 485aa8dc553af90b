// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.backend.tck.SystemCallsContract;

/** On the jar, since the classes for newer Javas are only found in one. */
class FfmSystemCallsIT extends SystemCallsContract {

    FfmSystemCallsIT() {
        super("ffm");
    }
}
