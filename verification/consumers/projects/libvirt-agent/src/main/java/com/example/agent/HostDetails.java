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

    /** Sets our keys apart from the others: {@link CompatCaps#fromMap} takes no other keys. */
    private static final String PREFIX = "compatcaps.";

    private final Map<String, String> values = new TreeMap<>();

    void put(String key, String value) {
        values.put(key, value);
    }

    void put(CompatCaps caps) {
        caps.toMap().forEach((key, value) -> values.put(PREFIX + key, value));
    }

    /** Empty for a host that did not answer. */
    Optional<CompatCaps> compatCaps() {
        Map<String, String> ours = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                ours.put(key.substring(PREFIX.length()), value);
            }
        });
        return ours.isEmpty() ? Optional.empty() : Optional.of(CompatCaps.fromMap(ours));
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(values);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static HostDetails read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        HostDetails details = new HostDetails();
        properties.stringPropertyNames().forEach(key -> details.put(key, properties.getProperty(key)));
        return details;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
