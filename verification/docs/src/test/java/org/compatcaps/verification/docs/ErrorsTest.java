// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The guide's table of errors: each quoted message is one of the type that it names, and no message is missing. */
class ErrorsTest {

    private static final String MOCK_MODES = "compatcaps.mock.modes";

    @TempDir
    private static Path tree;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int ENXIO = 6;
    private static final int EBADF = 9;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int EISDIR = 21;
    private static final int EINVAL = 22;
    private static final int ENFILE = 23;
    private static final int EMFILE = 24;
    private static final int ENOTTY = 25;

    /**
     * A row of the table.
     *
     * @param message the quoted message, with an ellipsis for each part that varies
     * @param type the error's type
     * @param reason the reason, or an empty text
     */
    private record Row(String message, String type, String reason) {

        boolean fits(Throwable error) {
            String quoted = Pattern.quote(message).replace("…", "\\E.*\\Q");
            return error.getClass().getSimpleName().equals(type)
                    && (!(error instanceof QueryNotSupportedException refusal)
                            || refusal.reason().name().equals(reason))
                    && Pattern.compile(quoted).matcher(error.getMessage()).lookingAt();
        }
    }

    /** The registered mock reads its properties once in the life of a JVM, and is not to be available in this one. */
    @BeforeAll
    static void spoilTheRegisteredMock() {
        System.setProperty(MOCK_MODES, "power8");
    }

    @AfterAll
    static void repairTheRegisteredMock() {
        System.clearProperty(MOCK_MODES);
    }

    private static List<Row> rows(Page page) {
        return page.rows("Errors").stream()
                .map(row -> {
                    List<String> type = row.cells().get(1).code();
                    return new Row(row.cells().get(0).code().get(0), type.get(0), type.size() > 2 ? type.get(2) : "");
                })
                .toList();
    }

    @Test
    void tableQuotesEveryMessage() {
        assertEquals(List.of(), differences(rows(Page.guide())));
    }

    private static List<String> differences(List<Row> rows) {
        List<String> differences = new ArrayList<>();
        Set<Row> seen = new TreeSet<>((one, other) -> one.message().compareTo(other.message()));
        errors().forEach((situation, error) -> {
            List<Row> fitting = rows.stream().filter(row -> row.fits(error)).toList();
            if (fitting.size() != 1) {
                differences.add(situation + ": " + error + " fits " + fitting);
            }
            seen.addAll(fitting);
        });
        rows.stream().filter(row -> !seen.contains(row)).forEach(row -> differences.add("no such message: " + row));
        return differences;
    }

    @Test
    void wrongTableIsFound() {
        List<Row> rows = new ArrayList<>(rows(Page.guide()));
        Row first = rows.remove(0);
        assertEquals(1, differences(rows).size(), "a row is missing");
        rows.add(new Row(first.message(), "KvmPermissionException", ""));
        assertEquals(2, differences(rows).size(), "another type");
        rows.set(rows.size() - 1, first);
        rows.add(new Row("Something else went wrong", "NoKvmException", ""));
        assertEquals(1, differences(rows).size(), "no such message");
    }

    @Test
    void tableHasEveryTypeAndReason() throws Exception {
        List<Row> rows = rows(Page.guide());
        Set<String> documented = rows.stream()
                .map(Row::type)
                .filter(type -> !type.startsWith("Illegal"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(exceptions(), documented);
        for (QueryNotSupportedException.Reason reason : QueryNotSupportedException.Reason.values()) {
            assertTrue(rows.stream().anyMatch(row -> row.reason().equals(reason.name())), reason.name());
        }
    }

    /** The types of the SDK's exceptions, without the class that all extend. */
    static Set<String> exceptions() throws IOException {
        Set<String> types = new TreeSet<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Page.ROOT.resolve("api/src/main/java/org/compatcaps"), "*Exception.java")) {
            files.forEach(file -> types.add(file.getFileName().toString().replace(".java", "")));
        }
        assertTrue(types.remove("CompatCapsException"));
        return types;
    }

