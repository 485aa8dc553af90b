// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicApiTest {

    private static List<PublishedModule> modules() throws IOException {
        return PublicApi.modulesIn(Path.of("../..").toAbsolutePath().normalize());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicApiIsAsListed(PublishedModule module) throws IOException {
        assertIterableEquals(
                Files.readAllLines(PublicApi.file(module)),
                PublicApi.compiled(module),
                "The public API of " + module + " differs from its public-api.txt. To accept it: " + PublicApi.ACCEPT);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicApiShowsNoInternalTypes(PublishedModule module) throws IOException {
        for (String line : PublicApi.compiled(module)) {
            assertFalse(line.contains(".internal."), line);
        }
    }

    @Test
    void apiTckAndMockExportPackages() throws IOException {
        assertEquals(
                List.of("api", "backend-tck", "backend-mock"),
                modules().stream().map(PublishedModule::name).toList());
    }
}
