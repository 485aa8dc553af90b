// SPDX-License-Identifier: Apache-2.0
package com.example.server;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Deploys an application twice, each in a class loader of its own, and unloads both, as an application server does. */
public final class Server {

    private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

    private final boolean setsContextLoader;

    private Server(boolean setsContextLoader) {
        this.setsContextLoader = setsContextLoader;
    }

    /**
     * Prints the result of each application, and whether its class loader was collected.
     *
     * @param arguments the jar of the application; the directory with the jars of the SDK; patterns for the names of those jars
     *     that the applications share, and of those that are left out; whether the context class loader is the application's;
     *     how many seconds to wait until the first loader is collected, and the second
     * @throws Exception if an application fails
     */
    public static void main(String[] arguments) throws Exception {
        List<URL> shared = new ArrayList<>();
        List<URL> own = new ArrayList<>(List.of(Path.of(arguments[0]).toUri().toURL()));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[1]), "*.jar")) {
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                if (!name.matches(arguments[3])) {
                    (name.matches(arguments[2]) ? shared : own).add(jar.toUri().toURL());
                }
            }
        }
        Server server = new Server(Boolean.parseBoolean(arguments[4]));
        ClassLoader libraries = loader(shared, JDK);
        URLClassLoader first = loader(own, libraries);
        URLClassLoader second = loader(own, libraries);
        System.out.println("first: " + server.run(first));
        System.out.println("second: " + server.run(second));
        first.close();
        WeakReference<ClassLoader> unloaded = new WeakReference<>(first);
        first = null;
        System.out.println("first unloaded: " + isCollected(unloaded, Integer.parseInt(arguments[5])));
        System.out.println("second: " + server.run(second));
        second.close();
        unloaded = new WeakReference<>(second);
        second = null;
        System.out.println("second unloaded: " + isCollected(unloaded, Integer.parseInt(arguments[6])));
    }

    private static URLClassLoader loader(List<URL> jars, ClassLoader parent) {
        return new URLClassLoader(jars.toArray(new URL[0]), parent);
    }

    /** Runs the application in the server's own thread, which outlives all applications. */
    private String run(ClassLoader loader) throws Exception {
        Object application = loader.loadClass("com.example.application.Application")
                .getConstructor()
                .newInstance();
        Thread.currentThread().setContextClassLoader(setsContextLoader ? loader : JDK);
        try {
            return ((Callable<?>) application).call().toString();
        } finally {
            Thread.currentThread().setContextClassLoader(Server.class.getClassLoader());
        }
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader, int seconds) throws InterruptedException {
        for (int tenths = 0; tenths < seconds * 10 && loader.get() != null; tenths++) {
            System.gc();
            Thread.sleep(100);
        }
        return loader.get() == null;
    }
}