    private static Map<String, Throwable> errors() {
        Map<String, Throwable> errors = new LinkedHashMap<>();
        for (int errno : List.of(ENOENT, ENXIO, EISDIR, EACCES, EPERM, EMFILE, ENFILE, EINTR)) {
            errors.put("open, errno " + errno, failure(KernelCall.OPEN, errno));
        }
        errors.put("not KVM", failure(KernelCall.KVM_GET_API_VERSION, ENOTTY));
        for (KernelCall call :
                List.of(KernelCall.KVM_GET_API_VERSION, KernelCall.KVM_CHECK_EXTENSION, KernelCall.KVM_CREATE_VM)) {
            errors.put(call + " forbidden", failure(call, EPERM));
        }
        errors.put("migrated", failure(KernelCall.KVM_CREATE_VM, EINVAL));
        errors.put("other posting", otherPosting());
        errors.put("no memory", failure(KernelCall.KVM_CREATE_VM, ENOMEM));
        errors.put("close", failure(KernelCall.CLOSE, EIO));
        for (int errno : List.of(EBADF, EINVAL, ENOTTY, EIO)) {
            errors.put("the caller's VM, errno " + errno, callersVm(errno));
        }
        errors.put("older kernel", query(SimulatedHost.builder().withoutQuery().build()));
        errors.put("bare metal", query(SimulatedHost.builder().bareMetal().build()));
        errors.put(
                "partition",
                query(SimulatedHost.builder().withoutNestedVirtualization().build()));
        errors.put(
                "no estimate, no guests",
                estimate(SimulatedHost.builder().withoutQuery().withoutNestedVirtualization()));
        errors.put("no estimate, no tree", estimate(SimulatedHost.builder().withoutQuery()));
        errors.put("no estimate, no CPU", estimateFrom("cpus/l2-cache@0", null));
        errors.put("no estimate, type damaged", estimateFrom("cpus/l2-cache@0", new byte[] {0x0f, 0, 0, 5}));
        errors.put("no estimate, bare metal", estimateFrom("cpus/cpu@0", null));
        errors.put("no estimate, no mode", estimateFrom("cpus/cpu@0", new byte[] {0, (byte) 0x80, 0x12, 0}));
        errors.put("no estimate, damaged", estimateFrom("cpus/cpu@0", new byte[] {0x0f}));
        errors.put("no estimate, differ", estimateFrom("cpus/cpu@8", new byte[] {0x0f, 0, 0, 5}));
        errors.put("no mode", thrown(() -> ProcessorMode.parse("power8")));
        errors.put("no text form", thrown(() -> CompatCaps.parse("version=2")));
        errors.put("no hosts", thrown(() -> CompatCaps.common(List.of())));
        errors.put("architecture", query(new Altered("amd64")));
        errors.put("version", query(new Altered(Lie.VERSION)));
        errors.put("filled", query(new Altered(Lie.FILLED)));
        errors.put("untouched", query(new Altered(Lie.UNTOUCHED)));
        errors.put("no backend", thrown(() -> KvmHost.open().close()));
        errors.put("not found", thrown(() -> KvmHost.builder().backend("jni").open()));
        errors.put("given", query(new Altered(Lie.UNAVAILABLE)));
        errors.put("by name", thrown(() -> KvmHost.builder().backend("mock").open()));
        errors.put("closed", thrown(() -> {
            KvmHost host =
                    KvmHost.builder().backend(SimulatedHost.builder().build()).open();
            host.close();
            host.compatCaps();
        }));
        errors.put(
                "zero in the path",
                thrown(() -> KvmHost.builder()
                        .backend(SimulatedHost.builder().build())
                        .device("/dev/kvm\0")
                        .open()));
        errors.put("negative", thrown(() -> {
            try (KvmHost host =
                    KvmHost.builder().backend(SimulatedHost.builder().build()).open()) {
                host.compatCaps(-1);
            }
        }));
        return errors;
    }

    private static Throwable thrown(Executable action) {
        return assertThrows(Throwable.class, action);
    }

    private static Throwable query(BackendProvider backend) {
        return thrown(() -> {
            try (KvmHost host = KvmHost.builder().backend(backend).open()) {
                host.compatCaps();
            }
        });
    }

    private static Throwable estimate(SimulatedHost.Builder simulated) {
        return thrown(() -> {
            try (KvmHost host = KvmHost.builder()
                    .backend(simulated.build())
                    .estimate(tree.resolve("none"))
                    .open()) {
                host.compatCaps();
            }
        });
    }

