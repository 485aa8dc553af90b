// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How cases are run, and what a backend or a kernel that is wrong does to their results. */
class RunTest {

    private static final String QUERY = "ioctl(vm, KVM_PPC_GET_COMPAT_CAPS, {24 0 0x77})";

    /** A backend that passes everything on; each test makes one thing wrong. */
    private static class Backend implements SystemCalls {
        final SystemCalls kernel = SimulatedHost.builder().build().bind();

        @Override
        public int open(ByteBuffer path, int flags) {
            return kernel.open(path, flags);
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            return kernel.ioctl(fd, request, argument);
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            return kernel.ioctl(fd, request, structure);
        }

        @Override
        public int close(int fd) {
            return kernel.close(fd);
        }
    }

    private static IoctlCase one(String calls) throws IOException {
        String results = calls.replaceAll("[^;]+", " x").strip();
        return IoctlCases.read(new StringReader("one\t" + calls + "\t" + results + "\t-\t-\t-\t-\tyes"))
                .get(0);
    }

    private static String run(String calls, SystemCalls backend) throws IOException {
        return one(calls).run(backend);
    }

    /** The cases of a partition whose result is not the expected one. */
    private static List<String> differing(SystemCalls backend) throws IOException {
        return IoctlCases.of(HostKind.V1).stream()
                .filter(one -> one.notSimulated().isEmpty())
                .filter(one ->
                        !one.run(backend).equals(one.expected(HostKind.V1).orElseThrow()))
                .map(IoctlCase::name)
                .collect(Collectors.toList());
    }

    @Test
    void aBackendThatPassesEverythingOnDoesNotDiffer() throws IOException {
        assertEquals(List.of(), differing(new Backend()));
    }

    @Test
    void argumentsCutTo32BitsAreNoticed() throws IOException {
        assertEquals(
                List.of(
                        "version, argument 0x100000000",
                        "capability 0x1000000fa",
                        "capability 0x80000000000000fa",
                        "VM of type 0x100000000",
                        "VM, capability 0x1000000fa",
                        "VM, capability 0x80000000000000fa"),
                differing(new Backend() {
                    @Override
                    public int ioctl(int fd, long request, long argument) {
                        return kernel.ioctl(fd, request, argument & 0xFFFF_FFFFL);
                    }
                }));
    }

