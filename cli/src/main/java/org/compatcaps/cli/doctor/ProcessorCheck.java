// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.FileProblem;

/** Reports the processor and the mode of the partition. */
final class ProcessorCheck implements Check {

    private static final String CPUINFO = "/proc/cpuinfo";

    @Override
    public String id() {
        return "processor";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        return Finding.ok(id(), name(facts.files) + mode(facts));
    }

    private static String name(HostFiles files) throws IOException {
        Optional<String> name = files.field(CPUINFO, "cpu");
        if (name.isEmpty()) {
            name = files.field(CPUINFO, "model name");
        }
        return name.map(text -> text.split(",")[0]).orElse("name unknown");
    }

    private static String mode(Facts facts) {
        try {
            ProcessorMode mode = ProcessorMode.ofPartition(facts.deviceTree);
            return String.format(Locale.ROOT, "; the partition is in %s mode (0x%08x)", mode, mode.logicalPvr());
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            return "; the mode of the partition is unknown: " + FileProblem.describe(e);
        }
    }
}
