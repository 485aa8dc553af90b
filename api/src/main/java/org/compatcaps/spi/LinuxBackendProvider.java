// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

import java.util.Objects;
import java.util.function.Supplier;
import org.compatcaps.internal.Environment;
import org.compatcaps.internal.OneLine;
import org.compatcaps.internal.OwnThread;

/**
 * A provider whose system calls go to the Linux kernel under this JVM. It does what all such providers have in common: it
 * refuses other operating systems, binds once, and turns whatever goes wrong into a reason.
 *
 * <p>Made to be extended: a subclass gives its name and priority to the constructor and implements {@link #bind()}; it may
 * override {@link #explain}.
 *
 * <p>Thread-safe.
 */
public abstract class LinuxBackendProvider implements BackendProvider {

    /** In the message of Java's IllegalCallerException; jffi passes the message on in an exception of its own. */
    private static final String ACCESS_DENIED = "Illegal native access";

    private static final String ACCESS_CURE =
            "; allow it by Java's option --enable-native-access with that module's name, or ALL-UNNAMED for an unnamed one";

    private final String name;
    private final int priority;

    private Availability availability;
    private SystemCalls systemCalls;

    /**
     * Remembers name and priority and does nothing else.
     *
     * @param name see {@link BackendProvider#name()}
     * @param priority see {@link BackendProvider#priority()}
     */
    protected LinuxBackendProvider(String name, int priority) {
        this.name = Objects.requireNonNull(name, "name");
        this.priority = priority;
    }

    /**
     * Loads and links everything that a system call needs, so that calls cannot fail for want of it later. Called at most
     * once for each provider, on Linux only, and never by two threads at once.
     *
     * <p>The thread is a new one, with the provider's class loader as its context class loader, whoever asked first: threads
     * that a binding library starts here, and exceptions that are kept, hold on to nothing of that application. Who asked
     * waits meanwhile, so that nothing here may wait for that thread or ask the SDK in turn.
     *
     * @return the system calls, ready for use
     * @throws UnavailableException if the backend knows why it cannot work here. Anything else that is thrown, such as an
     *     {@link UnsatisfiedLinkError}, disables the backend as well and is kept as the cause.
     */
    protected abstract SystemCalls bind() throws UnavailableException;

    /**
     * Puts what {@link #bind()} threw into the words of a reason. To be overridden by a backend that knows how its binding
     * library fails and what helps.
     *
     * @param problem the innermost exception or error, in one line: its class and its message
     * @return what the user gets to read, with what helps; the problem itself unless overridden
     */
    protected String explain(String problem) {
        return problem;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int priority() {
        return priority;
    }

    @Override
    public final synchronized Availability availability() {
        if (availability == null) {
            availability = OwnThread.call(getClass(), new Binding(this));
        }
        return availability;
    }

    @Override
    public final synchronized SystemCalls systemCalls() {
        Availability known = availability();
        if (!known.isAvailable()) {
            throw new IllegalStateException(
                    known.reason().orElseThrow(), known.cause().orElse(null));
        }
        return systemCalls;
    }

    private Availability tryToBind() {
        if (!Environment.isLinux()) {
            return Availability.unavailable("needs Linux, this is " + Environment.osName());
        }
        try {
            systemCalls = Objects.requireNonNull(bind(), "bind() answered null");
            return Availability.available();
        } catch (UnavailableException e) {
            return Availability.unavailable(e.getMessage());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // Binding libraries fail with anything up to a bare java.lang.Error (JNA does); none of it is fatal for
            // others.
            String reason = explain(OneLine.of(innermost(e)));
            String cure = reason.contains(ACCESS_DENIED) ? ACCESS_CURE : "";
            return Availability.unavailable("cannot be loaded: " + reason + cure, e);
        }
    }

    /** The innermost cause says what happened; what wraps it only says where. */
    private static Throwable innermost(Throwable thrown) {
        Throwable result = thrown;
        while (result.getCause() != null) {
            result = result.getCause();
        }
        return result;
    }

    /** Not a lambda, see {@link OwnThread}. */
    private static final class Binding implements Supplier<Availability> {

        private final LinuxBackendProvider provider;

        Binding(LinuxBackendProvider provider) {
            this.provider = provider;
        }

        @Override
        public Availability get() {
            return provider.tryToBind();
        }
    }
}
