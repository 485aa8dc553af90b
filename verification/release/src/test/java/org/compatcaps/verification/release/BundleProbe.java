// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.compatcaps.Backend;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.SimulatedHost;

/** A small application; {@link BundlesIT} puts this class into a bundle. */
public final class BundleProbe implements Callable<Map<String, String>> {

    /** For the framework's class loader. */
    public BundleProbe() {}

    @Override
    public Map<String, String> call() {
        Map<String, String> answers = new TreeMap<>();
        SimulatedHost host = SimulatedHost.builder().modes(ProcessorMode.POWER9).build();
        try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
            answers.put("given", kvm.compatCaps().modes().toString());
        }
        for (Backend backend : Backend.list()) {
            answers.put(backend.name(), backend.reason().orElse("available"));
        }
        return answers;
    }
}
