// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Debian mirror on this machine's loopback address, with tiny packages and signed by a key of its own. Files can be lost,
 * which the package lists go on naming.
 */
final class DebianMirror {
    private final Path directory;
    private final HttpServer server;
    private final Map<String, StringBuilder> lists = new TreeMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Set<String> requests = ConcurrentHashMap.newKeySet();

    DebianMirror(Path directory) throws IOException, InterruptedException {
        for (String tool : List.of("apt-get", "apt-cache", "apt-config", "dpkg-deb", "gpg", "gpgconf")) {
            if ("true".equals(System.getenv("CI"))) {
                assertTrue(onPath(tool), tool + " is not installed");
            }
            assumeTrue(onPath(tool), tool + " is not installed");
        }
        this.directory = directory;
        Files.createDirectories(directory.resolve("debian/pool"));
        Path keys = Files.createDirectory(directory.resolve("keys"));
        // gpg refuses to keep keys where others can read them.
        run("chmod", "700", keys.toString());
        gpg("--quick-generate-key", "compatcaps-test", "ed25519", "sign", "never");
        gpg("--output", keyring().toString(), "--export");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private static boolean onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    /** Returns the file with the public key. */
    Path keyring() {
        return directory.resolve("keyring.gpg");
    }

    String address() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/debian";
    }

    /** Adds a package; each of its files holds the name of the suite. */
    void add(String suite, String architecture, String name, String version, String depends, String... files)
            throws IOException, InterruptedException {
        Path root = directory.resolve("package");
        String control = "Package: " + name + "\nVersion: " + version + "\nArchitecture: " + architecture
                + "\nMaintainer: nobody <nobody@example.org>\nDescription: test\n"
                + (depends.isEmpty() ? "" : "Depends: " + depends + "\n");
        Files.createDirectories(root.resolve("DEBIAN"));
        Files.writeString(root.resolve("DEBIAN/control"), control);
        for (String file : files) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), suite);
        }
        String file = "pool/" + name + "_" + version.replaceFirst("^\\d+:", "") + "_" + architecture + ".deb";
        Path deb = directory.resolve("debian").resolve(file);
        // Not those of a strict umask, which dpkg-deb refuses.
        run("chmod", "-R", "u=rwX,go=rX", root.toString());
        run("dpkg-deb", "--root-owner-group", "-Zgzip", "--build", root.toString(), deb.toString());
        run("rm", "-r", root.toString());
        lists.computeIfAbsent(suite + " " + architecture, list -> new StringBuilder())
                .append(control)
                .append("Filename: " + file + "\nSize: " + Files.size(deb) + "\nSHA256: " + sha256(deb) + "\n\n");
    }

    /** Writes and signs the package lists of a suite. */
    void publish(String suite, String... architectures) throws IOException, InterruptedException {
        Path dist = directory.resolve("debian/dists").resolve(suite);
        StringBuilder release = new StringBuilder("Origin: Debian\nSuite: " + suite + "\nCodename: " + suite
                + "\nDate: Thu, 01 Jan 2026 00:00:00 UTC\nArchitectures: " + String.join(" ", architectures)
                + "\nComponents: main\nSHA256:\n");
        for (String architecture : architectures) {
            String name = "main/binary-" + architecture + "/Packages";
            Path list = dist.resolve(name);
            Files.createDirectories(list.getParent());
            Files.writeString(list, lists.getOrDefault(suite + " " + architecture, new StringBuilder()));
            release.append(" " + sha256(list) + " " + Files.size(list) + " " + name + "\n");
        }
        Files.writeString(dist.resolve("Release"), release);
        gpg(
                "--output",
                dist.resolve("InRelease").toString(),
                "--clear-sign",
                dist.resolve("Release").toString());
    }

    /** Answers requests for all files whose path starts so with an error. */
    void fail(String path, int status) {
        failures.put("/debian/" + path, status);
    }

    /** Forgets all failures and requests. */
    void reset() {
        failures.clear();
        requests.clear();
    }

    /** Returns whether a file was requested whose path starts so. */
    boolean wasAsked(String path) {
        return requests.stream().anyMatch(request -> request.startsWith("/debian/" + path));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            Path file = directory.resolve(path.substring(1));
            int status = failures.entrySet().stream()
                    .filter(failure -> path.startsWith(failure.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Files.isRegularFile(file) ? 200 : 404);
            if (status == 200) {
                byte[] content = Files.readAllBytes(file);
                exchange.sendResponseHeaders(status, content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private void gpg(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
        command.addAll(List.of("--homedir", directory.resolve("keys").toString()));
        command.addAll(List.of(arguments));
        run(command.toArray(new String[0]));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + ": " + output);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() throws IOException, InterruptedException {
        server.stop(0);
        // gpg leaves an agent running, which would outlive the directory.
        run("gpgconf", "--homedir", directory.resolve("keys").toString(), "--kill", "all");
    }
}
