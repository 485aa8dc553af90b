// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StraceLogTest {
    private static final String OPEN =
            "151   openat(-100 /* AT_FDCWD */, \"/dev/kvm\", 0x80002 /* O_RDWR|O_CLOEXEC */) = 5\n";
    private static final String ASK = "151   ioctl(5, 0x2000ae00 /* KVM_GET_API_VERSION */, 0) = 12\n"
            + "151   ioctl(5, 0x2000ae03 /* KVM_CHECK_EXTENSION */, 0xfa /* KVM_CAP_??? */) = 1\n";
    private static final String CREATE = "151   ioctl(5, 0x2000ae01 /* KVM_CREATE_VM */, 0) = 6\n";
    private static final String QUERY =
            "151   ioctl(6, 0x2000aeb8 /* _IOC(_IOC_NONE, 0xae, 0xb8, 0) */, 0x3fff7c1f4d20) = 0\n";
    private static final String CLOSE_VM = "151   close(6)                          = 0\n";
    private static final String CLOSE_KVM = "151   close(5)                          = 0\n";
    private static final String END = "152   +++ exited with 0 +++\n";
    private static final String CLEAN = OPEN + ASK + CREATE + QUERY + CLOSE_VM + CLOSE_KVM + END;

    @Test
    void acceptsACleanLog() {
        assertClean(CLEAN);
    }

    @Test
    void acceptsNamesWithoutNumbers() {
        assertClean("1 openat(AT_FDCWD, \"/dev/kvm\", O_RDWR|O_CLOEXEC) = 5\n"
                + "1 ioctl(5, KVM_CREATE_VM, 0) = 6\n"
                + "1 ioctl(6, _IOC(_IOC_NONE, 0xae, 0xb8, 0), 0x3fff) = 0\n"
                + "1 close(6) = 0\n1 close(5) = 0\n");
    }

    @Test
    void acceptsTheOlderCallAndNumbersWithoutNames() {
        assertClean("1 open(\"/dev/kvm\", 0x80002) = 0x5\n"
                + "1 ioctl(0x5, 0x2000ae01, 0) = 0x6\n"
                + "1 ioctl(0x6, 0x2000aeb8, 0x3fff) = 0\n"
                + "1 close(0x6) = 0\n1 close(0x5) = 0\n");
    }

    @ParameterizedTest
    @CsvSource({"0x80000 /* O_CLOEXEC */, 0x80000", "0x2 /* O_RDWR */, 0x2", "O_RDWR, O_RDWR"})
    void otherFlagsFail(String flags, String shown) {
        assertEquals(
                List.of("/dev/kvm opened with " + shown + " instead of O_RDWR|O_CLOEXEC"),
                StraceLog.problems(CLEAN.replace("0x80002 /* O_RDWR|O_CLOEXEC */", flags)));
    }

    @Test
    void aSecondOpenFails() {
        assertEquals(List.of("2 times open of /dev/kvm instead of once"), StraceLog.problems(CLEAN + OPEN + CLOSE_KVM));
    }

    @Test
    void anEmptyLogFails() {
        assertEquals(
                List.of(
                        "0 times open of /dev/kvm instead of once",
                        "0 times virtual machine instead of once",
                        "0 times query instead of once"),
                StraceLog.problems(""));
    }

    @Test
    void aDescriptorLeftOpenFails() {
        assertEquals(
                List.of("the virtual machine (descriptor 6) left open"),
                StraceLog.problems(CLEAN.replace(CLOSE_VM, "")));
        assertEquals(List.of("/dev/kvm (descriptor 5) left open"), StraceLog.problems(CLEAN.replace(CLOSE_KVM, "")));
    }

    @Test
    void aSecondCloseFailsWhetherTheKernelRefusesItOrNot() {
        assertEquals(
                List.of("/dev/kvm (descriptor 5) closed twice"),
                StraceLog.problems(CLEAN + "151 close(5) = -1 EBADF (Bad file descriptor)\n"));
        assertEquals(List.of("/dev/kvm (descriptor 5) closed twice"), StraceLog.problems(CLEAN + CLOSE_KVM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openat(-100, \"/tmp/x\", 0x2) = 5",
                "socket(0x1, 0x1, 0) = 5",
                "pipe2([5, 6], 0x80000) = 0",
                "dup(2) = 5",
                "fcntl(2, 0x406 /* F_DUPFD_CLOEXEC */, 0) = 5",
                "fcntl(2, F_DUPFD, 0) = 5",
            })
    void aNumberGivenOutAgainMayBeClosedAgain(String call) {
        assertClean(CLEAN + "160 " + call + "\n160 close(5) = 0\n");
    }

    @Test
    void aDuplicateMustBeClosedToo() {
        String log = CLEAN.replace(CREATE, CREATE + "151 dup(6) = 9\n");
        assertEquals(List.of("a duplicate of the virtual machine (descriptor 9) left open"), StraceLog.problems(log));
        assertClean(log + "151 close(9) = 0\n");
    }

    @Test
    void aNumberGivenOutWhileItShouldBeOpenFails() {
        assertEquals(
                List.of("descriptor 5 of /dev/kvm was given out again before it was closed"),
                StraceLog.problems(CLEAN.replace(CLOSE_KVM, "160 openat(-100, \"/tmp/x\", 0x2) = 5\n")));
    }

    @Test
    void aQueryOnAnotherDescriptorFails() {
        assertEquals(
                List.of("query on descriptor 5, which is not the virtual machine"),
                StraceLog.problems(CLEAN.replace("ioctl(6, 0x2000aeb8", "ioctl(5, 0x2000aeb8")));
    }

    @Test
    void joinsCallsThatOtherThreadsInterrupted() {
        assertClean("150   <... openat resumed>) = 4\n"
                + "151   openat(-100, \"/dev/kvm\", 0x80002 <unfinished ...>\n"
                + "160   close(4) = 0\n"
                + "151   <... openat resumed>) = 5\n"
                + "151   ioctl(5, 0x2000ae01 /* KVM_CREATE_VM */, 0 <unfinished ...>\n"
                + "160   pipe2( <unfinished ...>\n"
                + "151   <... ioctl resumed>)              = 6\n"
                + "160   <... pipe2 resumed>[7, 8], 0x80000) = 0\n"
                + QUERY
                + "151   close(6 <unfinished ...>\n"
                + "160   openat(-100, \"/tmp/x\", 0x2) = 6\n"
                + "151   <... close resumed>)              = 0\n"
                + CLOSE_KVM
                + "160   close(6) = 0\n");
    }

    @Test
    void aLineThatCannotBeReadFails() {
        assertEquals(
                List.of("cannot read the line: 151   close(5)     = garb"),
                StraceLog.problems(CLEAN + "151   close(5)     = garb\n"));
        assertEquals(List.of("cannot read the call: close(x)"), StraceLog.problems(CLEAN + "151   close(x) = 0\n"));
    }

    private static void assertClean(String log) {
        assertEquals(List.of(), StraceLog.problems(log));
    }
}
