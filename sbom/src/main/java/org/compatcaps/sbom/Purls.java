// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import org.cyclonedx.model.Component;

/** Package URLs, which identify artifacts of Maven. */
final class Purls {

    private Purls() {}

    /** Returns {@code group:artifact[:classifier]}. */
    static String artifactOf(Component component) {
        String name = component.getGroup() + ":" + component.getName();
        try {
            String classifier = component.getPurl() == null
                    ? null
                    : new PackageURL(component.getPurl()).getQualifiers().get("classifier");
            return classifier == null ? name : name + ":" + classifier;
        } catch (MalformedPackageURLException e) {
            throw new IllegalStateException(name + " has no valid package URL: " + component.getPurl(), e);
        }
    }
}
