// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that native libraries can be loaded from the temporary directory. */
final class TemporaryDirectoryCheck implements Check {

    @Override
    public String id() {
        return "temporary-directory";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        String directory = facts.machine.temporaryDirectory;
        String fault = fault(facts.files, directory);
        if (fault == null) {
            return Finding.ok(id(), directory + " is writable, and libraries can be loaded from it");
        }
        String text = directory + " " + fault + "; jna and jnr cannot load their libraries from it";
        return facts.backends.isAnyUsable()
                ? Finding.ok(id(), text + ", but a backend is available")
                : Finding.problem(id(), text, Remedies.OTHER_DIRECTORY);
    }

    private static String fault(HostFiles files, String directory) throws IOException {
        Path path = files.at(directory);
        if (!Files.isDirectory(path)) {
            return "does not exist";
        }
        if (!Files.isWritable(path)) {
            return "is not writable";
        }
        return Mounts.optionsAt(files, directory).contains("noexec") ? "is mounted noexec" : null;
    }
}
