// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a program loads, in their order, each with where it came from, as {@code -Xlog:class+load} says. */
final class LoadedClasses {

    private static final Pattern LINE = Pattern.compile("\\] (\\S+) source: (.+)");

    private final Map<String, String> sources;

    private LoadedClasses(Map<String, String> sources) {
        this.sources = sources;
    }

    static LoadedClasses of(Program program, Jvm jvm, List<String> moreOptions)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".log");
        try {
            List<String> options = new ArrayList<>(moreOptions);
            options.add("-Xlog:class+load:file=" + log);
            program.check(jvm, options);
            return parse(Files.readAllLines(log));
        } finally {
            Files.delete(log);
        }
    }

    static LoadedClasses parse(List<String> log) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String line : log) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                // Classes without a name of their own, such as those of lambdas, are told apart by their address.
                sources.put(matcher.group(1), matcher.group(2));
            }
        }
        if (!sources.containsKey("java.lang.Object")) {
            throw new IOException("This is no log of the classes that were loaded: " + log);
        }
        return new LoadedClasses(sources);
    }

    /** Those that another program does not load. */
    LoadedClasses beyond(LoadedClasses other) {
        Map<String, String> rest = new LinkedHashMap<>(sources);
        rest.keySet().removeAll(other.sources.keySet());
        return new LoadedClasses(rest);
    }

    List<String> names() {
        return List.copyOf(sources.keySet());
    }

    int count() {
        return sources.size();
    }

    int count(Predicate<String> which) {
        return (int) sources.keySet().stream().filter(which).count();
    }

    /** Of api itself. */
    static boolean isApi(String name) {
        return name.startsWith("org.compatcaps.") && !isBackend(name) && !isOurs(name);
    }

    static boolean isBackend(String name) {
        return name.startsWith("org.compatcaps.backend.");
    }

    /** The stand-in and what is started. */
    static boolean isOurs(String name) {
        return name.startsWith("org.compatcaps.verification.");
    }

    static boolean isSlf4j(String name) {
        return name.startsWith("org.slf4j.");
    }

    static boolean isJdk(String name) {
        return name.matches("(java|javax|jdk|sun|com\\.sun\\.(?!jna\\.))\\b.*");
    }

    /** Where a class came from; null if it was not loaded. */
    String sourceOf(String name) {
        return sources.get(name);
    }
}
