// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

/**
 * A backend, which {@link java.util.ServiceLoader} creates through its public constructor without parameters. Only
 * {@link #bind()} may load a native library or a class that can be missing. If another method throws, only this backend is
 * disabled.
 *
 * <pre>{@code
 * public final class MyBackendProvider implements BackendProvider {
 *     @Override public String name() { return "mine"; }
 *     @Override public int priority() { return 50; }
 *     @Override public SystemCalls bind() {
 *         System.loadLibrary("mine");
 *         return new MySystemCalls();
 *     }
 * }
 * }</pre>
 */
public interface BackendProvider {

    /** The priority of a backend that is only used if it is selected explicitly. */
    int ONLY_BY_NAME = -1;

    /** {@return the name by which users select this backend: short and in lower case, such as {@code jna}} */
    String name();

    /**
     * Returns the rank in the automatic choice. The SDK uses the available backend with the highest priority. Among equals,
     * the name that sorts first wins. The SDK's own backends have 300 (ffm), 200 (jna) and 100 (jnr).
     *
     * @return the priority; {@link #ONLY_BY_NAME} or another negative value excludes this backend from the automatic choice
     */
    int priority();

    /**
     * Returns whether the system calls go to the Linux kernel under this JVM. If true, the SDK reports
     * {@link BackendProblem#NEEDS_LINUX} on other systems, calls {@link #bind()} of a registered provider only once, and
     * keeps the result. If false, as for a simulated host, it calls {@link #bind()} for each host that is opened.
     *
     * @return true unless overridden
     */
    default boolean isNative() {
        return true;
    }

    /**
     * Loads and links everything that the system calls need, or reports why this is impossible. The SDK calls this method on
     * a dedicated thread, whose context class loader is that of the provider. So no exception or thread of the binding
     * library keeps a reference to the application's classes or class loader. The application's thread waits meanwhile; do
     * not wait for it here.
     *
     * @return the system calls, ready to use
     * @throws UnavailableException if this backend cannot be used here. Any other exception or error, such as an
     *     {@link UnsatisfiedLinkError}, disables the backend as well.
     */
    SystemCalls bind() throws UnavailableException;
}
