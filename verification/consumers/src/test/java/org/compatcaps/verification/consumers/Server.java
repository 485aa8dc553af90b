// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private final Path log;
    private final Process process;
    private final String address;

    private Server(Path log, Process process, Pattern port) throws Exception {
        this.log = log;
        this.process = process;
        this.address = "http://localhost:" + await(port);
    }

    /** Starts a server and waits for the line with its port, which is the first group. */
    static Server start(Path directory, List<String> command, Pattern port) throws Exception {
        Path log = Files.createTempFile("server", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("COMPATCAPS_BACKEND");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            return new Server(log, process, port);
        } catch (Throwable e) {
            end(process);
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

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    void answers(String path, String body) throws Exception {
        assertEquals("200 " + body, inOneLine(get(path)), this::toString);
    }

    /** Has the error of this machine through a native backend. */
    void isRefusedByThisHost(String path) throws Exception {
        String[] refusal = Host.refusal().split(": ", 2);
        String answer = inOneLine(get(path));
        assertTrue(answer.startsWith("503 "), answer);
        assertTrue(answer.contains("\"title\":\"" + refusal[0] + "\""), answer);
        assertTrue(answer.contains("\"detail\":\"" + refusal[1]), answer);
        assertEquals(
                refusal[0].equals("QueryNotSupportedException"), answer.contains("\"reason\":\"NOT_POWERPC\""), answer);
    }

    static String inOneLine(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    @Override
    public void close() throws IOException {
        end(process);
        Files.delete(log);
    }

    private static void end(Process process) {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }

    @Override
    public String toString() {
        try {
            return log();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
