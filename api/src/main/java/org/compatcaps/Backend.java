// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.compatcaps.internal.Environment;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * A backend that the SDK found, and whether it is available here. Thread-safe.
 *
 * <pre>{@code
 * for (Backend backend : Backend.list()) {
 *     System.out.println(backend.name() + ": " + backend.reason().orElse("available"));
 * }
 * }</pre>
 */
public final class Backend {

    private final String name;
    private final int priority;

    /** Null if the provider is broken. */
    private final @Nullable BackendProvider provider;

    /** One of the two is not null once this backend has been tried. */
    private @Nullable SystemCalls calls;

    private @Nullable UnavailableException failure;

    private Backend(
            String name, int priority, @Nullable BackendProvider provider, @Nullable UnavailableException failure) {
        this.name = name;
        this.priority = priority;
        this.provider = provider;
        this.failure = failure;
    }

    static Backend of(BackendProvider provider) {
        try {
            return new Backend(Objects.requireNonNull(provider.name(), "name()"), provider.priority(), provider, null);
        } catch (RuntimeException | LinkageError e) {
            return broken(
                    failure(e, "Report this defect of " + provider.getClass().getName()));
        }
    }

    static Backend broken(UnavailableException failure) {
        return new Backend("(broken)", BackendProvider.ONLY_BY_NAME, null, failure);
    }

    /**
     * Returns all backends. The SDK searches for them once, with its own class loader or in its own module layer.
     *
     * @return the backends in the order of the automatic choice; those that must be selected explicitly come last
     * @throws BackendUnavailableException if the process cannot start the thread that searches for them
     */
    public static List<Backend> list() {
        return BackendRegistry.found().backends();
    }

    /** {@return the name by which users select this backend; {@code (broken)} if the provider could not return it} */
    public String name() {
        return name;
    }

    /** {@return the rank in the automatic choice; negative if this backend is only used if it is selected explicitly} */
    public int priority() {
        return priority;
    }

    /** {@return whether this backend can be used here; the first call tries it, which may load a native library} */
    public boolean available() {
        return failure() == null;
    }

    /** {@return the kind of problem that makes this backend unavailable; empty if it is available} */
    public Optional<BackendProblem> problem() {
        return Optional.ofNullable(failure()).map(UnavailableException::problem);
    }

    /** {@return why this backend is not available and how to fix it, as text for a user; empty if it is available} */
    public Optional<String> reason() {
        return Optional.ofNullable(failure()).map(Throwable::getMessage);
    }

    /** {@return the exception or error that made this backend unavailable; empty if there was none} */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(failure()).map(Throwable::getCause);
    }

    /** {@return this backend in one line, such as {@code ffm: not available: needs Java 22, this is 17}} */
    @Override
    public String toString() {
        return name
                + reason().map(reason -> ": not available: " + reason).orElse(": available")
                + (available() && priority < 0 ? " if selected explicitly" : "");
    }

    /** Returns the system calls for a host that is opened. */
    synchronized SystemCalls systemCalls() {
        if (!available()) {
            throw new BackendUnavailableException(
                    "The backend that the application passed is not available.",
                    List.of(this),
                    "Fix the problem, or pass another backend.");
        }
        return Objects.requireNonNull(calls);
    }

    /** Discards the result of a backend that is not native, because it may have changed. */
    synchronized Backend fresh() {
        if (provider != null && !provider.isNative()) {
            calls = null;
            failure = null;
        }
        return this;
    }

    private synchronized @Nullable UnavailableException failure() {
        BackendProvider untried = calls == null && failure == null ? provider : null;
        if (untried != null) {
            try {
                OwnThread.run(untried.getClass().getClassLoader(), () -> bind(untried));
            } catch (OutOfMemoryError e) {
                // Not kept, because the next call may be able to start a thread.
                return OwnThread.limit(e);
            }
        }
        return failure;
    }

    private void bind(BackendProvider untried) {
        try {
            if (untried.isNative() && !Environment.isLinux()) {
                String reason = "needs Linux, this is " + Environment.osName();
                throw new UnavailableException(BackendProblem.NEEDS_LINUX, reason);
            }
            if (untried.isNative()) {
                OwnThread.requireThreadsOfLibraries();
            }
            calls = Objects.requireNonNull(untried.bind(), "bind() returned null");
        } catch (UnavailableException e) {
            failure = Objects.requireNonNullElse(MissingModule.reason(e.getCause()), e);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // Binding libraries throw anything up to a bare java.lang.Error (JNA does), which harms no other backend.
            failure = failure(e, "Fix this failure, or use another backend");
        }
    }

    /** Classifies a failure that the provider did not classify itself. */
    static UnavailableException failure(Throwable thrown, String remedy) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalCallerException) {
                String allow =
                        "Start Java with --enable-native-access and the name of that module, or ALL-UNNAMED for an unnamed"
                                + " one";
                return new UnavailableException(BackendProblem.NATIVE_ACCESS_DENIED, thrown, allow);
            }
        }
        UnavailableException missingModule = MissingModule.reason(thrown);
        if (missingModule != null) {
            return missingModule;
        }
        BackendProblem problem = BackendProblem.PROVIDER_BROKEN;
        if (thrown instanceof UnsupportedClassVersionError) {
            problem = BackendProblem.NEEDS_NEWER_JAVA;
        } else if (thrown instanceof NoClassDefFoundError) {
            problem = BackendProblem.LIBRARY_MISSING;
        } else if (thrown instanceof UnsatisfiedLinkError) {
            problem = BackendProblem.LIBRARY_NOT_LOADED;
        }
        return new UnavailableException(problem, thrown, remedy);
    }
}
