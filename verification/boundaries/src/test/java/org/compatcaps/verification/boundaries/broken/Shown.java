// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import java.util.List;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.CompatCapsQuery;
import org.compatcaps.internal.kernel.Kvm;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** What others could see and should not, and what is right. */
public final class Shown {

    private Shown() {}

    /** Anybody can extend it, and nothing is said about that. */
    public static class Open {}

    /** Nobody else can extend it, which is nowhere said. */
    public abstract static class SilentlyClosed {
        SilentlyClosed() {}
    }

    /** Not made to be extended, it says, and yet anybody can. */
    public abstract static class NotReallyClosed {
        protected NotReallyClosed() {}
    }

    /** Made to be extended. */
    public abstract static class MadeForIt {}

    /** Not made to be extended. */
    public abstract static class Closed {
        Closed() {}
    }

    public static final class Returns {
        public CompatCapsQuery query() {
            return CompatCapsQuery.RELEASED;
        }
    }

    public static final class Takes {
        public void use(Kvm[] kvm) {}
    }

    public static final class TakesAList {
        public void use(List<? extends Kvm> kvm) {}
    }

    public static final class Throws {
        public void call() throws CallFailedException {
            throw new CallFailedException("open", 2);
        }
    }

    public static class HasAField {
        protected Kvm kvm;
    }

    /** Internal types behind the scenes are no matter. */
    public static final class Hides {
        Kvm kvm;

        CompatCapsQuery query() {
            return CompatCapsQuery.RELEASED;
        }
    }

    public static final class Provider implements BackendProvider {

        @Override
        public String name() {
            return "forgotten";
        }

        @Override
        public int priority() {
            return ONLY_BY_NAME;
        }

        @Override
        public SystemCalls bind() throws UnavailableException {
            throw new UnavailableException(BackendProblem.PROVIDER_BROKEN, "a counter-example");
        }
    }
}
