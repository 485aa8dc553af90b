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

/** Finds and orders the backends, and chooses the selected one or else the first available one. */
final class BackendRegistry {

    /** Ends the search if ServiceLoader cannot read a services file: its iterator then fails at every call. */
    private static final int MAX_FAILURES_IN_A_ROW = 8;

    private static @Nullable BackendRegistry found;

    private final List<Backend> backends;

    private BackendRegistry(List<Backend> backends) {
        this.backends = backends;
    }

    /** Returns the backends. Searches only once, because backends keep native code bound. */
    static synchronized BackendRegistry found() {
        if (found == null) {
            // With the context class loader, the result would depend on the thread.
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
                // The iterator has advanced past this provider, even if its class file was too new.
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
            return "Use a newer Java version, or a release of that backend for this Java version";
        }
        String resource = String.valueOf(BackendProvider.class.getResource("BackendProvider.class"));
        return isPathMisread(Environment.classPath(), resource)
                ? "Java cannot find services in a jar below a directory whose name ends in '!'. Rename that directory"
                : "Check the jar of that backend. The jar is incomplete, damaged or from another release";
    }

    /**
     * Returns whether Java mistakes a directory for the jar because of the first "!/" in {@code jar:file:/a!/b.jar!/}.
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

    /** Returns all backends, and the damaged jars of backends, which Java skips without a message. */
    List<Backend> backends() {
        List<Backend> all = new ArrayList<>(backends);
        all.forEach(Backend::fresh);
        String[] names = Environment.classPath().split(File.pathSeparator);
        List<File> jars = new ArrayList<>();
        for (String name : names) {
            jars.add(new File(name));
        }
        // A single jar lists the others in its manifest. The command line has them in lib beside it.
        File[] beside =
                names.length > 1 ? null : new File(jars.get(0).getAbsoluteFile().getParent(), "lib").listFiles();
        jars.addAll(beside == null ? List.of() : List.of(beside));
        for (File jar : jars) {
            if (jar.getName().startsWith("compatcaps-backend-") && jar.isFile()) {
                try {
                    new JarFile(jar).close();
                } catch (IOException e) {
                    String remedy = jar.canRead()
                            ? " is damaged. Replace it with the original"
                            : " cannot be read by this user. Change its permissions";
                    all.add(Backend.broken(new UnavailableException(BackendProblem.JAR_DAMAGED, e, jar + remedy)));
                }
            }
        }
        all.sort(BackendRegistry::compare);
        return all;
    }

    /**
     * Returns the backend that the application, the system property or the environment variable selects, in this order, or
     * else the first available one.
     *
     * @param selected the name that the application selects, if any
     */
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
                // Log only failures: SLF4J prints to stderr if it has no provider.
                BackendProblem problem = backend.problem().orElse(null);
                if (problem != null && problem.isFailure()) {
                    LoggerFactory.getLogger(BackendRegistry.class).debug("Skipped backend {}", backend);
                }
            }
        }
        List<Backend> all = backends();
        String remedy = "The native backends need Linux. Run this on an IBM Power host, or simulate one with"
                + " compatcaps-backend-mock.";
        if (Environment.isLinux()) {
            remedy = (all.isEmpty() ? "Add a" : "Fix one of these problems, or add a")
                    + " backend for this Java version: compatcaps-backend-ffm (Java 22 and later), compatcaps-backend-jna or"
                    + " compatcaps-backend-jnr.";
        }
        throw new BackendUnavailableException("There is no usable backend.", all, remedy);
    }

    private Backend select(String name, String selector) {
        String problem = "was not found.";
        String remedy = "Add its jar, correct the name, or select another backend.";
        for (Backend backend : backends) {
            if (backend.name().equals(name)) {
                // Read only once, because a limit of threads may be gone at the next call.
                Optional<String> reason = backend.fresh().reason();
                if (reason.isEmpty()) {
                    return backend;
                }
                problem = "is not available: " + reason.get() + ".";
                remedy = "Fix the problem, or select another backend.";
            }
        }
        throw new BackendUnavailableException(
                "Backend '" + name + "', selected by " + selector + ", " + problem, backends(), remedy);
    }
}
