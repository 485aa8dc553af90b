// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.StringJoiner;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;
import org.compatcaps.KvmPermissionException;
import org.compatcaps.NoKvmException;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;

/** What came of asking the host: an answer, a refusal, or something that must not happen. One of the three is not null. */
final class Query {

    private final CompatCaps caps;
    private final CompatCapsException refusal;
    private final Throwable failure;
    private final String backend;

    private Query(CompatCaps caps, CompatCapsException refusal, Throwable failure, String backend) {
        this.caps = caps;
        this.refusal = refusal;
        this.failure = failure;
        this.backend = backend;
    }

    static Query ask(KvmHost.Builder builder) {
        try (KvmHost host = builder.open()) {
            return new Query(host.compatCaps(), null, null, host.backend());
        } catch (CompatCapsException e) {
            return new Query(null, e, null, null);
        } catch (RuntimeException | LinkageError e) {
            return new Query(null, null, e, null);
        }
    }

    boolean isAnswered() {
        return caps != null;
    }

    CompatCaps caps() {
        return caps;
    }

    CompatCapsException refusal() {
        return refusal;
    }

    String backend() {
        return backend;
    }

    boolean isRefusedFor(QueryNotSupportedException.Reason reason) {
        return refusal instanceof QueryNotSupportedException
                && ((QueryNotSupportedException) refusal).reason() == reason;
    }

    boolean isWithoutKvm() {
        return refusal instanceof NoKvmException;
    }

    boolean isForbidden() {
        return refusal instanceof KvmPermissionException;
    }

    /** The device could be opened, whatever came after that. */
    boolean isOpened() {
        return isAnswered()
                || refusal instanceof QueryNotSupportedException
                || refusal != null
                        && refusal.call().isPresent()
                        && !refusal.call().get().equals("open");
    }

    /** Forbidden on the device itself, not by a filter of system calls. */
    boolean isForbiddenToOpen() {
        return isForbidden() && refusal.call().orElse("").equals("open");
    }

    /** For there to be no answer. */
    String why() {
        return refusal != null ? refusal.getMessage() : "unexpected " + failure;
    }

    static String modes(CompatCaps caps) {
        StringJoiner names = new StringJoiner(", ");
        names.setEmptyValue("none");
        for (ProcessorMode mode : caps.modes()) {
            names.add(mode.name());
        }
        return names.toString();
    }
}
