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

/** Each member of a nested class uses a part of the JDK that the SDK does not use. */
final class Jdk {

    static final class ConsoleAndExit {
        void print() {
            System.out.println("hello");
        }

        Consumer<String> printByReference() {
            return System.err::println;
        }

        void printStackTrace(IOException e) {
            e.printStackTrace();
        }

        OutputStream console() {
            return new FileOutputStream(FileDescriptor.out);
        }

        IntConsumer exitByReference() {
            return System::exit;
        }

        void halt() {
            Runtime.getRuntime().halt(1);
        }
    }

    static final class Processes {
        Object start() throws IOException {
            return new ProcessBuilder("modprobe", "kvm-hv").start();
        }

        Object execute() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"uname"});
        }
    }

    static final class Connections {
        Object fetch(String address) throws IOException {
            return URI.create(address).toURL().openStream();
        }

        Object connect() throws IOException {
            return SocketChannel.open();
        }
    }

    static final class UsersLocale {
        String formatted() {
            return String.format("%d", 7);
        }

        void print(PrintWriter out) {
            out.printf("%d", 7);
        }

        UnaryOperator<String> lowerByReference() {
            return String::toLowerCase;
        }
    }

    static final class Environment {
        String property() {
            return System.getProperty("os.arch");
        }

        UnaryOperator<String> propertyByReference() {
            return System::getProperty;
        }

        String variable() {
            return System.getenv("HOME");
        }

        boolean flag() {
            return Boolean.getBoolean("debug");
        }
    }
}
