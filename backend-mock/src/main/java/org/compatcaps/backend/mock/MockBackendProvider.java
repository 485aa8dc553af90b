// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The backend {@code mock}: a {@link SimulatedHost} for an application that is not changed for its test. It is never chosen
 * automatically; select it with {@code -Dcompatcaps.backend=mock} or {@code COMPATCAPS_BACKEND=mock}.
 *
 * <p>The host is described by system properties, read when the first host is opened. If one is not known or cannot be parsed,
 * the backend is not available and reports it.
 *
 * <ul>
 *   <li>{@code compatcaps.mock.modes}: the modes, such as {@code power9,power10}, which is the default; empty for none
 *   <li>{@code compatcaps.mock.bitmap}: instead of modes the bitmap in hexadecimal, such as {@code 0x6000000000000000}
 *   <li>{@code compatcaps.mock.host}: {@code nested-v1} (the default), {@code nested-v2}, {@code no-nested},
 *       {@code bare-metal} or {@code no-kvm}
 *   <li>{@code compatcaps.mock.interface}: {@code released} (the default), {@code first-posted}, or {@code none} for an older
 *       kernel
 *   <li>{@code compatcaps.mock.fail}: calls that fail and their error numbers, such as {@code KVM_CREATE_VM:12,close:5}
 * </ul>
 *
 * <p>While a host is {@linkplain SimulatedHost#install() installed}, this backend is that host and ignores the properties,
 * and is used wherever the application does not select another itself.
 *
 * <p>Thread-safe.
 */
public final class MockBackendProvider implements BackendProvider {

    static final String NAME = "mock";

    private @Nullable SimulatedHost host;

    /** For {@link java.util.ServiceLoader}. */
    public MockBackendProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public boolean isNative() {
        return false;
    }

    @Override
    public synchronized SystemCalls bind() throws UnavailableException {
        SimulatedHost answering = InstalledHost.answering();
        if (answering == null) {
            answering = host;
        }
        if (answering == null) {
            try {
                answering = MockProperties.read();
            } catch (IllegalArgumentException e) {
                throw new UnavailableException(BackendProblem.WRONG_SETTING, String.valueOf(e.getMessage()));
            }
            host = answering;
        }
        return answering.bind();
    }
}
