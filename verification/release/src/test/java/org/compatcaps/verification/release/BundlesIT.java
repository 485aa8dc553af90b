// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The jars as bundles in Apache Felix. */
class BundlesIT {

    private static final Path BUNDLES = Path.of("target/bundles");
    private static final Path SPI_FLY = Path.of("target/spi-fly");

    /** slf4j-api asks for a mediator of services and for a provider of its own; without them nobody can use it in OSGi. */
    private static final List<Path> SLF4J = List.of(
            BUNDLES.resolve("slf4j-api.jar"),
            SPI_FLY.resolve("slf4j-simple.jar"),
            SPI_FLY.resolve("spi-fly.jar"),
            BUNDLES.resolve("asm.jar"),
            BUNDLES.resolve("asm-tree.jar"),
            BUNDLES.resolve("asm-analysis.jar"),
            BUNDLES.resolve("asm-commons.jar"),
            BUNDLES.resolve("asm-util.jar"));

    private Framework framework;

    @BeforeEach
    void startFramework(@TempDir Path storage) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        // Otherwise it would show the class path of this test to the JDK's ServiceLoader.
                        "felix.bootdelegation.implicit",
                        "false"));
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private List<Bundle> install(List<Path> jars) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            try (InputStream in = Files.newInputStream(jar)) {
                bundles.add(framework.getBundleContext().installBundle(jar.toString(), in));
            }
        }
        return bundles;
    }

    private void start(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
                assertEquals(Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
            }
        }
    }

    private static byte[] probe() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "probe");
        manifest.getMainAttributes()
                .putValue(
                        Constants.IMPORT_PACKAGE,
                        "org.compatcaps;version=\"[0.1,1)\",org.compatcaps.spi,org.compatcaps.backend.mock");
        String name = BundleProbe.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream in = BundleProbe.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            in.transferTo(jar);
        }
        return bytes.toByteArray();
    }

    @Test
    void backendsAreFoundWithoutModulesOfAnnotations() throws Exception {
        start(install(SLF4J));
        List<Bundle> ours = install(List.of(
                BUNDLES.resolve("compatcaps-api.jar"),
                BUNDLES.resolve("compatcaps-backend-mock.jar"),
                BUNDLES.resolve("compatcaps-backend-ffm.jar"),
                BUNDLES.resolve("compatcaps-backend-jna.jar"),
                BUNDLES.resolve("jna.jar")));
        start(ours);
        Bundle probe = framework.getBundleContext().installBundle("probe", new ByteArrayInputStream(probe()));
        probe.start();
        Object made = probe.loadClass(BundleProbe.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertTrue(!(made instanceof BundleProbe), "loaded by this test and not by the bundle");
        Map<?, ?> answers = (Map<?, ?>) ((Callable<?>) made).call();
        assertEquals(Map.of("given", "[POWER9]", "ffm", "available", "jna", "available", "mock", "available"), answers);
    }

    @Test
    void missingBindingLibraryFailsResolution() throws Exception {
        Bundle jna =
                install(List.of(BUNDLES.resolve("compatcaps-backend-jna.jar"))).get(0);
        BundleException refused = assertThrows(BundleException.class, jna::start);
        assertTrue(refused.getMessage().contains("com.sun.jna"), refused.getMessage());
    }
}
