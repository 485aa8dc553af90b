// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.benchmarks.Report.Unit;

/** What a user downloads. */
final class Sizes {

    private Sizes() {}

    static void report(Jars jars, Report report) throws IOException {
        long api = Jars.sizeOf(List.of(jars.api()));
        report.add("size of api's jar", "size/api", Unit.BYTES, Samples.of(api), "");
        for (String backend : List.of("ffm", "jna", "jnr")) {
            List<Path> all = jars.with(backend);
            report.add(
                    "size of the jar of " + backend,
                    "size/" + backend,
                    Unit.BYTES,
                    Samples.of(Jars.sizeOf(List.of(all.get(0)))),
                    "");
        }
        for (String backend : List.of("ffm", "jna", "jnr")) {
            List<Path> all = new ArrayList<>(jars.with(backend));
            report.add(
                    "download in all, " + backend + " with api, slf4j-api and what else it needs",
                    "size/api-" + backend + "-slf4j",
                    Unit.BYTES,
                    Samples.of(Jars.sizeOf(all)),
                    all.size() + " jars");
        }
    }
}
