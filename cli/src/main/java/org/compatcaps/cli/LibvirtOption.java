// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.lang.module.ModuleDescriptor.Version;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.doctor.Libvirt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that selects the version of libvirt, for all commands that print its setting. */
final class LibvirtOption {

    @Option(
            names = "--libvirt",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description =
                    "The version of libvirt for which to print the setting, such as 9.0. Default: the version on this host."
                            + " If libvirt is not installed, or the host is simulated, the default is a version that knows the"
                            + " processor.")
    private Version version;

    String setting(Answer answer, ProcessorMode mode) {
        return answer.simulated
                // A simulated host runs in its processor's own mode. The libvirt and processor of this host are
                // irrelevant.
                ? Libvirt.setting(mode, answer.caps.highest().orElse(null), version)
                : Libvirt.settingHere(mode, version);
    }

    private static final class VersionConverter implements ITypeConverter<Version> {

        @Override
        public Version convert(String text) {
            if (!text.matches("\\d+(\\.\\d+)*")) {
                throw new TypeConversionException(
                        "'" + text + "' is not a version. Write it as virsh --version prints it.");
            }
            return Version.parse(text);
        }
    }
}
