// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same service with two frameworks, asked over HTTP. */
@Execution(ExecutionMode.CONCURRENT)
class RestServicesIT {

    private static final String POWER9 = "{\"version\":\"1\",\"bitmap\":\"0x4000000000000000\","
            + "\"interface\":\"released\",\"nestedApi\":\"v1\",\"estimate\":\"false\"}";
    private static final String POWER9_AND_10 = POWER9.replace("0x4", "0x6");

    private enum Service {
        // The last option is no system property, so it must not select the mock.
        SPRING_BOOT(
                "spring-boot",
                "Tomcat started on port (\\d+)",
                List.of("-jar", "target/spring-boot-1.jar", "--server.port=0", "--compatcaps.backend=mock")),
        QUARKUS(
                "quarkus",
                "Listening on: http://[^:]+:(\\d+)",
                List.of(
                        "-Dquarkus.http.host=localhost",
                        "-Dquarkus.http.port=0",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar"));

        private final String project;
        private final Pattern port;
        private final List<String> command;

        Service(String project, String port, List<String> command) {
            this.project = project;
            this.port = Pattern.compile(port);
            this.command = command;
        }

        Server start(Jdk jdk, String... javaOptions) throws Exception {
            List<String> whole = new ArrayList<>(List.of(jdk.tool("java"), "-XX:TieredStopAtLevel=1"));
            whole.addAll(List.of(javaOptions));
            whole.addAll(command);
            return Server.start(Run.project(project), whole, port);
        }
    }

    private static List<Arguments> servicesAndJdks() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Service service : Service.values()) {
            for (Jdk jdk : Jdk.all()) {
                all.add(Arguments.of(service, jdk));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("servicesAndJdks")
    void answerIsWrittenAndReadAsJson(Service service, Jdk jdk) throws Exception {
        try (Server server = service.start(jdk, "-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.modes=power9")) {
            server.answers("/host", POWER9);
            assertEquals(
                    "200 " + POWER9,
                    Server.inOneLine(server.post("/common", "[" + POWER9 + "," + POWER9_AND_10 + "]")));
            assertEquals(400, server.post("/common", "[{\"version\":\"1\"}]").statusCode());
        }
    }

    @ParameterizedTest
    @MethodSource("servicesAndJdks")
    void refusalIsStatusWithReason(Service service, Jdk jdk) throws Exception {
        try (Server server = service.start(jdk)) {
            String ffm =
                    jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version();
            server.answers("/backends", "[\"" + ffm + "\",\"jna: available\",\"mock: available, only by name\"]");
            server.isRefusedByThisHost("/host");
            assertFalse(server.log().contains("--enable-native-access"), server::toString);
        }
    }

    @Test
    void guideHasVersionOfJnaThatQuarkusSets() throws IOException {
        Path lib = Run.project("quarkus").resolve("target/quarkus-app/lib/main");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "net.java.dev.jna.jna-*.jar")) {
            for (Path jar : jars) {
                String version = jar.getFileName().toString().replaceAll(".*-|[.]jar$", "");
                String guide = Files.readString(Path.of("../../docs/guide/embedding.md"));
                assertTrue(guide.contains("BOM of Quarkus, which sets JNA to " + version + ";"), version);
                return;
            }
        }
        fail("no JNA in " + lib);
    }
}