    @Test
    void requestsCutTo16BitsAreNoticed() throws IOException {
        List<String> differing = differing(new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                return kernel.ioctl(fd, request & 0xFFFF, structure);
            }
        });
        assertTrue(differing.contains("query"), differing::toString);
    }

    @Test
    void aBufferWithoutItsPositionIsNoticed() throws IOException {
        List<String> differing = differing(new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                return kernel.ioctl(fd, request, structure.duplicate().position(0));
            }
        });
        assertTrue(differing.contains("query"), differing::toString);
    }

    @Test
    void aCopyThatDoesNotComeBackIsNoticed() throws IOException {
        List<String> differing = differing(new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                ByteBuffer copy = ByteBuffer.allocateDirect(structure.remaining());
                copy.put(structure.duplicate()).rewind();
                return kernel.ioctl(fd, request, copy);
            }
        });
        assertTrue(differing.contains("query"), differing::toString);
        assertTrue(differing.contains("size 32, last byte set"), differing::toString);
        assertFalse(differing.contains("size 23"), differing::toString);
    }

    @Test
    void anErrorOfTheCallBeforeIsNoticed() throws IOException {
        List<String> differing = differing(new Backend() {
            private int last = -1;

            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                int result = kernel.ioctl(fd, request, structure);
                int before = last;
                last = Math.min(result, -1);
                return result < 0 ? before : result;
            }
        });
        assertTrue(differing.contains("query after errors"), differing::toString);
    }

    @Test
    void aWriteBesideTheStructIsShown() throws IOException {
        Backend writesBefore = new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                structure.duplicate().clear().put(structure.position() - 1, (byte) 0);
                return 0;
            }
        };
        assertEquals("0{24 0 119}!-1", run(QUERY, writesBefore));
        Backend writesBehind = new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                structure.duplicate().clear().put(structure.limit(), (byte) 0);
                return 0;
            }
        };
        assertEquals("0{24 0 119}!24", run(QUERY, writesBehind));
    }

    @ParameterizedTest
    @CsvSource({"-4711, errno 4711", "-5, EIO", "7, 7", "-2147483648, errno 2147483648"})
    void anOddAnswerIsShown(int answer, String shown) throws IOException {
        Backend odd = new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                return answer;
            }
        };
        assertEquals(shown + "{=}", run(QUERY, odd));
    }

    @Test
    void anExceptionIsShownAndLeavesNothingOpen() throws IOException {
        SimulatedHost host = SimulatedHost.builder().build();
        Backend throwing = new Backend() {
            @Override
            public int open(ByteBuffer path, int flags) {
                return host.bind().open(path, flags);
            }

            @Override
            public int ioctl(int fd, long request, long argument) {
                throw new IllegalStateException("broken");
            }

            @Override
            public int close(int fd) {
                return host.bind().close(fd);
            }
        };
        assertEquals(
                "0; fd(kvm); java.lang.IllegalStateException: broken",
                run("close(kvm); a=open(/dev/kvm, O_RDWR); ioctl(a, KVM_GET_API_VERSION, 0)", throwing));
        assertEquals(Set.of(), host.openDescriptors());
    }

    @Test
    void whatCannotBeReachedIsSaid() throws IOException {
        assertEquals(
                "ENOENT; not reached; not reached",
                run("a=open(/missing, O_RDWR); ioctl(a, 0x12, 0); close(a)", new Backend()));
        SimulatedHost host = SimulatedHost.builder().build();
        host.fail(KernelCall.KVM_CREATE_VM, 12);
        assertEquals("no vm: ENOMEM", run(QUERY, host.bind()));
        host.fail(KernelCall.OPEN, 13);
        assertEquals("no kvm: EACCES", run(QUERY, host.bind()));
        assertEquals(Set.of(), host.openDescriptors());
    }

    @Test
    void aDescriptorThatFollowsAnotherIsToldFromOneThatDoesNot() throws IOException {
        assertEquals(
                "fd; 0; fd(a); fd",
                run(
                        "a=open(/dev/kvm, O_RDWR); close(a); b=open(/dev/kvm, O_RDWR); c=open(/dev/kvm, O_RDWR)",
                        new Backend()));
    }

    @Test
    void aCaseDoesNotReachAFileOfAnotherThreadByANumberThatItClosed() throws IOException {
        Backend beside = new Backend() {
            private int other = -1;

            @Override
            public int close(int fd) {
                int result = kernel.close(fd);
                // The other thread is always quick enough.
                int before = other;
                other = kernel.open(SystemCalls.pathOf("/dev/null"), 0);
                kernel.close(before);
                return result;
            }
        };
        assertTrue(differing(beside).contains("close the device twice"));
        LowerNumbers lower = new LowerNumbers(beside);
        for (IoctlCase one : IoctlCases.of(HostKind.V1)) {
            if (one.notSimulated().isEmpty() && !one.opensAfterClosing()) {
                assertEquals(one.expected(HostKind.V1).orElseThrow(), lower.run(one), one.name());
            }
        }
    }

    @Test
    void aCaseThatWantsItsNumberBackGetsIt() throws IOException {
        Backend backend = new Backend();
        assertEquals("0; fd(kvm)", new LowerNumbers(backend).run(one("close(kvm); again=open(/dev/kvm, O_RDWR)")));
    }

    @Test
    void theProgramPrintsALineForEachCase() throws IOException {
        String[] lines = main(0, "--backend", "mock", "--host", "no-nested").split("\n");

        List<IoctlCase> cases = IoctlCases.of(HostKind.NO_NESTED);
        assertEquals(cases.size() + 1, lines.length);
        assertEquals("version: 12", lines[0]);
        assertEquals(cases.size() + " cases", lines[lines.length - 1]);
    }

    @Test
    void theProgramRefusesWhatItDoesNotKnow() throws IOException {
        assertEquals("", main(2));
        assertEquals("", main(2, "--host", "v1", "--backend", "mock"));
        assertEquals("", main(2, "--backend", "mock", "--host", "v3"));
        assertEquals("", main(2, "--backend", "no-such", "--host", "v1"));
    }

    private static String main(int status, String... args) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(
                status,
                Main.run(
                        args,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)));
        assertEquals(status == 0, err.size() == 0);
        return out.toString(StandardCharsets.UTF_8);
    }
}
