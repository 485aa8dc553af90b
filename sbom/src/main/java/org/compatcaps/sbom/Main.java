// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Date;
import org.cyclonedx.model.Bom;

/**
 * Completes an SBOM of cyclonedx-maven-plugin, or makes the SBOM of a package from it.
 *
 * <p>{@code complete TIME SBOM.json} adds the time, suppliers, choices of licences and contained libraries. It rewrites the
 * file, and the XML beside it.
 *
 * <p>{@code package NAME VERSION TIME SBOM.json DIRECTORY NEW.json} reads the SBOM of an application and writes that of a package
 * with the jars in the directory, as JSON and beside it as XML.
 */
public final class Main {

    private static final String USAGE =
            "usage: complete TIME SBOM.json | package NAME VERSION TIME SBOM.json DIRECTORY NEW.json";

    private Main() {}

    /**
     * Runs a command. Throws on failure, since Maven runs this in its own process.
     *
     * @param arguments the command and its arguments
     * @throws Exception if the SBOM cannot be read, completed or written
     */
    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        if (command.equals("complete") && arguments.length == 3) {
            Path file = Path.of(arguments[2]);
            SbomFile.write(completed(arguments[1], file), file);
        } else if (command.equals("package") && arguments.length == 7) {
            Bom application = completed(arguments[3], Path.of(arguments[4]));
            Bom packaged = PackageSbom.of(application, arguments[1], arguments[2], Path.of(arguments[5]));
            SbomFile.write(packaged, Path.of(arguments[6]));
        } else {
            throw new IllegalArgumentException(USAGE);
        }
    }

    private static Bom completed(String time, Path file) throws Exception {
        Bom bom = SbomFile.read(file);
        new Completion(Facts.read())
                .complete(bom, Date.from(OffsetDateTime.parse(time).toInstant()));
        return bom;
    }
}
