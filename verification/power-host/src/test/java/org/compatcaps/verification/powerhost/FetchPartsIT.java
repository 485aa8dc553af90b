// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that fetch from Debian, with a mirror on this machine. */
class FetchPartsIT {
    private static final String LIBRARIES = "usr/lib/powerpc64le-linux-gnu/";
    private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

    @TempDir
    private static Path shared;

    private static DebianMirror mirror;

    @TempDir
    private Path directory;

    private Path verification;
    private Path cache;
    private String output;

    @BeforeAll
    static void makeMirror() throws Exception {
        boolean isX86 = System.getProperty("os.arch").equals("amd64");
        assumeTrue(System.getProperty("os.name").equals("Linux") && isX86, "the scripts run on x86_64 only");
        assumeTrue(shared.toString().matches("\\S+"), "apt takes no keyring in a directory with a space in its name");
        mirror = new DebianMirror(shared);
        for (String suite : List.of("trixie", "testing", "sid")) {
            String version = "10.1+" + suite;
            for (String architecture : List.of("amd64", "ppc64el")) {
                mirror.add(suite, architecture, "libc6", version, "", LIBRARIES + "libc.so.6");
                String[] qemu = {"usr/bin/qemu-system-ppc64", "usr/share/qemu/vof.bin"};
                mirror.add(suite, architecture, "qemu-system-ppc", "1:" + version, "libc6", qemu);
            }
            for (String name :
                    List.of("libgcc-s1", "libstdc++6", "zlib1g", "busybox-static", "bash", "libtinfo6", "strace")) {
                mirror.add(suite, "ppc64el", name, version, "", "usr/share/" + name);
            }
            mirror.add(suite, "ppc64el", "openjdk-25-jre-headless", "25+" + suite, "", "usr/share/jre");
            addLibvirt(suite, (suite.equals("trixie") ? "11.3.0+" : "12.8.0+") + suite);
        }
        mirror.add("sid", "ppc64el", "openjdk-25-jre-zero", "25+sid", "", "usr/share/zero");
        mirror.add("sid", "ppc64el", "openjdk-27-jre-headless", "27~1ea", "", "usr/share/early");
        mirror.add("sid", "ppc64el", "openjdk-28-jre-headless", "28~1ea", "", "usr/share/unavailable");
        mirror.add("bookworm", "ppc64el", "libc6", "2.36+bookworm", "", "lib/powerpc64le-linux-gnu/libc.so.6");
        addLibvirt("bookworm", "9.0.0+bookworm");
        for (String release : List.of("6.12.1", "6.12.2")) {
            String name = release + "-powerpc64le";
            addKernelFiles("trixie", release, "linux-image-" + name, "boot/vmlinux-" + name);
        }
        for (String[] kernel : new String[][] {{"testing", "7.2.1"}, {"sid", "7.3.1"}, {"experimental", "7.4"}}) {
            String name = kernel[1] + "-powerpc64le";
            mirror.add(kernel[0], "ppc64el", "linux-image-" + name, kernel[1], "", "usr/share/doc/linux");
            mirror.add(kernel[0], "ppc64el", "linux-binary-" + name, kernel[1], "", "usr/lib/modules/vmlinuz");
            addKernelFiles(kernel[0], kernel[1], "linux-modules-" + name, "usr/share/doc/modules");
        }
        for (String suite : List.of("bookworm", "trixie", "testing", "sid", "experimental")) {
            mirror.publish(suite);
        }
    }

    private static void addLibvirt(String suite, String version) throws Exception {
        String driver = LIBRARIES + "libvirt/connection-driver/libvirt_driver_qemu.so";
        mirror.add(suite, "ppc64el", "libvirt0", version, "libc6", LIBRARIES + "libvirt.so.0", "usr/share/libvirt/map");
        mirror.add(suite, "ppc64el", "libvirt-daemon-driver-qemu", version, "libvirt0", driver);
        mirror.add(suite, "ppc64el", "libvirt-clients", version, "libvirt0", "usr/bin/virsh");
        mirror.add(suite, "ppc64el", "libvirt-daemon", version, "libvirt0", "usr/lib/libvirt/libvirt_iohelper");
    }

    private static void addKernelFiles(String suite, String release, String name, String file) throws Exception {
        String modules = "usr/lib/modules/" + release + "-powerpc64le/kernel/";
        String kvm = modules + "arch/powerpc/kvm/kvm";
        String disk = modules + "drivers/block/virtio_blk.ko";
        mirror.add(suite, "ppc64el", name, release, "", file, kvm + ".ko", kvm + "-hv.ko", disk);
    }

    @AfterAll
    static void stopMirror() throws Exception {
        if (mirror != null) {
            mirror.stop();
        }
    }

