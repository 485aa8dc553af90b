// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.license.Expression;

/** Adds the facts to an SBOM that the plugin leaves out. Completing an SBOM twice changes nothing. */
final class Completion {

    private final Facts facts;

    Completion(Facts facts) {
        this.facts = facts;
    }

    /** Completes an SBOM. The time is that of the release, so that builds are reproducible. */
    void complete(Bom bom, Date time) {
        Metadata metadata = bom.getMetadata();
        metadata.setTimestamp(time);
        metadata.setSupplier(facts.supplierOf(metadata.getComponent()));
        complete(metadata.getComponent());
        for (Component component : bom.getComponents()) {
            complete(component);
            addContained(bom, component);
        }
    }

    private void complete(Component component) {
        component.setSupplier(facts.supplierOf(component));
        LicenseChoice licences = component.getLicenses();
        facts.licenceChoiceOf(component).ifPresent(expression -> {
            LicenseChoice choice = new LicenseChoice();
            choice.setExpression(new Expression(expression));
            component.setLicenses(choice);
        });
        if (component.getLicenses() == licences
                && licences != null
                && licences.getLicenses() != null
                && licences.getLicenses().size() > 1) {
            throw new IllegalStateException(
                    Purls.artifactOf(component)
                            + " has several licences. Add the SPDX expression for their combination to licences.tsv of the module sbom.");
        }
    }

    private void addContained(Bom bom, Component component) {
        List<Component> contained = facts.containedIn(component).stream()
                .map(library -> library.toComponent(component))
                .collect(Collectors.toList());
        if (contained.isEmpty()) {
            return;
        }
        component.setComponents(contained);
        List<Dependency> dependencies = new ArrayList<>(bom.getDependencies());
        for (Component library : contained) {
            String reference = library.getBomRef();
            if (dependencies.stream().noneMatch(one -> one.getRef().equals(reference))) {
                dependencies.add(new Dependency(reference));
                dependencies.stream()
                        .filter(one -> one.getRef().equals(component.getBomRef()))
                        .forEach(one -> one.addDependency(new Dependency(reference)));
            }
        }
        bom.setDependencies(dependencies);
    }
}
