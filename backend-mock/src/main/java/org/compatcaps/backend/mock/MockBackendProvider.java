// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/**
 * The backend {@code mock}: a {@link SimulatedHost} for an application that is not changed for its test. It is never chosen
 * automatically; ask for it with {@code -Dorg.compatcaps.backend=mock} or {@code COMPATCAPS_BACKEND=mock}.
 *
 * <p>The host is described by system properties, read when the backend is first tried. A property that is not understood
 * or not known makes the backend unavailable and says so.
 *
 * <ul>
 *   <li>{@code org.compatcaps.mock.modes}: the modes, such as {@code power9,power10}, which is the default; empty for none
 *   <li>{@code org.compatcaps.mock.bitmap}: instead of modes the bitmap in hexadecimal, such as {@code 0x6000000000000000}
 *   <li>{@code org.compatcaps.mock.host}: {@code nested-v1} (the default), {@code nested-v2}, {@code no-nested},
 *       {@code bare-metal} or {@code no-kvm}
 *   <li>{@code org.compatcaps.mock.interface}: {@code released} (the default), {@code first-posted}, or {@code none} for an
 *       older kernel
 *   <li>{@code org.compatcaps.mock.fail}: calls that fail and their error numbers, such as
 *       {@code KVM_CREATE_VM:12,close:5}
 * </ul>
 *
 * <p>While a host is {@linkplain SimulatedHost#install() installed}, this backend is that host, whatever the properties say,
 * and is chosen wherever the application does not choose another itself. Only then may its system calls be other ones than
 * before.
 *
 * <p>Thread-safe.
 */
public final class MockBackendProvider implements BackendProvider {

    static final String NAME = "mock";

    private SimulatedHost host;
    private Availability availability;

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
    public synchronized Availability availability() {
        if (InstalledHost.answering() != null) {
            return Availability.available();
        }
        if (availability == null) {
            try {
                host = MockProperties.read();
                availability = Availability.available();
            } catch (IllegalArgumentException e) {
                // The exception says no more than its message, and would keep the classes of whoever asked first.
                availability = Availability.unavailable(e.getMessage());
            }
        }
        return availability;
    }

    @Override
    public synchronized SystemCalls systemCalls() {
        SimulatedHost installed = InstalledHost.answering();
        if (installed != null) {
            return installed.systemCalls();
        }
        if (!availability().isAvailable()) {
            throw new IllegalStateException(availability().reason().orElseThrow());
        }
        return host.systemCalls();
    }
}
