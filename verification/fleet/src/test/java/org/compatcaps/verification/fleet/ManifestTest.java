// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The DaemonSet of {@code docs/fleet}, read by Kubernetes' own client, which knows each field of the API. */
class ManifestTest {

    private static String text() throws Exception {
        return Files.readString(Path.of("../../docs/fleet/daemonset.yaml"));
    }

    /** Refuses fields that the API does not have, values of another type, and what is missing. */
    private static V1DaemonSet read(String yaml) throws Exception {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        JsonElement json = new Gson().toJsonTree(new Yaml(new SafeConstructor(options)).load(yaml));
        V1DaemonSet set = JSON.deserialize(json.toString(), V1DaemonSet.class);
        // The client takes any text for a boolean; what it would send then is not what was written.
        JsonElement sent = withoutEmpty(JsonParser.parseString(JSON.serialize(set)));
        if (!sent.equals(json)) {
            throw new IllegalArgumentException(sent + " is not " + json);
        }
        return set;
    }

    /** The client adds empty lists and objects. */
    private static JsonElement withoutEmpty(JsonElement json) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(ManifestTest::withoutEmpty);
        } else if (json.isJsonObject()) {
            json.getAsJsonObject().entrySet().removeIf(member -> isEmpty(withoutEmpty(member.getValue())));
        }
        return json;
    }

    private static boolean isEmpty(JsonElement json) {
        return json.isJsonArray() && json.getAsJsonArray().isEmpty()
                || json.isJsonObject() && json.getAsJsonObject().isEmpty();
    }

    private static V1PodSpec pod(V1DaemonSet set) {
        return set.getSpec().getTemplate().getSpec();
    }

    @Test
    void kubernetesCanReadIt() throws Exception {
        V1DaemonSet set = read(text());
        assertEquals("apps/v1", set.getApiVersion());
        assertEquals("DaemonSet", set.getKind());
        assertEquals(
                set.getSpec().getSelector().getMatchLabels(),
                set.getSpec().getTemplate().getMetadata().getLabels());
        assertEquals("ppc64le", pod(set).getNodeSelector().get("kubernetes.io/arch"));
    }

    @Test
    void everyMountHasItsVolume() throws Exception {
        V1PodSpec pod = pod(read(text()));
        List<String> volumes =
                pod.getVolumes().stream().map(V1Volume::getName).sorted().toList();
        List<String> mounted = pod.getContainers().get(0).getVolumeMounts().stream()
                .map(V1VolumeMount::getName)
                .sorted()
                .toList();
        assertEquals(volumes, mounted);
    }

    /** The API server refuses these, but only the server does. */
    @Test
    void whatIsPrivilegedDoesNotClaimToBeConfined() throws Exception {
        V1Container container = pod(read(text())).getContainers().get(0);
        assertEquals(Boolean.TRUE, container.getSecurityContext().getPrivileged());
        assertEquals(null, container.getSecurityContext().getAllowPrivilegeEscalation());
        assertEquals(Boolean.TRUE, container.getSecurityContext().getReadOnlyRootFilesystem());
    }

    /** Runs the script with placeholders for the tool, which writes its options, and for sleep, which ends it. */
    @Test
    void labelsExpireAfterThreePeriods() throws Exception {
        List<String> command = pod(read(text())).getContainers().get(0).getCommand();
        String placeholders = "compatcaps() { echo \"$*\"; }\nsleep() { echo \"sleep $1\"; kill -TERM $$; }\n";
        Process script = new ProcessBuilder(command.get(0), command.get(1), placeholders + command.get(2))
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes());
        assertTrue(output.contains(" --expires-after 10800 "), output);
        assertTrue(output.endsWith("sleep 3600\n"), output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodeSelector: | nodeSelectors:",
                "automountServiceAccountToken: false | automountServiceAccountToken: maybe",
                "kind: DaemonSet | kind: DaemonSet@kind: DaemonSet",
            })
    void aWrongManifestIsRefused(String right, String wrong) throws Exception {
        String yaml = text();
        assertTrue(yaml.contains(right), right);
        assertThrows(RuntimeException.class, () -> read(yaml.replace(right, wrong.replace("@", "\n"))));
    }
}