    /** From a tree with this node, a CPU by its name, and another CPU if that has a number behind the first one's. */
    private static Throwable estimateFrom(String node, byte[] version) {
        return thrown(() -> {
            Path root = Files.createTempDirectory(tree, "tree");
            cpu(root.resolve(node), node.contains("cpu@"), version);
            if (node.endsWith("8")) {
                cpu(root.resolve("cpus/cpu@0"), true, new byte[] {0x0f, 0, 0, 6});
            }
            SimulatedHost simulated = SimulatedHost.builder().withoutQuery().build();
            try (KvmHost host =
                    KvmHost.builder().backend(simulated).estimate(root).open()) {
                host.compatCaps();
            }
        });
    }

    private static void cpu(Path node, boolean cpu, byte[] version) throws IOException {
        Files.createDirectories(node);
        Files.writeString(node.resolve("device_type"), cpu ? "cpu\0" : "cache\0");
        if (version != null) {
            Files.write(node.resolve("cpu-version"), version);
        }
    }

    private static Throwable failure(KernelCall call, int errno) {
        SimulatedHost host = SimulatedHost.builder().build();
        host.fail(call, errno);
        return query(host);
    }

    private static Throwable otherPosting() {
        SimulatedHost host = SimulatedHost.builder()
                .kernelInterface(KernelInterface.FIRST_POSTED)
                .build();
        host.fail(KernelCall.KVM_PPC_GET_COMPAT_CAPS, ENOTTY);
        return query(host);
    }

    private static Throwable callersVm(int errno) {
        SimulatedHost simulated = SimulatedHost.builder().build();
        int vm = simulated.createVm();
        simulated.fail(KernelCall.KVM_PPC_GET_COMPAT_CAPS, errno);
        return thrown(() -> {
            try (KvmHost host = KvmHost.builder().backend(simulated).open()) {
                host.compatCaps(vm);
            }
        });
    }

    private enum Lie {
        NONE,
        VERSION,
        FILLED,
        UNTOUCHED,
        UNAVAILABLE
    }

    /** A simulated host of another architecture, or one that returns wrong results. */
    private static final class Altered implements BackendProvider, SystemCalls {

        private static final long GET_API_VERSION = 0x00;
        private static final long GET_COMPAT_CAPS = 0xb8;

        private final SystemCalls simulated;
        private final String architecture;
        private final Lie lie;

        Altered(String architecture) {
            this.simulated = SimulatedHost.builder().withoutQuery().build().bind();
            this.architecture = architecture;
            this.lie = Lie.NONE;
        }

        Altered(Lie lie) {
            this.simulated = SimulatedHost.builder().build().bind();
            this.architecture = simulated.architecture();
            this.lie = lie;
        }

        @Override
        public String name() {
            return "altered";
        }

        @Override
        public int priority() {
            return ONLY_BY_NAME;
        }

        @Override
        public boolean isNative() {
            return false;
        }

        @Override
        public SystemCalls bind() throws UnavailableException {
            if (lie == Lie.UNAVAILABLE) {
                throw new UnavailableException(BackendProblem.WRONG_SETTING, "is not ready");
            }
            return this;
        }

        @Override
        public String architecture() {
            return architecture;
        }

        @Override
        public int open(ByteBuffer path, int flags) {
            return simulated.open(path, flags);
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            if (lie == Lie.VERSION && (request & 0xff) == GET_API_VERSION) {
                return 11;
            }
            // The simulated kernel knows powerpc's numbers only, which have one bit more.
            boolean foreign = !architecture.equals(simulated.architecture());
            return simulated.ioctl(fd, foreign ? request | 1L << 29 : request, argument);
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            ByteBuffer struct = structure.duplicate().order(ByteOrder.nativeOrder());
            if ((request & 0xff) == GET_COMPAT_CAPS && lie == Lie.UNTOUCHED) {
                return 0;
            }
            int result = simulated.ioctl(fd, request, structure);
            if ((request & 0xff) == GET_COMPAT_CAPS && lie == Lie.FILLED) {
                struct.putLong(0, 8);
            }
            return result;
        }

        @Override
        public int close(int fd) {
            return simulated.close(fd);
        }
    }
}
