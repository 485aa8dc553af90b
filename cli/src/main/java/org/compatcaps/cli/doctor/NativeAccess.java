// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether Java's options allow the backends to call native code. */
enum NativeAccess {
    /** This Java version does not ask for permission. */
    NOT_NEEDED,
    ALLOWED,
    NOT_ALLOWED;

    /** The modules that call native code, if the SDK is on the module path. */
    private static final List<String> CALLERS =
            List.of("org.compatcaps.backend.ffm", "com.sun.jna", "org.jnrproject.jffi");

    static NativeAccess current() {
        // Java 21 has the method below for a preview, and restricts nothing else.
        if (Runtime.version().feature() < 22) {
            return NOT_NEEDED;
        }
        try {
            for (Module caller : callers()) {
                // By reflection, because Java 11 does not have the method.
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

    /** {@return how to allow it} */
    static String remedy() {
        return "java --enable-native-access="
                + (NativeAccess.class.getModule().isNamed() ? String.join(",", CALLERS) : "ALL-UNNAMED");
    }
}
