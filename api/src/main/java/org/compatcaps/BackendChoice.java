// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.List;
import java.util.Optional;
import org.compatcaps.internal.Environment;
import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which backend is used: the one that was asked for, or else the best that works. Never another than asked for. */
final class BackendChoice {

    private static final String IS = "Backend {} is {}";

    private BackendChoice() {}

    /**
     * Chooses among candidates in the order of the automatic choice.
     *
     * @param nameFromCode the name that the caller asked for, or null
     */
    static BackendCandidate choose(List<BackendCandidate> candidates, String nameFromCode) {
        if (nameFromCode != null) {
            return byName(candidates, nameFromCode, "by the application");
        }
        Optional<String> property = Environment.backendProperty();
        if (property.isPresent()) {
            return byName(candidates, property.get(), "by the system property " + Environment.BACKEND_PROPERTY);
        }
        Optional<String> variable = Environment.backendVariable();
        if (variable.isPresent()) {
            return byName(candidates, variable.get(), "by the environment variable " + Environment.BACKEND_VARIABLE);
        }
        return automatically(candidates);
    }

    /** Takes a backend that the caller holds in its hands. */
    static BackendCandidate given(BackendProvider provider) {
        BackendCandidate candidate = BackendCandidate.of(provider);
        if (!candidate.availability().isAvailable()) {
            throw unavailable(
                    "The backend that the application passed cannot be used.",
                    List.of(candidate),
                    "Remove that reason, or use another backend.");
        }
        return candidate;
    }

    private static BackendCandidate byName(List<BackendCandidate> candidates, String name, String askedFor) {
        String subject = "The backend '" + name + "', asked for " + askedFor + ", ";
        for (BackendCandidate candidate : candidates) {
            if (candidate.name().equals(name)) {
                Availability availability = candidate.availability();
                Log.LOG.debug(IS, candidate.name(), availability);
                if (!availability.isAvailable()) {
                    throw unavailable(
                            subject + "cannot be used: " + availability.reason().orElseThrow() + ".",
                            BackendFinder.withDamagedJars(candidates),
                            "Remove that reason, or ask for a backend that is available.");
                }
                Log.LOG.debug("Backend {} chosen {}", name, askedFor);
                return candidate;
            }
        }
        throw unavailable(
                subject + "was not found.",
                BackendFinder.withDamagedJars(candidates),
                "Add the jar of that backend, or ask for one that is there.");
    }

    private static BackendCandidate automatically(List<BackendCandidate> candidates) {
        boolean passedOver = false;
        for (BackendCandidate candidate : candidates) {
            if (candidate.priority() >= 0) {
                Availability availability = candidate.availability();
                if (availability.isAvailable()) {
                    if (passedOver) {
                        Log.LOG.debug("Backend {} chosen as the first that is available", candidate.name());
                    }
                    return candidate;
                }
                Log.LOG.debug(IS, candidate.name(), availability);
                passedOver = true;
            }
        }
        List<BackendCandidate> all = BackendFinder.withDamagedJars(candidates);
        throw unavailable("There is no usable backend.", all, cureFor(all));
    }

    private static String cureFor(List<BackendCandidate> candidates) {
        if (!Environment.isLinux()) {
            return "The native ones work on Linux only. Ask on an IBM Power host, or simulate one with"
                    + " compatcaps-backend-mock.";
        }
        String backends =
                "compatcaps-backend-ffm (Java 22 and later), compatcaps-backend-jna or compatcaps-backend-jnr.";
        for (BackendCandidate candidate : candidates) {
            if (!candidate.availability().isAvailable()) {
                return "Remove one of these reasons, or add another that works on this Java: " + backends;
            }
        }
        return "Add one that works on this Java: " + backends;
    }

    private static BackendUnavailableException unavailable(
            String problem, List<BackendCandidate> candidates, String cure) {
        List<BackendStatus> backends = Backends.statusOf(candidates);
        return new BackendUnavailableException(problem + " " + found(backends) + " " + cure, backends);
    }

    private static String found(List<BackendStatus> backends) {
        if (backends.isEmpty()) {
            return "No backend at all was found.";
        }
        StringBuilder text = new StringBuilder("Found: ");
        String separator = "";
        for (BackendStatus backend : backends) {
            text.append(separator).append(backend);
            separator = "; ";
        }
        return text.append('.').toString();
    }

    /**
     * Looked at when there is something to tell: what was asked for by name, and what was passed over. An automatic choice that
     * takes the best at once goes without, because setting up the application's logging may take longer than the answer.
     */
    private static final class Log {

        static final Logger LOG = LoggerFactory.getLogger(BackendChoice.class);
    }
}
