// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

/** Each nested class can be extended by mistake. */
public final class Shown {

    private Shown() {}

    /** Anybody can extend it, and its Javadoc does not mention that. */
    public static class Open {}

    /** Nobody else can extend it, and its Javadoc does not mention that. */
    public abstract static class SilentlyClosed {
        SilentlyClosed() {}
    }

    /** Only the SDK extends this class. Its constructor is public nevertheless. */
    public abstract static class NotReallyClosed {
        protected NotReallyClosed() {}
    }
}
