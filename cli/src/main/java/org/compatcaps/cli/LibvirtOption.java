// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.lang.module.ModuleDescriptor.Version;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.doctor.Libvirt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The libvirt that is to start the guests: the option of all commands that print its setting. */
final class LibvirtOption {

    @Option(
            names = "--libvirt",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description =
                    "Print the setting for this version of libvirt, such as 9.0. Otherwise it is for the one on this host;"
                            + " for one that knows the processor if there is none or the host is simulated.")
    private Version version;

    String setting(Answer answer, ProcessorMode mode) {
        return answer.simulated
                // A simulated host is in its processor's own mode. Nothing of this host counts there.
                ? Libvirt.setting(mode, answer.caps.highest().orElse(null), version)
                : Libvirt.settingHere(mode, version);
    }

    private static final class VersionConverter implements ITypeConverter<Version> {

        @Override
        public Version convert(String text) {
            if (!text.matches("\\d+(\\.\\d+)*")) {
                throw new TypeConversionException("'" + text + "' is not a version. Write it as virsh --version does.");
            }
            return Version.parse(text);
        }
    }
}
