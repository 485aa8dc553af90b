// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;
import org.compatcaps.KvmPermissionException;
import org.compatcaps.KvmReloadRequiredException;
import org.compatcaps.NoKvmException;
import org.compatcaps.QueryNotSupportedException;

/** The outcome of a query: an answer, an exception of the SDK, or an unexpected failure. Exactly one of them is not null. */
final class QueryResult {

    private static final String OPEN = "open";

    private final CompatCaps caps;
    private final CompatCapsException error;
    private final Throwable failure;

    /** Null without an answer. */
    private final String backend;

    private QueryResult(CompatCaps caps, CompatCapsException error, Throwable failure, String backend) {
        this.caps = caps;
        this.error = error;
        this.failure = failure;
        this.backend = backend;
    }

    static QueryResult of(KvmHost.Builder builder) {
        try (KvmHost host = builder.open()) {
            return new QueryResult(host.compatCaps(), null, null, host.backend());
        } catch (CompatCapsException e) {
            return new QueryResult(null, e, null, null);
        } catch (RuntimeException | LinkageError e) {
            return new QueryResult(null, null, e, null);
        }
    }

    boolean isAnswered() {
        return caps != null;
    }

    CompatCaps caps() {
        return caps;
    }

    String backend() {
        return backend;
    }

    /** {@return why there is no answer} */
    String reason() {
        return error != null ? error.getMessage() : "unexpected " + failure;
    }

    boolean isNotSupportedFor(QueryNotSupportedException.Reason reason) {
        return error instanceof QueryNotSupportedException && ((QueryNotSupportedException) error).reason() == reason;
    }

    boolean isReloadRequired() {
        return error instanceof KvmReloadRequiredException;
    }

    boolean isWithoutKvm() {
        return error instanceof NoKvmException;
    }

    boolean isWithoutBackend() {
        return error instanceof BackendUnavailableException;
    }

    boolean isOpenForbidden() {
        return error instanceof KvmPermissionException && isCall(OPEN);
    }

    /** {@return whether a device cgroup forbids the device} Only that fails with {@code EPERM}. */
    boolean isOpenForbiddenByCgroup() {
        return isOpenForbidden() && error.errnoName().filter("EPERM"::equals).isPresent();
    }

    /** {@return whether a policy, such as a seccomp filter, forbids a call on the open device} */
    boolean isIoctlForbidden() {
        return error instanceof KvmPermissionException && !isCall(OPEN);
    }

    /** {@return whether the device could be opened} */
    boolean isOpened() {
        return isAnswered()
                || error instanceof QueryNotSupportedException
                || error != null && error.call().isPresent() && !isCall(OPEN);
    }

    private boolean isCall(String name) {
        return error.call().filter(name::equals).isPresent();
    }
}
