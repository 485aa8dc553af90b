// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import java.util.List;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.ExternalReference;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.OrganizationalEntity;

/** The library libffi, linked statically into the native libraries of a jar. */
final class ContainedLibrary {

    private static final String HOME = "https://github.com/libffi/libffi";

    private final String version;
    private final String description;

    private ContainedLibrary(String version, String description) {
        this.version = version;
        this.description = description;
    }

    /** Reads a row of {@code contained.tsv}, which is valid only for one version of the artifact. */
    static ContainedLibrary of(String[] row, Component artifact) {
        if (!row[1].equals(artifact.getVersion())) {
            throw new IllegalStateException(row[0] + " has the version " + artifact.getVersion()
                    + ", but contained.tsv of the module sbom lists the libraries inside " + row[1]
                    + ". Inspect its binaries and update the file.");
        }
        if (!row[2].equals("libffi")) {
            throw new IllegalStateException(
                    "contained.tsv lists " + row[2] + ", but this class describes only libffi.");
        }
        return new ContainedLibrary(row[3], "Linked statically, " + row[4] + ". Source: " + row[5] + ".");
    }

    Component toComponent(Component artifact) {
        OrganizationalEntity supplier = new OrganizationalEntity();
        supplier.setName("libffi project");
        supplier.setUrls(List.of(HOME));
        License mit = new License();
        mit.setId("MIT");
        LicenseChoice licences = new LicenseChoice();
        licences.addLicense(mit);
        ExternalReference sources = new ExternalReference();
        sources.setType(ExternalReference.Type.VCS);
        sources.setUrl(HOME);

        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        component.setBomRef(artifact.getBomRef() + "#libffi@" + version);
        component.setSupplier(supplier);
        component.setName("libffi");
        component.setVersion(version);
        component.setDescription(description);
        component.setLicenses(licences);
        // Vulnerability databases list C libraries by their CPE.
        component.setCpe("cpe:2.3:a:libffi_project:libffi:" + version + ":*:*:*:*:*:*:*");
        component.setPurl("pkg:github/libffi/libffi@v" + version);
        component.addExternalReference(sources);
        return component;
    }
}
