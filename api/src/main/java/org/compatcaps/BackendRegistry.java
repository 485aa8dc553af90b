// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.compatcaps.internal.Environment;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Finds the backends, orders them, and chooses one: the selected one or, without a selection, the best that works. */
final class BackendRegistry {

    /** ServiceLoader's iterator fails for ever if it cannot read a services file. */
    private static final int MAX_FAILURES_IN_A_ROW = 8;

    private static @Nullable BackendRegistry found;

    private final List<Backend> backends;

    private BackendRegistry(List<Backend> backends) {
        this.backends = backends;
    }

    /** Returns what is there. Found once, because backends keep native code bound. */
    static synchronized BackendRegistry found() {
        if (found == null) {
            // Not with the thread's context class loader, which would make the result depend on the thread.
            ClassLoader loader = BackendProvider.class.getClassLoader();
            try {
                OwnThread.run(
                        loader,
                        () -> found = find(ServiceLoader.load(BackendProvider.class, loader)
                                .iterator()));
            } catch (OutOfMemoryError e) {
                throw new BackendUnavailableException(OwnThread.limit(e));
            }
        }
        return Objects.requireNonNull(found);
    }

    static BackendRegistry find(Iterator<BackendProvider> providers) {
        List<Backend> backends = new ArrayList<>();
        String lastReason = null;
        for (int failures = 0; failures < MAX_FAILURES_IN_A_ROW; ) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                backends.add(Backend.of(providers.next()));
                failures = 0;
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                // The iterator has moved on, even after the LinkageError of a class file that is too new.
                String remedy = remedyFor(e);
                UnavailableException failure =
                        Backend.failure(e, e.getCause() == null ? remedy : remedy + " (" + e + ")");
                if (!String.valueOf(failure.getMessage()).equals(lastReason)) {
                    backends.add(Backend.broken(failure));
                }
                lastReason = failure.getMessage();
                failures++;
            }
        }
        backends.sort(BackendRegistry::compare);
        return new BackendRegistry(backends);
    }

    private static String remedyFor(Throwable e) {
        if (e instanceof UnsupportedClassVersionError) {
            return "use a newer Java, or a release of that backend for this one";
        }
        String resource = String.valueOf(BackendProvider.class.getResource("BackendProvider.class"));
        return isPathMisread(Environment.classPath(), resource)
                ? "Java cannot find services in a jar below a directory whose name ends in '!': rename it"
                : "check the jar that it comes from, which is incomplete, damaged or of another release";
    }

    /**
     * Returns whether Java takes a directory for the jar, because of the first "!/" in {@code jar:file:/a!/b.jar!/}.
     *
     * @param resource the URL of a class of the SDK
     */
    static boolean isPathMisread(String classPath, String resource) {
        String[] parts = resource.split("!/");
        // A jar in a jar has three parts, too.
        return classPath.contains("!/")
                || parts.length > 2 && parts[0].startsWith("jar:file:") && !parts[0].matches(".*[.][jw]ar");
    }

    /** Orders by descending priority, then by name. */
    private static int compare(Backend a, Backend b) {
        int byPriority = Integer.compare(b.priority(), a.priority());
        return byPriority != 0 ? byPriority : a.name().compareTo(b.name());
    }

    /** Returns all backends, and jars of others that Java skips on the class path without a message. */
    List<Backend> backends() {
        List<Backend> all = new ArrayList<>(backends);
        all.forEach(Backend::fresh);
        String[] names = Environment.classPath().split(File.pathSeparator);
        List<File> jars = new ArrayList<>();
        for (String name : names) {
            jars.add(new File(name));
        }
        // The only jar names the others in its manifest. Ours are in lib beside it.
        File[] beside =
                names.length > 1 ? null : new File(jars.get(0).getAbsoluteFile().getParent(), "lib").listFiles();
        jars.addAll(beside == null ? List.of() : List.of(beside));
        for (File jar : jars) {
            if (jar.getName().startsWith("compatcaps-backend-") && jar.isFile()) {
                try {
                    new JarFile(jar).close();
                } catch (IOException e) {
                    String remedy = jar.canRead()
                            ? " is damaged: replace it by the original"
                            : " cannot be read by this user: change its permissions";
                    all.add(Backend.broken(new UnavailableException(BackendProblem.JAR_DAMAGED, e, jar + remedy)));
                }
            }
        }
        all.sort(BackendRegistry::compare);
        return all;
    }

    /** Returns the backend to use: the selected one, unless the name that the application selects is null. */
    Backend choose(@Nullable String selected) {
        if (selected != null) {
            return select(selected, "the application");
        }
        Optional<String> property = Environment.backendProperty();
        if (property.isPresent()) {
            return select(property.get(), "the system property " + Environment.BACKEND_PROPERTY);
        }
        Optional<String> variable = Environment.backendVariable();
        if (variable.isPresent()) {
            return select(variable.get(), "the environment variable " + Environment.BACKEND_VARIABLE);
        }
        for (Backend backend : backends) {
            if (backend.priority() >= 0) {
                if (backend.fresh().available()) {
                    return backend;
                }
                // Not without need: logging may print to stderr.
                BackendProblem problem = backend.problem().orElse(null);
                if (problem != null && problem.isFailure()) {
                    LoggerFactory.getLogger(BackendRegistry.class).debug("Skipped backend {}", backend);
                }
            }
        }
        String add =
                "add a backend for this Java: compatcaps-backend-ffm (Java 22 and later), compatcaps-backend-jna or"
                        + " compatcaps-backend-jnr.";
        String goToLinux = "The native backends need Linux. Run this on an IBM Power host, or simulate one with"
                + " compatcaps-backend-mock.";
        throw new BackendUnavailableException(
                "There is no usable backend.",
                backends(),
                Environment.isLinux() ? "Fix a reason, or " + add : goToLinux);
    }

    private Backend select(String name, String selector) {
        String problem = "was not found.";
        for (Backend backend : backends) {
            if (backend.name().equals(name)) {
                // Asked once, since a limit of threads can be gone at the next call.
                Optional<String> reason = backend.fresh().reason();
                if (reason.isEmpty()) {
                    return backend;
                }
                problem = "is not available: " + reason.get() + ".";
            }
        }
        throw new BackendUnavailableException(
                "Backend '" + name + "', selected by " + selector + ", " + problem,
                backends(),
                "Fix that, or select another backend.");
    }
}
