// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.OrganizationalEntity;

/** The facts about other projects that their POMs do not state in machine-readable form, from {@code tsv} files. */
final class Facts {

    private final List<String[]> suppliers;
    private final List<String[]> licences;
    private final List<String[]> contained;

    private Facts(List<String[]> suppliers, List<String[]> licences, List<String[]> contained) {
        this.suppliers = suppliers;
        this.licences = licences;
        this.contained = contained;
    }

    static Facts read() throws IOException {
        return new Facts(rows("suppliers.tsv"), rows("licences.tsv"), rows("contained.tsv"));
    }

    private static List<String[]> rows(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Facts.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toList());
        }
    }

    OrganizationalEntity supplierOf(Component component) {
        String[] row = suppliers.stream()
                .filter(one -> one[0].equals(component.getGroup()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No supplier is known for the group "
                        + component.getGroup() + ". Add it to suppliers.tsv of the module sbom."));
        OrganizationalEntity supplier = new OrganizationalEntity();
        supplier.setName(row[1]);
        supplier.setUrls(List.of(row[2]));
        return supplier;
    }

    /** Returns the choice as an SPDX expression, if this component offers one. */
    Optional<String> licenceChoiceOf(Component component) {
        return licences.stream()
                .filter(row -> row[0].equals(component.getGroup() + ":" + component.getName()))
                .map(row -> row[1])
                .findFirst();
    }

    /** Returns the libraries inside the native libraries of a component. */
    List<ContainedLibrary> containedIn(Component component) {
        return contained.stream()
                .filter(row -> row[0].equals(Purls.artifactOf(component)))
                .map(row -> ContainedLibrary.of(row, component))
                .collect(Collectors.toList());
    }
}
