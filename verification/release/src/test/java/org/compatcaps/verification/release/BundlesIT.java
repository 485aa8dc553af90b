// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** The jars as bundles in Apache Felix. */
class BundlesIT {

    private static final Path BUNDLES = Path.of("target/bundles");

    /** slf4j-api requires a mediator of services and a provider; without them no bundle can use it. */
    private static final String SLF4J =
            "slf4j-api ../spi-fly/slf4j-simple ../spi-fly/spi-fly asm asm-tree asm-analysis asm-commons asm-util";

    private static final String SDK =
            "compatcaps-api compatcaps-backend-mock compatcaps-backend-ffm compatcaps-backend-jna jna";

    private static final String PROBE_MANIFEST = """
            Manifest-Version: 1.0
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: probe
            Import-Package: org.compatcaps;version="[0.1,1)",
             org.compatcaps.spi,
             org.compatcaps.backend.mock
            """;

    private Framework framework;

    @BeforeEach
    void startFramework(@TempDir Path storage) throws BundleException {
        Map<String, String> configuration = Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage.toString(),
                // Otherwise Felix shows the class path of this test to the JDK's ServiceLoader.
                "felix.bootdelegation.implicit",
                "false");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Bundle install(String name, InputStream content) throws Exception {
        try (content) {
            return framework.getBundleContext().installBundle(name, content);
        }
    }

    private void start(String jars) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (String jar : jars.split(" ")) {
            bundles.add(install(jar, Files.newInputStream(BUNDLES.resolve(jar + ".jar"))));
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
                assertEquals(Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
            }
        }
    }

    private static InputStream probe() throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(PROBE_MANIFEST.getBytes(StandardCharsets.UTF_8)));
        String name = BundleProbe.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream in = BundleProbe.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            in.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void backendsAreFoundWithoutModulesOfAnnotations() throws Exception {
        start(SLF4J);
        start(SDK);
        Class<?> loaded = install("probe", probe()).loadClass(BundleProbe.class.getName());
        Object probe = loaded.getDeclaredConstructor().newInstance();
        assertFalse(probe instanceof BundleProbe, "loaded by this test and not by the bundle");
        assertEquals(
                Map.of("given", "[POWER9]", "ffm", "available", "jna", "available", "mock", "available"),
                ((Callable<?>) probe).call());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "backend-ffm", "backend-jna", "backend-jnr", "backend-mock", "backend-tck"})
    void headersFitTheModule(String artifact) throws Exception {
        Path jar = BUNDLES.resolve("compatcaps-" + artifact + ".jar");
        ModuleDescriptor module =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        Bundle bundle = install(artifact, Files.newInputStream(jar));
        assertEquals(module.name(), bundle.getSymbolicName());
        String version = module.rawVersion().orElseThrow();
        assertEquals(version.replace('-', '.'), bundle.getVersion().toString());
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        assertEquals(
                module.exports().stream()
                        .map(exported -> exported.source() + " " + version.replace("-SNAPSHOT", ""))
                        .collect(Collectors.toSet()),
                revision.getDeclaredCapabilities(BundleRevision.PACKAGE_NAMESPACE).stream()
                        .map(BundleCapability::getAttributes)
                        .map(exported -> exported.get(BundleRevision.PACKAGE_NAMESPACE) + " " + exported.get("version"))
                        .collect(Collectors.toSet()));
        for (BundleRequirement required : revision.getDeclaredRequirements(null)) {
            String filter = required.getDirectives().get("filter");
            boolean isPackage = required.getNamespace().equals(BundleRevision.PACKAGE_NAMESPACE);
            assertTrue(!isPackage || filter.contains("(version>="), () -> "any version of " + filter);
            // Bundles must also work without a mediator of services and without modules of annotations.
            assertTrue(
                    required.getNamespace().equals("osgi.ee")
                            || isPackage && !filter.contains(".annotation")
                            || "optional".equals(required.getDirectives().get("resolution")),
                    () -> "it cannot be resolved without " + filter);
        }
    }

    @Test
    void missingBindingLibraryFailsResolution() {
        BundleException failure = assertThrows(BundleException.class, () -> start("compatcaps-backend-jna"));
        assertTrue(failure.getMessage().contains("com.sun.jna"), failure.getMessage());
    }
}
