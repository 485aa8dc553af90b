// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the rig runs on x86_64 only");
        assumeTrue(shared.toString().matches("\\S+"), "apt takes no keyring in a directory with a space in its name");
        mirror = new DebianMirror(shared);
        for (String suite : List.of("trixie", "testing", "sid")) {
            String version = "10.1+" + suite;
            for (String architecture : List.of("amd64", "ppc64el")) {
                mirror.add(suite, architecture, "libc6", version, "", "usr/share/libc", LIBRARIES + "libc.so.6");
                mirror.add(
                        suite,
                        architecture,
                        "qemu-system-ppc",
                        "1:" + version,
                        "libc6",
                        "usr/bin/qemu-system-ppc64",
                        "usr/share/qemu/vof.bin");
            }
            for (String name :
                    List.of("libgcc-s1", "libstdc++6", "zlib1g", "busybox-static", "bash", "libtinfo6", "strace")) {
                mirror.add(suite, "ppc64el", name, version, "", "usr/share/" + name);
            }
            mirror.add(suite, "ppc64el", "openjdk-25-jre-headless", "25+" + suite, "", "usr/share/jre");
            addLibvirt(suite, (suite.equals("trixie") ? "11.3.0+" : "12.8.0+") + suite);
        }
        mirror.add("sid", "ppc64el", "openjdk-25-jre-zero", "25+sid", "", "usr/share/zero");
        mirror.add("sid", "ppc64el", "openjdk-28-jre-headless", "28~1ea", "", "usr/share/early");
        mirror.add("bookworm", "ppc64el", "libc6", "2.36+bookworm", "", "lib/powerpc64le-linux-gnu/libc.so.6");
        addLibvirt("bookworm", "9.0.0+bookworm");
        for (String release : List.of("6.12.1", "6.12.2")) {
            mirror.add(
                    "trixie",
                    "ppc64el",
                    "linux-image-" + release + "-powerpc64le",
                    release,
                    "",
                    "boot/vmlinux-" + release + "-powerpc64le",
                    modules(release) + "arch/powerpc/kvm/kvm.ko",
                    modules(release) + "arch/powerpc/kvm/kvm-hv.ko",
                    modules(release) + "drivers/block/virtio_blk.ko");
        }
        addKernel("testing", "7.2.1");
        addKernel("sid", "7.3.1");
        addKernel("experimental", "7.4");
        for (String suite : List.of("bookworm", "trixie", "testing", "sid", "experimental")) {
            mirror.publish(suite, "amd64", "ppc64el");
        }
    }

    private static void addLibvirt(String suite, String version) throws Exception {
        String driver = LIBRARIES + "libvirt/connection-driver/libvirt_driver_qemu.so";
        mirror.add(suite, "ppc64el", "libvirt0", version, "libc6", LIBRARIES + "libvirt.so.0", "usr/share/libvirt/map");
        mirror.add(suite, "ppc64el", "libvirt-daemon-driver-qemu", version, "libvirt0", driver);
        mirror.add(suite, "ppc64el", "libvirt-clients", version, "libvirt0", "usr/bin/virsh");
        mirror.add(suite, "ppc64el", "libvirt-daemon", version, "libvirt0", "usr/lib/libvirt/libvirt_iohelper");
    }

    private static void addKernel(String suite, String release) throws Exception {
        String name = release + "-powerpc64le";
        mirror.add(suite, "ppc64el", "linux-image-" + name, release, "", "usr/share/doc/linux");
        mirror.add(suite, "ppc64el", "linux-binary-" + name, release, "", "usr/lib/modules/" + name + "/vmlinuz");
        mirror.add(
                suite,
                "ppc64el",
                "linux-modules-" + name,
                release,
                "",
                modules(release) + "arch/powerpc/kvm/kvm.ko",
                modules(release) + "arch/powerpc/kvm/kvm-hv.ko",
                modules(release) + "drivers/block/virtio_blk.ko");
    }

    private static String modules(String release) {
        return "usr/lib/modules/" + release + "-powerpc64le/kernel/";
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
        mirror.reset();
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
        Files.writeString(library, text.replace(KEYRING, mirror.keyring().toString()));
    }

    @Test
    void firstSuiteIsTakenIfComplete() throws Exception {
        assertFetched("power-host");
        assertHolds("trixie", "host", "guest");
        assertHolds("experimental", "kernel");
        assertEquals("7.4-powerpc64le\n", Files.readString(cache.resolve("parts/kernel/release")));
        assertSaid("took QEMU from trixie");
        assertSaid("took the guest's user space from trixie");
        assertFalse(mirror.wasAsked("dists/testing"), output);
    }

    @Test
    void userSpaceComesWhollyFromNextSuiteIfFileIsMissing() throws Exception {
        mirror.fail("pool/libc6_10.1+trixie_ppc64el.deb", 404);
        assertFetched("power-host");
        assertHolds("testing", "guest");
        assertHolds("trixie", "host");
        assertSaid("skipped trixie: cannot download libc6_10.1+trixie_ppc64el.deb (404 Not Found)");
        assertSaid("took the guest's user space from testing");
        assertSaid("took QEMU from trixie");
    }

    @Test
    void qemuComesFromNextSuiteIfLibraryIsMissing() throws Exception {
        mirror.fail("pool/libc6_10.1+trixie_amd64.deb", 404);
        mirror.fail("pool/qemu-system-ppc_10.1+testing_amd64.deb", 404);
        assertFetched("power-host");
        assertHolds("sid", "host");
        assertHolds("trixie", "guest");
        assertSaid("took QEMU from sid");
    }

    @Test
    void kernelComesFromSidIfExperimentalLacksIt() throws Exception {
        mirror.fail("pool/linux-modules-7.4", 404);
        assertFetched("power-host");
        assertHolds("sid", "kernel");
        assertEquals("7.3.1-powerpc64le\n", Files.readString(cache.resolve("parts/kernel/release")));
    }

    @Test
    void suiteThatMirrorLacksIsSkipped() throws Exception {
        mirror.fail("dists/trixie/", 404);
        assertFetched("power-host");
        assertHolds("testing", "host", "guest");
        assertSaid("skipped trixie: cannot download the suite's Release file");
    }

    @Test
    void failureNamesEachSuiteAndFile() throws Exception {
        mirror.fail("pool/zlib1g_", 404);
        assertNotEquals(0, fetch("power-host"), output);
        assertSaid("cannot fetch the guest's user space: no suite has all of it");
        for (String suite : List.of("trixie", "testing", "sid")) {
            assertSaid("  " + suite + ": cannot download zlib1g_10.1+" + suite + "_ppc64el.deb (404 Not Found)");
        }
        assertTrue(Files.notExists(cache.resolve("parts")));
    }

    @Test
    void olderKernelOfSameSuiteIsTakenIfNewestIsMissing() throws Exception {
        mirror.fail("pool/linux-image-6.12.2", 404);
        assertFetched("advice");
        assertHolds("trixie", "qemu", "kernel");
        assertSaid("skipped newer packages of trixie: cannot download linux-image-6.12.2");
        assertEquals("6.12.1-powerpc64le\n", Files.readString(cache.resolve("parts/kernel/release")));
    }

    @Test
    void failureNamesSuitesWithoutOlderKernel() throws Exception {
        mirror.fail("pool/linux-image-6.12.", 404);
        mirror.fail("pool/linux-binary-7.2.1", 404);
        assertNotEquals(0, fetch("advice"), output);
        assertSaid("  testing: cannot download linux-binary-7.2.1-powerpc64le_7.2.1_ppc64el.deb");
        assertSaid("  sid: it has no Linux older than 7.3~; its newest is 7.3.1");
    }

    @Test
    void eachLibvirtComesFromSuiteThatHasIt() throws Exception {
        assertFetched("advice");
        assertHolds("testing", "libvirt");
        assertHolds("trixie", "old-libvirt");
        assertSaid("skipped trixie: its libvirt0, 11.3.0+trixie, is not ge 11.4~");
    }

    @Test
    void olderLibvirtComesFromBookwormIfFileIsMissing() throws Exception {
        mirror.fail("pool/libvirt-clients_11.3.0+trixie", 404);
        assertFetched("advice");
        assertHolds("bookworm", "old-libvirt");
        assertTrue(Files.exists(cache.resolve("parts/old-libvirt/" + LIBRARIES + "libc.so.6")), output);
    }

    @Test
    void serverErrorStopsAtFirstSuite() throws Exception {
        mirror.fail("pool/libc6_10.1+trixie_ppc64el.deb", 500);
        assertNotEquals(0, fetch("power-host"), output);
        assertSaid("500");
        assertSaid("cannot fetch the guest's user space from trixie");
        assertFalse(mirror.wasAsked("dists/testing"), output);
    }

    @Test
    void suiteWithForeignSignatureIsRefused() throws Exception {
        assumeTrue(Files.isReadable(Path.of(KEYRING)), "the package debian-archive-keyring is not installed");
        Files.copy(
                Path.of("..", "debian-packages"),
                verification.resolve("debian-packages"),
                StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(0, fetch("power-host"), output);
        assertSaid("NO_PUBKEY");
        assertFalse(mirror.wasAsked("pool/"), output);
        assertFalse(mirror.wasAsked("dists/testing"), output);
    }

    @Test
    void earlyJdkIsFetchedIfThere() throws Exception {
        assertEquals(0, fetchJdks("25", "28-ea", "25-zero"), () -> output);
        assertHoldsJdks("early", "jre", "zero");
        assertTrue(Files.notExists(cache.resolve("ppc64el/missing")));
        assertEquals("25 28-ea 25-zero\n", Files.readString(cache.resolve("ppc64el/versions")));
    }

    @Test
    void earlyJdkIsLeftOutIfFileIsMissing() throws Exception {
        mirror.fail("pool/openjdk-28-jre-headless_", 404);
        assertEquals(0, fetchJdks("25", "28-ea", "29-ea", "25-zero"), () -> output);
        assertHoldsJdks("jre", "zero");
        assertEquals(
                "Java 28-ea for ppc64el is missing: sid: cannot download openjdk-28-jre-headless_28~1ea_ppc64el.deb"
                        + " (404 Not Found)\n"
                        + "Java 29-ea for ppc64el is missing: sid: it has no openjdk-29-jre-headless\n",
                Files.readString(cache.resolve("ppc64el/missing")));
    }

    @Test
    void releasedJdkMustBeThere() throws Exception {
        mirror.fail("pool/openjdk-25-jre-zero_", 404);
        assertNotEquals(0, fetchJdks("25", "28-ea", "25-zero"), output);
        assertSaid("  sid: cannot download openjdk-25-jre-zero_25+sid_ppc64el.deb (404 Not Found)");
        assertTrue(Files.notExists(cache.resolve("ppc64el")));
    }

    private int fetchJdks(String... versions) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("ppc64el"));
        arguments.addAll(List.of(versions));
        return run("jdks/fetch-jdks", arguments);
    }

    private void assertHoldsJdks(String... files) {
        List<String> there = Stream.of("early", "jre", "zero")
                .filter(file ->
                        Files.exists(cache.resolve("ppc64el/root/usr/share").resolve(file)))
                .toList();
        assertEquals(List.of(files), there, output);
    }

    private int fetch(String module) throws IOException, InterruptedException {
        return run(module + "/fetch-parts", List.of());
    }

    private int run(String script, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", verification.resolve(script).toString(), cache.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("COMPATCAPS_DEBIAN_MIRROR", mirror.address());
        builder.environment().put("no_proxy", "127.0.0.1");
        Path log = directory.resolve("log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroy();
        output = Files.readString(log);
        assertTrue(ended, output);
        return process.exitValue();
    }

    private void assertFetched(String module) throws IOException, InterruptedException {
        assertEquals(0, fetch(module), () -> output);
    }

    private void assertSaid(String text) {
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
