// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.ProcessorMode;

/** The version of libvirt and the processor of a host, which determine the setting for a mode. */
public final class Libvirt {

    /** The library directories of Debian, and of Fedora and others. */
    private static final List<String> DIRECTORIES = List.of("/usr/lib/powerpc64le-linux-gnu", "/usr/lib64");

    /** The library's file name contains the version, so no program needs to run: libvirt.so.0.9000.0 is 9.0.0. */
    private static final Pattern LIBRARY = Pattern.compile("libvirt\\.so\\.0\\.(\\d+)\\.(\\d+)");

    /** The upper half of the PVR, which identifies the processor even in a partition in an older mode. */
    private static final Pattern PVR = Pattern.compile("\\(pvr ([0-9a-f]{4}) [0-9a-f]{4}\\)");

    private static final Map<String, ProcessorMode> PROCESSORS =
            Map.of("004e", ProcessorMode.POWER9, "0080", ProcessorMode.POWER10, "0082", ProcessorMode.POWER11);

    private Libvirt() {}

    /**
     * Returns the setting that starts guests of this host in a mode.
     *
     * @param mode the mode
     * @param version the version of libvirt, or null for the installed version
     * @return the elements of libvirt's domain XML, in one line
     */
    public static String settingHere(ProcessorMode mode, Version version) {
        HostFiles files = new HostFiles(Path.of("/"));
        try {
            Optional<Version> installed = version == null ? installed(files) : Optional.of(version);
            return setting(mode, processor(files).orElse(null), installed.orElse(null));
        } catch (IOException e) {
            // The doctor reports this failure.
            return mode.libvirtXml();
        }
    }

    /**
     * Returns the setting that starts a guest in a mode.
     *
     * @param mode the mode
     * @param processor the host's processor, or null if unknown
     * @param version the version of libvirt, or null if unknown
     * @return the elements of libvirt's domain XML, in one line
     */
    public static String setting(ProcessorMode mode, ProcessorMode processor, Version version) {
        return knows(version, processor) ? mode.libvirtXml() : mode.libvirtPassthroughXml();
    }

    static boolean knows(Version version, ProcessorMode processor) {
        return version == null || processor == null || version.compareTo(Version.parse(processor.libvirtSince())) >= 0;
    }

    static Optional<Version> installed(HostFiles files) throws IOException {
        for (String directory : DIRECTORIES) {
            String library = directory + "/libvirt.so.0";
            if (files.exists(library)) {
                Matcher name = LIBRARY.matcher(
                        files.at(library).toRealPath().getFileName().toString());
                if (name.matches()) {
                    int release = Integer.parseInt(name.group(1));
                    return Optional.of(Version.parse(release / 1000 + "." + release % 1000 + "." + name.group(2)));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the physical processor, which can be newer than the mode of the partition. */
    static Optional<ProcessorMode> processor(HostFiles files) throws IOException {
        Matcher pvr = PVR.matcher(files.field("/proc/cpuinfo", "revision").orElse(""));
        return Optional.ofNullable(pvr.find() ? PROCESSORS.get(pvr.group(1)) : null);
    }
}
