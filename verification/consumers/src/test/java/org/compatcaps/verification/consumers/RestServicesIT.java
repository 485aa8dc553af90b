// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same service with two frameworks, queried over HTTP. */
@Execution(ExecutionMode.CONCURRENT)
class RestServicesIT {

    private static final String POWER9 = "{\"version\":\"1\",\"bitmap\":\"0x4000000000000000\","
            + "\"interface\":\"released\",\"nestedApi\":\"v1\",\"estimate\":\"false\"}";
    private static final String POWER9_AND_10 = POWER9.replace("0x4", "0x6");

    private record Service(String project, String port, String... command) {

        Server start(Jdk jdk, String... javaOptions) throws Exception {
            List<String> whole = new ArrayList<>(List.of(jdk.tool("java"), "-XX:TieredStopAtLevel=1"));
            whole.addAll(List.of(javaOptions));
            whole.addAll(List.of(command));
            return new Server(Run.project(project), whole, port);
        }

        @Override
        public String toString() {
            return project;
        }
    }

    private static final Service SPRING_BOOT = new Service(
            "spring-boot",
            "Tomcat started on port (\\d+)",
            "-jar",
            "target/spring-boot-1.jar",
            "--server.port=0",
            // This is no system property, so it must not select the mock.
            "--compatcaps.backend=mock");

    private static final Service QUARKUS = new Service(
            "quarkus",
            "Listening on: http://[^:]+:(\\d+)",
            "-Dquarkus.http.host=localhost",
            "-Dquarkus.http.port=0",
            "-jar",
            "target/quarkus-app/quarkus-run.jar");

    private static Stream<Arguments> servicesAndJdks() throws IOException {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of(SPRING_BOOT, QUARKUS).map(service -> Arguments.of(service, jdk)));
    }

    @ParameterizedTest
    @MethodSource("servicesAndJdks")
    void answerIsWrittenAndReadAsJson(Service service, Jdk jdk) throws Exception {
        try (Server server = service.start(jdk, "-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.modes=power9")) {
            assertEquals("200 " + POWER9, server.get("/host"));
            assertEquals("200 " + POWER9, server.post("/common", "[" + POWER9 + "," + POWER9_AND_10 + "]"));
            assertTrue(server.post("/common", "[{\"version\":\"1\"}]").startsWith("400 "));
        }
    }

    @ParameterizedTest
    @MethodSource("servicesAndJdks")
    void refusalIsStatusWithReason(Service service, Jdk jdk) throws Exception {
        try (Server server = service.start(jdk)) {
            String ffm =
                    jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version();
            assertEquals(
                    "200 [\"" + ffm + "\",\"jna: available\",\"mock: available if selected explicitly\"]",
                    server.get("/backends"));
            String answer = server.get("/host");
            String[] refusal = Host.refusal().split(": ", 2);
            assertTrue(answer.startsWith("503 "), answer);
            assertTrue(answer.contains("\"title\":\"" + refusal[0] + "\""), answer);
            assertTrue(answer.contains("\"detail\":\"" + refusal[1]), answer);
            assertEquals(
                    refusal[0].equals("QueryNotSupportedException"),
                    answer.contains("\"reason\":\"NOT_POWERPC\""),
                    answer);
            assertFalse(server.log().contains("--enable-native-access"), server.log());
        }
    }

    @Test
    void guideHasVersionOfJnaThatQuarkusSets() throws IOException {
        try (Stream<Path> jars = Files.list(Run.project("quarkus").resolve("target/quarkus-app/lib/main"))) {
            String version = jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith("net.java.dev.jna.jna-"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll(".*-|[.]jar$", "");
            String guide = PrintedProject.text(PrintedProject.GUIDE);
            assertTrue(guide.contains("the BOM of Quarkus sets it to " + version + ","), version);
        }
    }
}
