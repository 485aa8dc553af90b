// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.Locale;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCapsException;
import org.compatcaps.EstimateUnavailableException;
import org.compatcaps.KernelAnswerException;
import org.compatcaps.KvmPermissionException;
import org.compatcaps.KvmReloadRequiredException;
import org.compatcaps.NoKvmException;
import org.compatcaps.QueryNotSupportedException;

/** The reason why there is no answer, as a word for programs. */
final class Refusal {

    private Refusal() {}

    /** The words are part of the interface. */
    static String reason(CompatCapsException e) {
        if (e instanceof QueryNotSupportedException) {
            return ((QueryNotSupportedException) e).reason().name().toLowerCase(Locale.ROOT);
        }
        if (e instanceof EstimateUnavailableException) {
            return "no_estimate";
        }
        if (e instanceof NoKvmException) {
            return "no_kvm";
        }
        if (e instanceof KvmPermissionException) {
            return "no_permission";
        }
        if (e instanceof BackendUnavailableException) {
            return "no_backend";
        }
        if (e instanceof KvmReloadRequiredException) {
            return "reload_required";
        }
        return e instanceof KernelAnswerException ? "untrusted_answer" : "refused_call";
    }
}
