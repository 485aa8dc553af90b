// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A place where JVMs run. */
interface Jvms {

    /** The output of a JVM. */
    record Output(String out, String err, int exitStatus) {}

    /** The directory with the JDKs. */
    Path root();

    /** Returns tasks for some of the combinations each, which may run in parallel. A combination without output did not end. */
    List<Callable<Map<Combination, Output>>> tasks(List<Combination> combinations);
}
