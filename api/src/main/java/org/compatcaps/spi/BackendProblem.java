// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

/** The kind of problem that makes a backend unavailable. Later versions may add kinds. */
public enum BackendProblem {
    /** This Java version is older than the backend needs. */
    NEEDS_NEWER_JAVA,
    /** The backend calls the Linux kernel, and this is another operating system. */
    NEEDS_LINUX,
    /** The backend or its binding library does not support this architecture, or this JVM has no native linker for it. */
    UNSUPPORTED_ARCHITECTURE,
    /** Java denies native access to the backend or to its binding library. */
    NATIVE_ACCESS_DENIED,
    /** A jar that the backend needs, such as that of its binding library, or a module of Java is missing. */
    LIBRARY_MISSING,
    /** The binding library, or its native part, has a version that does not fit. */
    LIBRARY_INCOMPATIBLE,
    /** The binding library cannot unpack its native part, or cannot load the unpacked file. */
    LIBRARY_NOT_UNPACKED,
    /** A native library cannot be loaded for another reason. */
    LIBRARY_NOT_LOADED,
    /** The process cannot start another thread. The SDK does not keep this result: the next call tries again. */
    THREAD_LIMIT,
    /** A setting of the backend is invalid, such as a system property that it cannot parse. */
    WRONG_SETTING,
    /** The provider itself failed: it threw an exception, returned null or could not be loaded. */
    PROVIDER_BROKEN,
    /** The jar of the backend cannot be opened. */
    JAR_DAMAGED;

    /** {@return true unless the backend merely does not support this Java version or operating system} */
    public boolean isFailure() {
        return this != NEEDS_NEWER_JAVA && this != NEEDS_LINUX;
    }
}
