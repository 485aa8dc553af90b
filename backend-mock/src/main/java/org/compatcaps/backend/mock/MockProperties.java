// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.compatcaps.KernelInterface;
import org.compatcaps.ProcessorMode;
import org.jspecify.annotations.Nullable;

/**
 * The only class of this module that reads or sets system properties. {@link MockBackendProvider} documents those that
 * describe a host. {@code compatcaps.backend} is set while a host is installed.
 */
final class MockProperties {

    private static final String PREFIX = "compatcaps.mock.";

    /** The SDK's property, which takes precedence over its environment variable. */
    private static final String BACKEND = "compatcaps.backend";

    private static final List<String> NAMES = List.of("modes", "bitmap", "host", "interface", "fail");

    private MockProperties() {}

    /** Returns the backend that the system property selects, or null if it is not set. */
    static @Nullable String backend() {
        return System.getProperty(BACKEND);
    }

    /** Selects a backend, or none if the name is null. */
    static void setBackend(@Nullable String name) {
        if (name == null) {
            System.clearProperty(BACKEND);
        } else {
            System.setProperty(BACKEND, name);
        }
    }

    /**
     * Builds the host that the properties describe.
     *
     * @throws IllegalArgumentException if a property is unknown or invalid; the message contains its name
     */
    static SimulatedHost read() {
        rejectUnknown();
        SimulatedHost.Builder host = SimulatedHost.builder();
        readModes(host);
        readKind(host);
        readInterface(host);
        SimulatedHost built = host.build();
        readFailures(built);
        return built;
    }

    /** Rejects a property with a misspelt name, which would otherwise have no effect. */
    private static void rejectUnknown() {
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !NAMES.contains(name.substring(PREFIX.length()))) {
                throw new IllegalArgumentException("the system property " + name + " is unknown. Use " + PREFIX
                        + "NAME, where NAME is one of " + String.join(", ", NAMES));
            }
        }
    }

    private static void readModes(SimulatedHost.Builder host) {
        String modes = property("modes");
        String bitmap = property("bitmap");
        if (modes != null && bitmap != null) {
            throw new IllegalArgumentException(
                    "the system properties " + PREFIX + "modes and " + PREFIX + "bitmap are both set. Set only one");
        }
        if (modes != null) {
            host.modes(parseModes(modes));
        }
        if (bitmap != null) {
            if (!bitmap.startsWith("0x")) {
                throw invalid("bitmap", bitmap, "a hexadecimal number such as 0x6000000000000000");
            }
            try {
                host.bitmap(Long.parseUnsignedLong(bitmap.substring(2), 16));
            } catch (NumberFormatException e) {
                throw invalid("bitmap", bitmap, "a hexadecimal number such as 0x6000000000000000");
            }
        }
    }

    private static Set<ProcessorMode> parseModes(String text) {
        Set<ProcessorMode> modes = EnumSet.noneOf(ProcessorMode.class);
        if (text.isEmpty()) {
            return modes;
        }
        for (String name : text.split(",", -1)) {
            try {
                modes.add(ProcessorMode.parse(name));
            } catch (IllegalArgumentException e) {
                throw invalid("modes", text, "modes such as power9,power10,power11");
            }
        }
        return modes;
    }

    private static void readKind(SimulatedHost.Builder host) {
        String kind = property("host");
        if (kind == null) {
            return;
        }
        switch (kind) {
            case "nested-v1":
                host.nestedApiV1();
                break;
            case "nested-v2":
                host.nestedApiV2();
                break;
            case "no-nested":
                host.withoutNestedVirtualization();
                break;
            case "bare-metal":
                host.bareMetal();
                break;
            case "no-kvm":
                host.withoutKvm();
                break;
            default:
                throw invalid("host", kind, "nested-v1, nested-v2, no-nested, bare-metal or no-kvm");
        }
    }

    private static void readInterface(SimulatedHost.Builder host) {
        String form = property("interface");
        if (form == null) {
            return;
        }
        switch (form) {
            case "released":
                host.kernelInterface(KernelInterface.RELEASED);
                break;
            case "first-posted":
                host.kernelInterface(KernelInterface.FIRST_POSTED);
                break;
            case "none":
                host.withoutQuery();
                break;
            default:
                throw invalid("interface", form, "released, first-posted or none");
        }
    }

    private static void readFailures(SimulatedHost host) {
        String failures = property("fail");
        if (failures == null || failures.isEmpty()) {
            return;
        }
        for (String failure : failures.split(",", -1)) {
            int colon = failure.indexOf(':');
            try {
                host.fail(
                        parseCall(failure.substring(0, colon).trim()),
                        Integer.parseInt(failure.substring(colon + 1).trim()));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
                throw invalid("fail", failures, "calls and error numbers such as KVM_CREATE_VM:12,close:5");
            }
        }
    }

    private static KernelCall parseCall(String name) {
        for (KernelCall call : KernelCall.values()) {
            if (call.kernelName().equals(name)) {
                return call;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static @Nullable String property(String name) {
        String value = System.getProperty(PREFIX + name);
        return value == null ? null : value.trim();
    }

    private static IllegalArgumentException invalid(String name, String value, String expected) {
        return new IllegalArgumentException(
                "the system property " + PREFIX + name + " is '" + value + "'. Use " + expected);
    }
}
