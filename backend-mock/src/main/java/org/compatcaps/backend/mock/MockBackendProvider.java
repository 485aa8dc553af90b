// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The provider of the backend {@code mock}: a {@link SimulatedHost} for an unmodified application. The SDK never chooses it
 * automatically. Select it with {@code -Dcompatcaps.backend=mock} or {@code COMPATCAPS_BACKEND=mock}.
 *
 * <p>System properties describe the host. They are read when the first host is opened. If a property is unknown or cannot be
 * parsed, the backend is not available and reports the reason.
 *
 * <ul>
 *   <li>{@code compatcaps.mock.modes}: the modes, such as {@code power9,power10}, which is the default; empty for none
 *   <li>{@code compatcaps.mock.bitmap}: the bitmap in hexadecimal, instead of modes, such as {@code 0x6000000000000000}
 *   <li>{@code compatcaps.mock.host}: {@code nested-v1} (the default), {@code nested-v2}, {@code no-nested},
 *       {@code bare-metal} or {@code no-kvm}
 *   <li>{@code compatcaps.mock.interface}: {@code released} (the default), {@code first-posted}, or {@code none} for an older
 *       kernel
 *   <li>{@code compatcaps.mock.fail}: calls that fail and their error numbers, such as {@code KVM_CREATE_VM:12,close:5}
 * </ul>
 *
 * <p>While a host is {@linkplain SimulatedHost#install() installed}, this backend uses that host and ignores the properties.
 * While a host is installed, the SDK uses this backend unless the application selects another one in code.
 *
 * <p>Thread-safe.
 */
public final class MockBackendProvider implements BackendProvider {

    static final String NAME = "mock";

    private @Nullable SimulatedHost host;

    /** Creates a provider, for {@link java.util.ServiceLoader}. */
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
