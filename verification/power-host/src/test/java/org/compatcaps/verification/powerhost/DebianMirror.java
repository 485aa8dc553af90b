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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A Debian mirror on this machine's loopback address, with tiny packages, signed by a key of its own. */
final class DebianMirror {
    /** Status codes by the begin of a path, for files that are listed all the same. */
    final Map<String, Integer> failures = new ConcurrentHashMap<>();

    final Path keyring;
    final String address;
    private final Path directory;
    private final Path keys;
    private final HttpServer server;
    private final Map<String, String> lists = new TreeMap<>();

    DebianMirror(Path directory) throws IOException, InterruptedException {
        for (String tool : List.of("apt-get", "apt-cache", "apt-config", "dpkg-deb", "gpg", "gpgconf")) {
            boolean isThere = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
            assertTrue(isThere || !"true".equals(System.getenv("CI")), tool + " is not installed");
            assumeTrue(isThere, tool + " is not installed");
        }
        this.directory = directory;
        Files.createDirectories(directory.resolve("debian/pool"));
        keys = Files.createDirectory(directory.resolve("keys"));
        keyring = directory.resolve("keyring.gpg");
        // gpg refuses to keep keys where others can read them.
        run("chmod", "700", keys.toString());
        gpg("--quick-generate-key", "compatcaps-test", "ed25519", "sign", "never");
        gpg("--output", keyring.toString(), "--export");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/debian";
    }

    /** Adds a package; each of its files holds the name of the suite. */
    void add(String suite, String architecture, String name, String version, String depends, String... files)
            throws IOException, InterruptedException {
        Path root = directory.resolve("package");
        String control = """
                Package: %s
                Version: %s
                Architecture: %s
                Maintainer: nobody <nobody@example.org>
                Description: test
                """.formatted(name, version, architecture);
        if (!depends.isEmpty()) {
            control += "Depends: " + depends + "\n";
        }
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
        String entry =
                control + "Filename: " + file + "\nSize: " + Files.size(deb) + "\nSHA256: " + sha256(deb) + "\n\n";
        lists.merge(suite + " " + architecture, entry, String::concat);
    }

    /** Writes and signs the package lists of a suite. */
    void publish(String suite) throws IOException, InterruptedException {
        Path dist = directory.resolve("debian/dists").resolve(suite);
        StringBuilder release = new StringBuilder("""
                Origin: Debian
                Suite: %s
                Codename: %1$s
                Date: Thu, 01 Jan 2026 00:00:00 UTC
                Architectures: amd64 ppc64el
                Components: main
                SHA256:
                """.formatted(suite));
        for (String architecture : List.of("amd64", "ppc64el")) {
            String name = "main/binary-" + architecture + "/Packages";
            Path list = dist.resolve(name);
            Files.createDirectories(list.getParent());
            Files.writeString(list, lists.getOrDefault(suite + " " + architecture, ""));
            release.append(" " + sha256(list) + " " + Files.size(list) + " " + name + "\n");
        }
        Path unsigned = Files.writeString(dist.resolve("Release"), release);
        gpg("--output", dist.resolve("InRelease").toString(), "--clear-sign", unsigned.toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Path file = directory.resolve(path.substring(1));
            int status = failures.entrySet().stream()
                    .filter(failure -> path.startsWith("/debian/" + failure.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Files.isRegularFile(file) ? 200 : 404);
            byte[] content = status == 200 ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private void gpg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--pinentry-mode", "loopback"));
        command.addAll(List.of("--passphrase", "", "--homedir", keys.toString()));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor() == 0, () -> List.of(command) + ": " + output);
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
        run("gpgconf", "--homedir", keys.toString(), "--kill", "all");
    }
}
