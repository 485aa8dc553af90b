// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

/**
 * A backend, as {@link java.util.ServiceLoader} finds it: its name, its rank, whether it can be used here, and its system
 * calls.
 *
 * <p>The SDK makes one provider of each class and keeps it. A provider has a public constructor without parameters that does
 * next to nothing: it must not load a native library or a class that may be missing. That belongs into
 * {@link #availability()}, so that a backend that cannot work here can say why. A provider class is compiled for Java 11,
 * whatever its backend needs, or it cannot say so on an older Java.
 *
 * <p>A constructor or method that throws disables this backend alone; the SDK keeps the reason and reports it.
 *
 * <p>Implementations are thread-safe.
 */
public interface BackendProvider {

    /** The priority of a backend that is never chosen automatically, only by its name. */
    int ONLY_BY_NAME = -1;

    /**
     * The name by which users choose this backend: short, lower case, the same at every call, such as {@code jna}.
     *
     * @return the name
     */
    String name();

    /**
     * The rank in the automatic choice: the available backend of the highest priority is chosen, and among equals the one
     * whose name sorts first. The SDK's own are 300 (ffm), 200 (jna) and 100 (jnr). A negative value such as
     * {@link #ONLY_BY_NAME} keeps the backend out of the automatic choice.
     *
     * @return the priority
     */
    int priority();

    /**
     * Whether the system calls can be made here. The first call does whatever is needed to know it for sure, such as loading
     * the native library; the answer does not change afterwards.
     *
     * <p>It may be asked on any thread, by any application. An exception that is kept, or a thread that is started, keeps
     * that application's class loader as well, unless a thread of its own is used, as {@link LinuxBackendProvider} does.
     *
     * @return available, or not available for a reason
     */
    Availability availability();

    /**
     * The system calls, the same object at every call.
     *
     * @return the system calls
     * @throws IllegalStateException if this backend is not available; the message is the reason
     */
    SystemCalls systemCalls();
}
