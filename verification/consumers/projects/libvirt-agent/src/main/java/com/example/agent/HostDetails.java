// SPDX-License-Identifier: Apache-2.0
package com.example.agent;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.compatcaps.CompatCaps;

/** The details of a host, as an agent reports them to the management: pairs of text, of which only some are ours. */
final class HostDetails {

    /** Separates our keys from the others: {@link CompatCaps#fromMap} takes no other keys. */
    private static final String PREFIX = "compatcaps.";

    private final Properties values = new Properties();

    void put(String key, String value) {
        values.setProperty(key, value);
    }

    void put(CompatCaps caps) {
        caps.toMap().forEach((key, value) -> put(PREFIX + key, value));
    }

    /** Empty for a host that did not answer. */
    Optional<CompatCaps> compatCaps() {
        Map<String, String> ours = new TreeMap<>();
        values.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> ours.put(key.substring(PREFIX.length()), values.getProperty(key)));
        return ours.isEmpty() ? Optional.empty() : Optional.of(CompatCaps.fromMap(ours));
    }

    void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            values.store(writer, null);
        }
    }

    static HostDetails read(Path file) throws IOException {
        HostDetails details = new HostDetails();
        try (Reader reader = Files.newBufferedReader(file)) {
            details.values.load(reader);
        }
        return details;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
