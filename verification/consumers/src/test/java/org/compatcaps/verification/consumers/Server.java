// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP server of one of the projects, on the port that it logs. */
final class Server implements AutoCloseable {

    private static final int SECONDS = 180;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log = Files.createTempFile("server", ".log");
    private final Process process;
    private final String address;

    /** Starts a server and waits for the line with its port, which is the first group of the pattern. */
    Server(Path directory, List<String> command, String port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("COMPATCAPS_BACKEND");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        process = builder.start();
        try {
            address = "http://localhost:" + await(Pattern.compile(port));
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private String await(Pattern port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher found = port.matcher(log());
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(50);
        }
        throw new AssertionError("No port within " + SECONDS + " s, or the server ended:\n" + log());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Returns the status and the body of the response. */
    String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    String post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        Files.delete(log);
    }
}
