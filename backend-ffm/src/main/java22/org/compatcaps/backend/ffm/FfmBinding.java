// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.spi.SystemCalls;

/** Takes the place of the class by this name that older Javas see. */
final class FfmBinding {

    private FfmBinding() {}

    static SystemCalls bind() {
        return new FfmSystemCalls();
    }
}