    /** The scripts know no keyring but Debian's; only these copies take the mirror's key. */
    @BeforeEach
    void copyScripts() throws Exception {
        mirror.failures.clear();
        boolean isUtf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        Path odd = directory.resolve(isUtf8 ? "a b ü" : "a b");
        verification = odd.resolve("verification");
        cache = Files.createDirectories(odd.resolve("cache"));
        for (String script : List.of(
                "common",
                "debian-packages",
                "power-host/fetch-parts",
                "power-host/kernel-parts",
                "advice/fetch-parts",
                "jdks/fetch-jdks")) {
            Path copy = verification.resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("..", script), copy);
        }
        Path library = verification.resolve("debian-packages");
        String text = Files.readString(library);
        assertTrue(text.contains("=" + KEYRING + "\n"));
        Files.writeString(library, text.replace(KEYRING, mirror.keyring.toString()));
    }

    @Test
    void eachPartComesFromFirstSuiteThatHasAllItsFiles() throws Exception {
        mirror.failures.put("pool/libc6_10.1+trixie_", 404);
        mirror.failures.put("pool/qemu-system-ppc_10.1+testing_amd64.deb", 404);
        mirror.failures.put("pool/linux-modules-7.4", 404);
        fetch(true, "power-host/fetch-parts");
        assertHolds("sid", "host", "kernel");
        assertHolds("testing", "guest");
        assertEquals("7.3.1-powerpc64le\n", Files.readString(cache.resolve("parts/kernel/release")));
        assertPrinted("skipped trixie: cannot download libc6_10.1+trixie_ppc64el.deb (404 Not Found)");
        assertPrinted("took the guest's user space from testing");
    }

    @Test
    void olderPackagesAreTakenIfNewerOnesAreMissing() throws Exception {
        mirror.failures.put("pool/linux-image-6.12.2", 404);
        mirror.failures.put("pool/libvirt-clients_11.3.0+trixie", 404);
        fetch(true, "advice/fetch-parts");
        assertHolds("trixie", "qemu", "kernel");
        assertHolds("testing", "libvirt");
        assertHolds("bookworm", "old-libvirt");
        assertPrinted("skipped newer packages of trixie: cannot download linux-image-6.12.2");
        assertEquals("6.12.1-powerpc64le\n", Files.readString(cache.resolve("parts/kernel/release")));
        assertPrinted("skipped trixie: its libvirt0, 11.3.0+trixie, is not ge 11.4~");
        assertTrue(Files.exists(cache.resolve("parts/old-libvirt/" + LIBRARIES + "libc.so.6")), output);
    }

    @Test
    void failureNamesEachSuiteAndFile() throws Exception {
        mirror.failures.put("dists/trixie/", 404);
        mirror.failures.put("pool/zlib1g_", 404);
        fetch(false, "power-host/fetch-parts");
        assertPrinted("cannot fetch the guest's user space: no suite has all of it");
        assertPrinted("  trixie: cannot download the suite's Release file");
        assertPrinted("  testing: cannot download zlib1g_10.1+testing_ppc64el.deb (404 Not Found)");
        assertPrinted("  sid: cannot download zlib1g_10.1+sid_ppc64el.deb (404 Not Found)");
        assertTrue(Files.notExists(cache.resolve("parts")));
    }

    @Test
    void serverErrorStopsAtFirstSuite() throws Exception {
        mirror.failures.put("pool/libc6_10.1+trixie_ppc64el.deb", 500);
        fetch(false, "power-host/fetch-parts");
        assertPrinted("500");
        assertPrinted("cannot fetch the guest's user space from trixie");
        assertFalse(output.contains("testing"), output);
    }

    @Test
    void suiteWithForeignSignatureIsRefused() throws Exception {
        assumeTrue(Files.isReadable(Path.of(KEYRING)), "the package debian-archive-keyring is not installed");
        Path library = verification.resolve("debian-packages");
        Files.copy(Path.of("..", "debian-packages"), library, StandardCopyOption.REPLACE_EXISTING);
        fetch(false, "power-host/fetch-parts");
        assertPrinted("NO_PUBKEY");
        assertFalse(output.contains("fetching") || output.contains("testing"), output);
    }

    @Test
    void earlyJdkIsLeftOutIfMissing() throws Exception {
        mirror.failures.put("pool/openjdk-28-jre-headless_", 404);
        fetch(true, "jdks/fetch-jdks", "ppc64el", "25", "27-ea", "28-ea", "29-ea", "25-zero");
        try (Stream<Path> files = Files.list(cache.resolve("ppc64el/root/usr/share"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertTrue(names.containsAll(List.of("early", "jre", "zero")), names::toString);
            assertFalse(names.contains("unavailable"));
        }
        assertEquals("""
                Java 28-ea for ppc64el is missing: sid: cannot download openjdk-28-jre-headless_28~1ea_ppc64el.deb (404 Not Found)
                Java 29-ea for ppc64el is missing: sid: it has no openjdk-29-jre-headless
                """, Files.readString(cache.resolve("ppc64el/missing")));
        assertEquals("25 27-ea 28-ea 29-ea 25-zero\n", Files.readString(cache.resolve("ppc64el/versions")));
    }

    @Test
    void releasedJdkMustBeThere() throws Exception {
        mirror.failures.put("pool/openjdk-25-jre-zero_", 404);
        fetch(false, "jdks/fetch-jdks", "ppc64el", "25", "27-ea", "25-zero");
        assertPrinted("  sid: cannot download openjdk-25-jre-zero_25+sid_ppc64el.deb (404 Not Found)");
        assertTrue(Files.notExists(cache.resolve("ppc64el")));
    }

    private void fetch(boolean succeeds, String script, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", verification.resolve(script).toString(), cache.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("COMPATCAPS_DEBIAN_MIRROR", mirror.address);
        builder.environment().put("no_proxy", "127.0.0.1");
        Path log = directory.resolve("log");
        Process process = builder.redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroy();
        output = Files.readString(log);
        assertTrue(ended, output);
        assertEquals(succeeds, process.exitValue() == 0, output);
    }

    private void assertPrinted(String text) {
        assertTrue(output.contains(text), () -> "\"" + text + "\" is missing in:\n" + output);
    }

    /** Asserts that everything in these directories comes from one suite. */
    private void assertHolds(String suite, String... directories) throws IOException {
        for (String place : directories) {
            try (Stream<Path> files = Files.walk(cache.resolve("parts").resolve(place))) {
                TreeSet<String> suites = new TreeSet<>();
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.endsWith("kernel/release")) {
                        suites.add(Files.readString(file));
                    }
                }
                assertEquals(List.of(suite), List.copyOf(suites), place);
            }
        }
    }
}
