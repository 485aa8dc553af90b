// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** Checks that a backend is available. */
final class BackendCheck implements Check {

    private final BackendFacts backend;

    BackendCheck(BackendFacts backend) {
        this.backend = backend;
    }

    @Override
    public String id() {
        return backend.id();
    }

    @Override
    public Finding check(Facts facts) {
        if (backend.problem == null) {
            return Finding.ok(id(), backend.isAutomatic ? "available" : "available if selected explicitly");
        }
        String text = "not available: " + backend.reason;
        if (!facts.backends.isAnyUsable()) {
            return Finding.problem(id(), text, remedy());
        }
        return backend.problem.isFailure() ? Finding.warning(id(), text, remedy()) : Finding.ok(id(), text);
    }

    private String remedy() {
        switch (backend.problem) {
            case NATIVE_ACCESS_DENIED:
                return NativeAccess.remedy();
            case NEEDS_NEWER_JAVA:
                return "use a newer Java version";
            case NEEDS_LINUX:
                return "run this on Linux";
            case LIBRARY_NOT_UNPACKED:
                return Remedies.OTHER_DIRECTORY;
            case THREAD_LIMIT:
                return "raise the thread limit (ulimit -u, or pids.max of the cgroup)";
            default:
                return "fix this failure, or add another backend to the class path";
        }
    }
}
