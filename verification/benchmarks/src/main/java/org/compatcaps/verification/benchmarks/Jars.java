// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jars that a user gets with a backend, as the build's dependency trees say. */
final class Jars {

    private final Path root;
    private final Path lib;

    /**
     * In a checkout where this module was packaged.
     *
     * @param root the checkout
     */
    Jars(Path root) {
        this.root = root;
        this.lib = root.resolve("verification/benchmarks/target/lib");
    }

    /** That of the programs that are started here, and of the stand-in. */
    Path start() throws IOException {
        Path directory = root.resolve("verification/benchmarks/target/start");
        try (var files = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path file : files) {
                return file;
            }
        }
        throw new IOException("There is no jar of what is started in " + directory + "; package this module first");
    }

    Path commandLine() {
        return root.resolve("cli/target/dist/compatcaps-cli.jar");
    }

    Path api() throws IOException {
        return find("compatcaps-api");
    }

    /** The SDK without a backend: api and slf4j-api. */
    List<Path> base() throws IOException {
        return List.of(api(), find("slf4j-api"));
    }

    /** A backend, the SDK, and everything that they need, in the order of the dependencies. */
    List<Path> with(String backend) throws IOException {
        Path tree = root.resolve("backend-" + backend + "/target/dependencies.json");
        Map<String, Path> jars = new LinkedHashMap<>();
        collect(JsonParser.parseString(Files.readString(tree)).getAsJsonObject(), jars);
        return new ArrayList<>(jars.values());
    }

    private Path find(String artifact) throws IOException {
        for (Path jar : with("ffm")) {
            if (jar.getFileName().toString().startsWith(artifact + "-")) {
                return jar;
            }
        }
        throw new IOException("ffm comes without " + artifact);
    }

    private void collect(JsonObject node, Map<String, Path> jars) throws IOException {
        String classifier = node.get("classifier").getAsString();
        String name = node.get("artifactId").getAsString()
                + "-"
                + node.get("version").getAsString()
                + (classifier.isEmpty() ? "" : "-" + classifier)
                + ".jar";
        Path jar = lib.resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw new IOException("There is no " + jar + "; package this module first");
        }
        jars.put(name, jar);
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
        StringBuilder text = new StringBuilder();
        for (Path jar : jars) {
            text.append(text.isEmpty() ? "" : ":").append(jar);
        }
        return text.toString();
    }
}
