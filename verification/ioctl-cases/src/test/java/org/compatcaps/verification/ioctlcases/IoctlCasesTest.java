// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IoctlCasesTest {

    private static final String GOOD = "a b|close(kvm); close(-1)|0; EBADF|=|-|EIO; EIO|=|no, because";

    private static List<IoctlCase> read(String lines) throws IOException {
        return IoctlCases.read(new StringReader(lines.replace('|', '\t')));
    }

    @Test
    void readsACase() throws IOException {
        List<IoctlCase> cases = read("# comment\n\n" + GOOD + "\n");

        assertEquals(1, cases.size());
        IoctlCase one = cases.get(0);
        assertEquals("a b", one.name());
        assertEquals(Optional.of("0; EBADF"), one.expected(HostKind.V1));
        assertEquals(Optional.of("0; EBADF"), one.expected(HostKind.V2));
        assertEquals(Optional.empty(), one.expected(HostKind.NO_NESTED));
        assertEquals(Optional.of("EIO; EIO"), one.expected(HostKind.BARE_METAL));
        assertEquals(Optional.of("because"), one.notSimulated());
        assertEquals(
                Optional.empty(),
                read(GOOD.replace("no, because", "yes")).get(0).notSimulated());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|close(kvm)|0|=|=|=|=",
                "a|close(kvm)|0|=|=|=|=|yes|yes",
                "|close(kvm)|0|=|=|=|=|yes",
                "a: b|close(kvm)|0|=|=|=|=|yes",
                "a|close(kvm)|0|=|=|=|=|no",
                "a|close(kvm)|=|0|0|0|0|yes",
                "a|close(kvm)|-|=|0|0|0|yes",
                "a|close(kvm)|-|-|-|-|-|yes",
                "a|close(kvm)|0; 0|=|=|=|=|yes",
                "a|close(kvm); close(kvm)|0|=|=|=|=|yes",
                "a||0|=|=|=|=|yes",
                "a|dup(kvm)|0|=|=|=|=|yes",
                "a|close(kvm) |0|=|=|=|=|yes",
                "a|close(kvm, 1)|0|=|=|=|=|yes",
                "a|close(KVM)|0|=|=|=|=|yes",
                "a|close(other)|0|=|=|=|=|yes",
                "a|close(other); other=open(/dev/kvm, O_RDWR)|0; fd|=|=|=|=|yes",
                "a|x=close(kvm)|0|=|=|=|=|yes",
                "a|open(/dev/kvm, O_RDWR)|fd|=|=|=|=|yes",
                "a|kvm=open(/dev/kvm, O_RDWR)|fd|=|=|=|=|yes",
                "a|x=open(/dev/kvm, O_CREAT)|fd|=|=|=|=|yes",
                "a|x=open(/dev/kvm)|fd|=|=|=|=|yes",
                "a|ioctl(kvm, KVM_CREATE_VM, 0)|fd|=|=|=|=|yes",
                "a|ioctl(kvm, 0xae01, 0)|EINVAL|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12000ae01, 0)|EINVAL|=|=|=|=|yes",
                "a|ioctl(vm, KVM_CREATE_VCPU, 0)|fd|=|=|=|=|yes",
                "a|ioctl(kvm, KVM_RUN, 0)|0|=|=|=|=|yes",
                "a|ioctl(kvm, 12, 0)|0|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12)|0|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, many)|0|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {})|0{=}|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {24 0 x})|0{=}|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {24 0 0)|0{=}|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {24 0 0}!24)|0{=}|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {24 0 0}~25)|0{=}|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {24 0 0}@4096)|0{=}|=|=|=|=|yes",
                "a|ioctl(kvm, 0x12, {24 0 0}@8~8)|0{=}|=|=|=|=|yes",
                GOOD,
            })
    void refusesALineThatIsWrong(String line) {
        IOException wrong = assertThrows(IOException.class, () -> read(GOOD + "\n" + line));

        assertTrue(wrong.getMessage().startsWith("cases.tsv, line 2: "), wrong::getMessage);
    }

    @ParameterizedTest
    @EnumSource
    void thereAreCasesForEachKindOfHost(HostKind host) throws IOException {
        assertFalse(IoctlCases.of(host).isEmpty());
        assertTrue(
                IoctlCases.of(host).stream().allMatch(one -> one.expected(host).isPresent()));
        assertEquals(host, HostKind.of(host.column()));
    }

    @Test
    void noOtherKindOfHost() {
        assertThrows(IllegalArgumentException.class, () -> HostKind.of("V1"));
    }
}
