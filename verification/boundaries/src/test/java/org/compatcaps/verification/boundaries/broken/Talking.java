// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** Classes that print, end or start processes, open connections, or look around. */
public final class Talking {

    private Talking() {}

    static final class Prints {
        void call() {
            System.out.println("hello");
        }
    }

    static final class PrintsErrors {
        Consumer<String> printer() {
            return System.err::println;
        }
    }

    static final class PrintsStackTrace {
        void call(IOException e) {
            e.printStackTrace();
        }
    }

    static final class DumpsStack {
        void call() {
            Thread.dumpStack();
        }
    }

    static final class OpensTheConsole {
        OutputStream stream() {
            return new FileOutputStream(FileDescriptor.out);
        }
    }

    static final class Exits {
        void call() {
            System.exit(1);
        }
    }

    static final class ExitsByReference {
        IntConsumer end() {
            return System::exit;
        }
    }

    static final class Halts {
        void call() {
            Runtime.getRuntime().halt(1);
        }
    }

    static final class ExitsTheRuntime {
        void call() {
            Runtime.getRuntime().exit(1);
        }
    }

    static final class Fetches {
        Object call(String address) throws IOException {
            return URI.create(address).toURL().openStream();
        }
    }

    static final class Connects {
        Object call() throws IOException {
            return SocketChannel.open();
        }
    }

    static final class KnowsAnAddress {
        Object call(String address) {
            return URI.create(address).getPath();
        }
    }

    static final class StartsAProcess {
        Object call() throws IOException {
            return new ProcessBuilder("modprobe", "kvm-hv").start();
        }
    }

    static final class Executes {
        Object call() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"uname"});
        }
    }

    static final class ReadsAProperty {
        String call() {
            return System.getProperty("os.arch");
        }
    }

    static final class ReadsAPropertyByReference {
        UnaryOperator<String> reader() {
            return System::getProperty;
        }
    }

    static final class ReadsAllProperties {
        Object call() {
            return System.getProperties();
        }
    }

    static final class SetsAProperty {
        void call() {
            System.setProperty("jna.nosys", "true");
        }
    }

    static final class ReadsAVariable {
        String call() {
            return System.getenv("HOME");
        }
    }

    static final class ReadsABoolean {
        boolean call() {
            return Boolean.getBoolean("debug");
        }
    }

    static final class ReadsAnInteger {
        Integer call() {
            return Integer.getInteger("attempts", 100);
        }
    }

    static final class ReadsALong {
        Long call() {
            return Long.getLong("timeout");
        }
    }

    static final class Formats {
        String call() {
            return String.format("%d", 7);
        }
    }

    static final class PrintsFormatted {
        void call(PrintWriter out) {
            out.printf("%d", 7);
        }
    }

    static final class LowersByReference {
        UnaryOperator<String> call() {
            return String::toLowerCase;
        }
    }
}
