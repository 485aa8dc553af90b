// SPDX-License-Identifier: Apache-2.0
package com.example;

import java.util.ArrayList;
import java.util.List;
import org.compatcaps.CompatCaps;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;

/** Part of an application that starts guests. It asks the host by itself. */
public final class Launcher {

    /**
     * The options for a guest.
     *
     * @param wanted the mode in which the guest is to run
     * @return options of QEMU
     */
    public List<String> optionsFor(ProcessorMode wanted) {
        List<String> options = new ArrayList<>(List.of("-accel", "kvm"));
        try {
            CompatCaps caps = CompatCaps.query();
            if (!caps.supports(wanted)) {
                throw new IllegalArgumentException("This host has no " + wanted + ", only " + caps.modes());
            }
            options.add("-machine");
            options.add("pseries,max-cpu-compat=" + wanted.qemuName());
        } catch (QueryNotSupportedException e) {
            options.add("-machine");
            options.add("pseries");
        }
        return options;
    }

    /**
     * The newest mode, asked on a host that the caller has.
     *
     * @param host the host
     * @return the name that QEMU has for it
     */
    public String newestModeOn(KvmHost host) {
        return host.compatCaps().highest().map(ProcessorMode::qemuName).orElse("none");
    }
}
