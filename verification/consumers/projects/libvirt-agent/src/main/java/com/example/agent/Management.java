// SPDX-License-Identifier: Apache-2.0
package com.example.agent;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;

/** The management of a cluster: selects the mode of a guest that must be able to move to each host that answered. */
public final class Management {

    private Management() {}

    /**
     * Prints the modes of the cluster, and that of the guest.
     *
     * @param arguments the mode that the guest asks for, and the files with the details of the hosts
     * @throws Exception if a file cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        ProcessorMode wanted = ProcessorMode.parse(arguments[0]);
        List<CompatCaps> hosts = new ArrayList<>();
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            Properties details = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                details.load(reader);
            }
            if (details.containsKey("host.compatcaps")) {
                hosts.add(CompatCaps.parse(details.getProperty("host.compatcaps")));
            }
        }
        System.out.println("hosts " + hosts.size());
        CompatCaps cluster = CompatCaps.common(hosts);
        System.out.println("common " + cluster.modes());
        System.out.println("mode "
                + cluster.highestAtMost(wanted).map(ProcessorMode::libvirtModel).orElse("none"));
    }
}
