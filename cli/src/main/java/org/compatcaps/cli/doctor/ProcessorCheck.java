// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.compatcaps.ProcessorMode;

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
        return name.map(text -> text.split(",")[0]).orElse("name not known");
    }

    private static String mode(Facts facts) {
        try {
            ProcessorMode mode = ProcessorMode.ofPartition(facts.deviceTree);
            return String.format("; the partition is in %s mode (0x%08x)", mode, mode.logicalPvr());
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            // The message of a FileSystemException can be the path alone.
            return "; no mode of the partition: " + (e instanceof FileSystemException ? e : e.getMessage());
        }
    }
}
