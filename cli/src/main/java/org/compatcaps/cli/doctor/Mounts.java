// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The mounts of this process, from {@code /proc/self/mounts}. */
final class Mounts {

    private Mounts() {}

    static boolean isMountedAt(HostFiles files, String place) throws IOException {
        return read(files).stream().anyMatch(fields -> fields[1].equals(place));
    }

    /** Returns the mount options of the file system that contains a path. */
    static List<String> optionsAt(HostFiles files, String directory) throws IOException {
        Path real = files.at(directory).toRealPath();
        Path root = files.at("/").toRealPath();
        String options = "";
        int length = -1;
        for (String[] fields : read(files)) {
            // The file escapes blanks in octal.
            Path place = root.resolve(fields[1].replace("\\040", " ").substring(1));
            // Of several mounts at the same place, the last one hides the others.
            if (real.startsWith(place) && place.getNameCount() >= length) {
                length = place.getNameCount();
                options = fields[3];
            }
        }
        return Arrays.asList(options.split(","));
    }

    /** Returns the fields of each mount: device, place, type, options and more. */
    private static List<String[]> read(HostFiles files) throws IOException {
        List<String[]> mounts = new ArrayList<>();
        for (String line : files.lines("/proc/self/mounts")) {
            String[] fields = line.split(" ");
            if (fields.length >= 4) {
                mounts.add(fields);
            }
        }
        return mounts;
    }
}
