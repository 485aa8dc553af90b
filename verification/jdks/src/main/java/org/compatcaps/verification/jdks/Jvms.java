// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A place where JVMs run. */
interface Jvms {

    /**
     * Work that can be done beside other work of this place, each giving the output of some of the cells. A cell without
     * output did not end.
     */
    List<Callable<Map<Cell, Output>>> tasks(List<Cell> cells);
}
