// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.util.Iterator;
import java.util.ServiceLoader;
import org.compatcaps.spi.BackendProvider;

/** Finds the providers as Java does, and ends: which classes that alone loads. */
public final class Services {

    private Services() {}

    public static void main(String[] arguments) {
        Iterator<BackendProvider> providers =
                ServiceLoader.load(BackendProvider.class).iterator();
        while (providers.hasNext()) {
            System.out.println(providers.next().name());
        }
    }
}
