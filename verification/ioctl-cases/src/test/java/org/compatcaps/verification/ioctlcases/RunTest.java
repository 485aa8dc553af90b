// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of cases through a backend or a kernel that is wrong. */
class RunTest {

    private static final String QUERY = "ioctl(vm, KVM_PPC_GET_COMPAT_CAPS, {24 0 0x77})";

    /** A backend that passes everything on; each test makes one thing wrong. */
    private static class Backend implements SystemCalls {
        final SimulatedHost host = SimulatedHost.builder().build();
        final SystemCalls kernel = host.bind();

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

    @FunctionalInterface
    private interface StructCall {
        int ioctl(SystemCalls kernel, int fd, long request, ByteBuffer structure);
    }

    private static Backend with(StructCall call) {
        return new Backend() {
            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                return call.ioctl(kernel, fd, request, structure);
            }
        };
    }

    private static String run(String calls, SystemCalls backend) throws IOException {
        return IoctlCase.read("one\t" + calls + "\tx\t-\t-\t-\t-\tyes").get(0).run(backend);
    }

    /** Returns the cases of a partition whose result is not the expected one. */
    private static List<String> differing(SystemCalls backend) throws IOException {
        return IoctlCase.of(HostKind.V1).stream()
                .filter(one -> one.notSimulated().isEmpty())
                .filter(one -> !one.run(backend).equals(one.expected(HostKind.V1)))
                .map(IoctlCase::name)
                .toList();
    }

    @Test
    void argumentsCutTo32BitsDiffer() throws IOException {
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
    void requestsCutTo16BitsDiffer() throws IOException {
        assertDiffers("query", (kernel, fd, request, structure) -> kernel.ioctl(fd, request & 0xFFFF, structure));
    }

    @Test
    void bufferWithoutItsPositionDiffers() throws IOException {
        assertDiffers(
                "query",
                (kernel, fd, request, structure) ->
                        kernel.ioctl(fd, request, structure.duplicate().position(0)));
    }

    @Test
    void copyThatDoesNotComeBackDiffers() throws IOException {
        List<String> differing = assertDiffers("query", (kernel, fd, request, structure) -> {
            ByteBuffer copy = ByteBuffer.allocateDirect(structure.remaining());
            copy.put(structure.duplicate()).rewind();
            return kernel.ioctl(fd, request, copy);
        });
        assertTrue(differing.contains("size 32, last byte set"), differing::toString);
        assertFalse(differing.contains("size 23"), differing::toString);
    }

    @Test
    void errorOfTheCallBeforeDiffers() throws IOException {
        int[] last = {-1};
        assertDiffers("query after errors", (kernel, fd, request, structure) -> {
            int result = kernel.ioctl(fd, request, structure);
            int before = last[0];
            last[0] = Math.min(result, -1);
            return result < 0 ? before : result;
        });
    }

    private static List<String> assertDiffers(String name, StructCall call) throws IOException {
        List<String> differing = differing(with(call));
        assertTrue(differing.contains(name), differing::toString);
        return differing;
    }

    @Test
    void writeBesideTheStructIsShown() throws IOException {
        Backend writesBefore = with((kernel, fd, request, structure) -> {
            structure.duplicate().clear().put(structure.position() - 1, (byte) 0);
            return 0;
        });
        assertEquals("0{24 0 119}!-1", run(QUERY, writesBefore));
        Backend writesAfter = with((kernel, fd, request, structure) -> {
            structure.duplicate().clear().put(structure.limit(), (byte) 0);
            return 0;
        });
        assertEquals("0{24 0 119}!24", run(QUERY, writesAfter));
    }

    @ParameterizedTest
    @CsvSource({"-4711, errno 4711", "-5, EIO", "7, 7", "-2147483648, errno 2147483648"})
    void oddAnswerIsShown(int answer, String shown) throws IOException {
        assertEquals(shown + "{=}", run(QUERY, with((kernel, fd, request, structure) -> answer)));
    }

    @Test
    void exceptionIsShownAndLeavesNothingOpen() throws IOException {
        Backend throwing = new Backend() {
            @Override
            public int ioctl(int fd, long request, long argument) {
                throw new IllegalStateException("broken");
            }
        };
        assertEquals(
                "0; fd(kvm); java.lang.IllegalStateException: broken",
                run("close(kvm); a=open(/dev/kvm, O_RDWR); ioctl(a, KVM_GET_API_VERSION, 0)", throwing));
        assertEquals(Set.of(), throwing.host.openDescriptors());
    }

    @Test
    void stepWithoutItsDescriptorIsNotReached() throws IOException {
        Backend backend = new Backend();
        assertEquals(
                "ENOENT; not reached; not reached",
                run("a=open(/missing, O_RDWR); ioctl(a, 0x12, 0); close(a)", backend));
        backend.host.fail(KernelCall.KVM_CREATE_VM, 12);
        assertEquals("no vm: ENOMEM", run(QUERY, backend));
        backend.host.fail(KernelCall.OPEN, 5);
        assertEquals("no kvm: EIO", run(QUERY, backend));
        assertEquals(Set.of(), backend.host.openDescriptors());
    }

    @Test
    void descriptorWithTheNumberOfAnotherIsShown() throws IOException {
        assertEquals(
                "fd; 0; fd(a); fd",
                run(
                        "a=open(/dev/kvm, O_RDWR); close(a); b=open(/dev/kvm, O_RDWR); c=open(/dev/kvm, O_RDWR)",
                        new Backend()));
    }

    /** The other thread is always quick enough. Only cases that want their numbers again cannot be kept from it. */
    @Test
    void caseDoesNotReachTheFileOfAnotherThreadByAClosedNumber() throws IOException {
        assertEquals(
                List.of(
                        "VM after a device opened again",
                        "opened again",
                        "the lowest free number, other files",
                        "VM in the place of a device",
                        "device in the place of a VM",
                        "no number for a missing file",
                        "no number for a VM that is refused"),
                differing(new Backend() {
                    private int other = -1;

                    @Override
                    public int close(int fd) {
                        int result = kernel.close(fd);
                        int before = other;
                        other = kernel.open(SystemCalls.pathOf("/dev/null"), 0);
                        kernel.close(before);
                        return result;
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--host v1 --backend mock", "--backend mock --host v3", "--backend no-such --host v1"})
    void programRejectsUnknownArguments(String arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(2, Main.run(arguments.split(" "), new PrintStream(out), new PrintStream(err)));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("usage: "), err::toString);
    }
}
