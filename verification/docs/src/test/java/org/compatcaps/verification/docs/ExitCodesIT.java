// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's exit code of each error, checked against the packaged tool. The mock cannot be made to give a wrong answer. */
class ExitCodesIT {

    @ParameterizedTest
    @CsvSource({
        "NoKvmException, host=no-kvm",
        "KvmPermissionException, fail=open:13",
        "QueryNotSupportedException, host=no-nested",
        "KvmReloadRequiredException, fail=KVM_CREATE_VM:22",
        "KernelCallException, fail=KVM_CREATE_VM:12",
        "BackendUnavailableException, modes=power8",
    })
    void isThatOfTheTool(String type, String setting) throws Exception {
        Set<String> written = Page.guide().rows("Errors").stream()
                .filter(row -> row.code(1).get(0).equals(type))
                .map(row -> row.text(2))
                .collect(Collectors.toSet());
        Jdk.Result result = Jdk.run(Jdk.all()
                .get(0)
                .command(
                        "-Dcompatcaps.backend=mock",
                        "-Dcompatcaps.mock." + setting,
                        "-jar",
                        Jdk.dist().resolve("compatcaps-cli.jar").toString()));
        assertEquals(Set.of(Integer.toString(result.exitCode)), written, result.toString());
    }
}
