// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trees that Maven resolved, held against {@code dependencies.tsv}. */
class DependenciesIT {

    private static final Path ROOT = Path.of("../..");

    private static Set<String> artifacts() throws IOException {
        return Dependencies.expected().keySet();
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void whoUsesItGetsNothingElse(String artifact) throws IOException {
        Path tree = ROOT.resolve(artifact.replaceFirst("compatcaps-", "")).resolve("target/dependencies.json");
        assertTrue(Files.exists(tree), tree + " is made by: ./mvnw package");
        JsonObject root = JsonParser.parseString(Files.readString(tree)).getAsJsonObject();
        assertEquals(artifact, root.get("artifactId").getAsString());
        Map<String, String> found = new TreeMap<>();
        collect(root, root.get("version").getAsString(), found);
        assertEquals(Dependencies.expected().get(artifact), found);
    }

    private static void collect(JsonObject node, String ownVersion, Map<String, String> found) {
        if (!node.has("children")) {
            return;
        }
        for (JsonElement element : node.getAsJsonArray("children")) {
            JsonObject child = element.getAsJsonObject();
            String group = child.get("groupId").getAsString();
            String classifier = child.get("classifier").getAsString();
            String name = group + ":" + child.get("artifactId").getAsString()
                    + (classifier.isEmpty() ? "" : ":" + classifier);
            String version = child.get("version").getAsString();
            if (group.equals("org.compatcaps")) {
                assertEquals(ownVersion, version, name);
            } else {
                assertTrue(version.matches("\\d[\\w.]*"), name + " is no release: " + version);
            }
            assertEquals("false", child.get("optional").getAsString(), name + " is optional");
            found.put(name, child.get("scope").getAsString());
            collect(child, ownVersion, found);
        }
    }
}
