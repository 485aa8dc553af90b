// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether Java's options allow the backends to call native code. */
enum NativeAccess {
    /** This Java version needs no permission. */
    NOT_NEEDED,
    ALLOWED,
    NOT_ALLOWED;

    /** The modules that call native code when the SDK is on the module path. */
    private static final List<String> CALLERS =
            List.of("org.compatcaps.backend.ffm", "com.sun.jna", "org.jnrproject.jffi");

    static NativeAccess current() {
        // In Java 21 the method below belongs to a preview API, and native access is not restricted.
        if (Runtime.version().feature() < 22) {
            return NOT_NEEDED;
        }
        try {
            for (Module caller : callers()) {
                // By reflection, because Java 11 lacks the method.
                if (!(Boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(caller)) {
                    return NOT_ALLOWED;
                }
            }
            return ALLOWED;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Module> callers() {
        Module own = NativeAccess.class.getModule();
        if (!own.isNamed()) {
            return List.of(own);
        }
        List<Module> callers = new ArrayList<>();
        CALLERS.forEach(name -> ModuleLayer.boot().findModule(name).ifPresent(callers::add));
        return callers;
    }

    /** {@return the option that allows it} */
    static String remedy() {
        return "java --enable-native-access="
                + (NativeAccess.class.getModule().isNamed() ? String.join(",", CALLERS) : "ALL-UNNAMED");
    }
}
