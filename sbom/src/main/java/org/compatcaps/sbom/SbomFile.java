// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;

/** An SBOM as two files with the same content: JSON, and XML beside it. */
final class SbomFile {

    private static final Version FORMAT = Version.VERSION_16;

    private SbomFile() {}

    static Bom read(Path json) throws ParseException {
        return new JsonParser().parse(json.toFile());
    }

    static void write(Bom bom, Path json) throws IOException, GeneratorException {
        Files.writeString(json, BomGeneratorFactory.createJson(FORMAT, bom).toJsonString() + "\n");
        Files.writeString(
                xmlBeside(json), BomGeneratorFactory.createXml(FORMAT, bom).toXmlString());
    }

    static Path xmlBeside(Path json) {
        String name = json.getFileName().toString();
        if (!name.endsWith(".json")) {
            throw new IllegalArgumentException("The name of the SBOM must end in .json: " + json);
        }
        return json.resolveSibling(name.replaceFirst("json$", "xml"));
    }
}
