// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.compatcaps.ProcessorMode;

/** The names of modes and processors in the help and in completion. */
final class ModeNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        List<String> names = new ArrayList<>();
        for (ProcessorMode mode : ProcessorMode.values()) {
            names.add(mode.qemuName());
        }
        return names.iterator();
    }
}
