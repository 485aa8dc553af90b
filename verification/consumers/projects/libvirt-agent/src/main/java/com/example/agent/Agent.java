// SPDX-License-Identifier: Apache-2.0
package com.example.agent;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.ProcessorMode;
import org.libvirt.Connect;
import org.libvirt.Domain;

/** The agent on a host: reports the host to the management server, and defines the guests that the server requests. */
public final class Agent {

    private static final String TOPOLOGY = "<topology sockets='1' cores='2' threads='4'/>"
            + "<numa><cell id='0' cpus='0-7' memory='1048576' unit='KiB'/></numa>";

    private Agent() {}

    /**
     * Reports the host, or defines a guest.
     *
     * @param arguments {@code report FILE} or {@code define MODE}
     * @throws Exception if libvirt or a file fails
     */
    public static void main(String[] arguments) throws Exception {
        Connect libvirt = new Connect("test:///default");
        try {
            if (arguments[0].equals("report")) {
                report(libvirt, Path.of(arguments[1]));
            } else {
                ProcessorMode mode = ProcessorMode.parse(arguments[1]);
                define(libvirt, mode.libvirtXml());
                define(
                        libvirt,
                        "<cpu mode='" + mode.libvirtCpuMode() + "'><model>" + mode.libvirtModel() + "</model>"
                                + TOPOLOGY + "</cpu>");
            }
        } finally {
            libvirt.close();
        }
    }

    /** Writes pairs of text, of which only one is ours. */
    private static void report(Connect libvirt, Path file) throws Exception {
        Properties details = new Properties();
        details.setProperty("host.name", libvirt.getHostName());
        try {
            details.setProperty("host.compatcaps", CompatCaps.query().toText());
        } catch (CompatCapsException e) {
            String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
            details.setProperty("host.problem", problem);
            System.out.println("refused " + problem);
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            details.store(writer, null);
        }
        System.out.println("details " + details);
    }

    /** Prints the definition as libvirt understood it. */
    private static void define(Connect libvirt, String cpu) throws Exception {
        Domain domain = libvirt.domainDefineXML("<domain type='test'><name>guest</name><memory>1048576</memory>"
                + "<vcpu>8</vcpu><os><type arch='ppc64le' machine='pseries'>hvm</type></os>" + cpu + "</domain>");
        try {
            System.out.println(domain.getXMLDesc(0));
        } finally {
            domain.undefine();
        }
    }
}
