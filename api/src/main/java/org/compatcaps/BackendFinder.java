// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.compatcaps.internal.Environment;
import org.compatcaps.internal.OneLine;
import org.compatcaps.internal.OwnThread;
import org.compatcaps.spi.BackendProvider;

/** Finds the providers. One that cannot be loaded is kept with its reason and does not hide the others. */
final class BackendFinder {

    /** Against an iterator that fails for ever, as it does when a services file cannot be read. */
    private static final int MAX_FAILURES_IN_A_ROW = 8;

    /**
     * Found once for as long as the SDK is loaded: binding native code again for each query would cost more than the query,
     * and with some libraries leave classes behind each time.
     */
    private static List<BackendCandidate> found;

    private BackendFinder() {}

    static synchronized List<BackendCandidate> find() {
        if (found == null) {
            found = OwnThread.call(BackendFinder.class, new Search());
        }
        return found;
    }

    /**
     * With those that cannot even be tried because their jar is damaged. Only for telling what is wrong: looking at jars
     * takes time, and none of these can be chosen.
     */
    static List<BackendCandidate> withDamagedJars(List<BackendCandidate> candidates) {
        List<BackendCandidate> all = new ArrayList<>(candidates);
        all.addAll(UnreadableJars.on(Environment.classPath()));
        Collections.sort(all);
        return all;
    }

    static List<BackendCandidate> find(Iterator<BackendProvider> providers) {
        List<BackendCandidate> candidates = new ArrayList<>();
        int failuresInARow = 0;
        String lastReason = null;
        while (failuresInARow < MAX_FAILURES_IN_A_ROW) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                candidates.add(BackendCandidate.of(providers.next()));
                failuresInARow = 0;
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                // A class file too new for this Java is a LinkageError, from hasNext; the iterator has moved on all the
                // same.
                String reason = describe(e);
                if (!reason.equals(lastReason)) {
                    candidates.add(BackendCandidate.broken(reason, e));
                }
                lastReason = reason;
                failuresInARow++;
            }
        }
        Collections.sort(candidates);
        return Collections.unmodifiableList(candidates);
    }

    private static String describe(Throwable e) {
        if (e.getCause() != null) {
            return OneLine.of(e) + ": " + OneLine.of(e.getCause());
        }
        if (e instanceof UnsupportedClassVersionError) {
            return OneLine.of(e) + "; use a newer Java, or a release of that backend for this one";
        }
        return OneLine.of(e) + "; check the jar that it comes from, which is incomplete, damaged or of another release";
    }

    /** Not a lambda, see {@link OwnThread}. */
    private static final class Search implements Supplier<List<BackendCandidate>> {

        @Override
        public List<BackendCandidate> get() {
            // The SDK's own loader: the thread's context loader may be anybody's, and the answer would depend on the
            // thread.
            ClassLoader loader = BackendProvider.class.getClassLoader();
            return find(ServiceLoader.load(BackendProvider.class, loader).iterator());
        }
    }
}
