// SPDX-License-Identifier: Apache-2.0
/** A user of the SDK that needs nothing but its API. */
module org.compatcaps.verification.jdks.probe {
    requires org.compatcaps;
}
