// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this tool, set by the build, and that of Java, which determines the backend. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = VersionProvider.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        }
        return new String[] {
            "compatcaps " + properties.getProperty("version"),
            "Java ${java.version}, ${os.name} ${os.version} ${os.arch}"
        };
    }
}
