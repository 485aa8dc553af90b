// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import org.compatcaps.ProcessorMode;

/** Checks that libvirt, if installed, knows the processor. */
final class LibvirtCheck implements Check {

    @Override
    public String id() {
        return "libvirt";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        Optional<Version> version = Libvirt.installed(facts.files);
        ProcessorMode processor = Libvirt.processor(facts.files).orElse(null);
        if (Libvirt.knows(version.orElse(null), processor)) {
            return Finding.ok(id(), version.map(Version::toString).orElse("not found"));
        }
        return Finding.warning(
                id(),
                "libvirt " + version.get() + " does not know the processor, a " + processor
                        + ", and rejects <cpu mode='host-model'>",
                "update libvirt to " + processor.libvirtSince()
                        + " or later, or use the setting that ./compatcaps best --as libvirt prints");
    }
}
