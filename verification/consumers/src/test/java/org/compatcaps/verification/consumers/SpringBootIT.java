// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fat jar of a Spring Boot application, asked over HTTP. */
@Execution(ExecutionMode.CONCURRENT)
class SpringBootIT {

    private static final String POWER9 = "{\"version\":\"1\",\"bitmap\":\"0x4000000000000000\","
            + "\"interface\":\"released\",\"nestedApi\":\"v1\",\"estimate\":\"false\"}";
    private static final String POWER9_AND_10 = POWER9.replace("0x4", "0x6");

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    private static Server start(Jdk jdk, List<String> javaOptions, String springOption) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java"), "-XX:TieredStopAtLevel=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", "target/spring-boot-1.jar", "--server.port=0", springOption));
        return Server.start(Run.project("spring-boot"), command, Pattern.compile("Tomcat started on port (\\d+)"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void answerIsWrittenAndReadAsJson(Jdk jdk) throws Exception {
        List<String> mock = List.of("-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.modes=power9");
        try (Server server = start(jdk, mock, "--spring.main.banner-mode=off")) {
            server.answers("/host", POWER9);
            assertEquals(
                    "200 " + POWER9,
                    Server.inOneLine(server.post("/common", "[" + POWER9 + "," + POWER9_AND_10 + "]")));
            assertEquals(400, server.post("/common", "[{\"version\":\"1\"}]").statusCode());
        }
    }

    /** A setting of Spring selects no backend: that is a system property or a variable of the environment. */
    @ParameterizedTest
    @MethodSource("jdks")
    void refusalIsStatusWithReason(Jdk jdk) throws Exception {
        try (Server server = start(jdk, List.of(), "--compatcaps.backend=mock")) {
            String ffm =
                    jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version();
            server.answers("/backends", "[\"" + ffm + "\",\"jna: available\",\"mock: available, only by name\"]");
            server.isRefusedByThisHost("/host");
            assertFalse(server.log().contains("--enable-native-access"), server::toString);
        }
    }
}
