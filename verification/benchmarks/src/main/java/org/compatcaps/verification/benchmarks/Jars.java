// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The jars that a user gets with a backend, according to the dependency trees of the build.
 *
 * @param root a checkout in which this module was packaged
 */
record Jars(Path root) {

    static final List<String> BACKENDS = List.of("ffm", "jna", "jnr");

    private Path target() {
        return root.resolve("verification/benchmarks/target");
    }

    /** The programs of package {@code start}. */
    Path start() {
        return target().resolve("start/programs-start.jar");
    }

    Path commandLine() {
        return root.resolve("cli/target/dist/compatcaps-cli.jar");
    }

    Path api() throws IOException {
        return with("ffm").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("compatcaps-api-"))
                .findFirst()
                .orElseThrow();
    }

    /** A backend, the SDK, and everything that they need, in the order of the dependencies. */
    List<Path> with(String backend) throws IOException {
        Path tree = root.resolve("backend-" + backend + "/target/dependencies.json");
        List<Path> jars = new ArrayList<>();
        collect(JsonParser.parseString(Files.readString(tree)).getAsJsonObject(), jars);
        return jars.stream().distinct().toList();
    }

    private void collect(JsonObject node, List<Path> jars) throws IOException {
        String classifier = node.get("classifier").getAsString();
        String name = node.get("artifactId").getAsString() + "-"
                + node.get("version").getAsString() + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
        Path jar = target().resolve("lib").resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw new IOException("There is no " + jar + "; package this module first");
        }
        jars.add(jar);
        if (node.has("children")) {
            for (JsonElement child : node.getAsJsonArray("children")) {
                collect(child.getAsJsonObject(), jars);
            }
        }
    }

    static long sizeOf(List<Path> jars) throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return bytes;
    }

    static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(":"));
    }
}
