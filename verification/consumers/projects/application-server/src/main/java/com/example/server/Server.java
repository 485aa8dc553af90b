// SPDX-License-Identifier: Apache-2.0
package com.example.server;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Does to applications what an application server does: class loaders for each, a context class loader, and unloading.
 *
 * <p>Arguments: the situation, the context class loader ({@code none} or {@code own}), the jar of the application, the
 * directory with the jars of the SDK, and prefixes of jars in there that are to be left out. The system property
 * {@code seconds} says how long to wait for a loader to be collected, for one after the other, with commas between.
 *
 * <ul>
 *   <li>{@code siblings}: the SDK in one loader, two applications in loaders below it, of which the first is unloaded
 *   <li>{@code redeploy}: an application that brings the SDK along, deployed and unloaded twice
 *   <li>{@code redeploy-on-libraries}: the same, but what the SDK needs from others is in a loader above
 * </ul>
 */
public final class Server {

    private static final String APPLICATION = "com.example.application.Application";

    private final boolean ownContextLoader;
    private final URL application;
    private final List<URL> sdk;
    private final Iterator<String> seconds =
            List.of(System.getProperty("seconds").split(",")).iterator();

    private Server(boolean ownContextLoader, URL application, List<URL> sdk) {
        this.ownContextLoader = ownContextLoader;
        this.application = application;
        this.sdk = sdk;
    }

    /**
     * Prints what each application got and what became of its loader.
     *
     * @param arguments see above
     * @throws Exception if an application fails
     */
    public static void main(String[] arguments) throws Exception {
        List<URL> sdk = new ArrayList<>();
        List<String> leftOut = List.of(arguments).subList(4, arguments.length);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[3]), "*.jar")) {
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                if (leftOut.stream().noneMatch(name::startsWith)) {
                    sdk.add(jar.toUri().toURL());
                }
            }
        }
        URL application = Path.of(arguments[2]).toUri().toURL();
        Server server = new Server(arguments[1].equals("own"), application, sdk);
        if (arguments[0].equals("siblings")) {
            server.siblings();
        } else if (arguments[0].equals("redeploy")) {
            server.redeploy(ClassLoader.getPlatformClassLoader(), server.sdk);
        } else {
            server.redeployOnLibraries();
        }
    }

    private void siblings() throws Exception {
        URLClassLoader shared = new URLClassLoader(sdk.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        URL[] classes = {application};
        URLClassLoader first = new URLClassLoader("first", classes, shared);
        URLClassLoader second = new URLClassLoader("second", classes, shared);
        System.out.println("first: " + run(first));
        System.out.println("second: " + run(second));
        WeakReference<ClassLoader> unloaded = new WeakReference<>(first);
        first.close();
        first = null;
        System.out.println("first unloaded: " + isCollected(unloaded));
        System.out.println("second: " + run(second));
        second.close();
        shared.close();
    }

    private void redeployOnLibraries() throws Exception {
        List<URL> libraries = new ArrayList<>();
        List<URL> own = new ArrayList<>();
        for (URL jar : sdk) {
            String name = jar.getPath().substring(jar.getPath().lastIndexOf('/') + 1);
            (name.startsWith("compatcaps-") ? own : libraries).add(jar);
        }
        redeploy(new URLClassLoader(libraries.toArray(new URL[0]), ClassLoader.getPlatformClassLoader()), own);
    }

    private void redeploy(ClassLoader parent, List<URL> jars) throws Exception {
        List<URL> everything = new ArrayList<>(jars);
        everything.add(application);
        for (int i = 1; i <= 2; i++) {
            URLClassLoader loader = new URLClassLoader(everything.toArray(new URL[0]), parent);
            System.out.println("deployment " + i + ": " + run(loader));
            WeakReference<ClassLoader> unloaded = new WeakReference<>(loader);
            loader.close();
            loader = null;
            System.out.println("deployment " + i + " unloaded: " + isCollected(unloaded));
        }
    }

    /** In the server's own thread, which outlives all applications. */
    private String run(ClassLoader loader) throws Exception {
        Object instance = loader.loadClass(APPLICATION).getConstructor().newInstance();
        Thread.currentThread().setContextClassLoader(ownContextLoader ? loader : new Empty());
        try {
            return ((Callable<?>) instance).call().toString();
        } finally {
            Thread.currentThread().setContextClassLoader(Server.class.getClassLoader());
        }
    }

    private boolean isCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        int tenths = Integer.parseInt(seconds.next()) * 10;
        for (int i = 0; i < tenths && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return loader.get() == null;
    }

    /** Sees the JDK and nothing else. */
    private static final class Empty extends ClassLoader {

        Empty() {
            super(ClassLoader.getPlatformClassLoader());
        }
    }
}
