// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InTurnTest {
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @Test
    void eachCommandHasItsOwnPropertiesOutputAndExitStatus() throws Exception {
        run("mock-cases", "ioctl-cases", "-Din.turn=yes", "--backend", "mock", "--host", "v1");
        assertNull(System.getProperty("in.turn"));
        run("wrong", "ioctl-cases", "--backend", "mock");
        GuestOutput output = GuestOutput.parse(console.toString());

        GuestOutput.Command cases = output.ended("mock-cases").orElseThrow();
        assertEquals(0, cases.exitStatus());
        assertTrue(cases.out().endsWith("\n377 cases\n"), cases.out());
        assertEquals("", cases.err());

        GuestOutput.Command wrong = output.ended("wrong").orElseThrow();
        assertEquals(2, wrong.exitStatus());
        assertEquals("", wrong.out());
        assertTrue(wrong.err().startsWith("usage: "), wrong.err());
    }

    @Test
    void commandThatDoesNotEndHasNoAnswer() {
        assertThrows(IllegalArgumentException.class, () -> run("unknown", "other-program"));
        assertEquals(Optional.empty(), GuestOutput.parse(console.toString()).ended("unknown"));
    }

    private void run(String name, String... words) throws Exception {
        PrintStream before = System.out;
        System.setOut(new PrintStream(console, true));
        try {
            InTurn.run(name, words);
        } finally {
            System.setOut(before);
        }
    }
}
