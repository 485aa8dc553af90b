// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependency trees that Maven resolved; {@code ./mvnw package} writes them. */
class DependenciesIT {

    private record Node(
            String groupId,
            String artifactId,
            String classifier,
            String scope,
            boolean optional,
            List<Node> children) {}

    private static Set<String> artifacts() throws IOException {
        return Dependencies.expected().keySet();
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void artifactBringsOnlyItsListedDependencies(String artifact) throws IOException {
        Path tree = Path.of("../..", artifact.replaceFirst("compatcaps-", ""), "target/dependencies.json");
        Node root = new Gson().fromJson(Files.readString(tree), Node.class);
        assertEquals(artifact, root.artifactId());
        Map<String, String> found = new TreeMap<>();
        collect(root, found);
        assertEquals(Dependencies.expected().get(artifact), found);
    }

    private static void collect(Node node, Map<String, String> found) {
        if (node.children() != null) {
            for (Node child : node.children()) {
                String classifier = child.classifier().isEmpty() ? "" : ":" + child.classifier();
                String name = child.groupId() + ":" + child.artifactId() + classifier;
                found.put(name, child.optional() ? "optional" : child.scope());
                collect(child, found);
            }
        }
    }
}
