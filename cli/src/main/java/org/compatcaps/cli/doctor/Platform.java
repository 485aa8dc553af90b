// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.List;
import org.compatcaps.KvmHost;

/** The platform of a Power host, from the device tree and {@code /proc/cpuinfo}. */
final class Platform {

    private static final String TREE = KvmHost.DEFAULT_DEVICE_TREE;
    private static final String CPUINFO = "/proc/cpuinfo";

    private Platform() {}

    /** Also checks {@code /proc/cpuinfo}, since containers usually hide the device tree. */
    static boolean isBareMetal(HostFiles files) throws IOException {
        return compatible(files).contains("ibm,powernv") || platform(files).equals("PowerNV");
    }

    static boolean isPartition(HostFiles files) throws IOException {
        return platform(files).equals("pSeries") || !compatible(files).isEmpty();
    }

    static boolean isUnderKvm(HostFiles files) throws IOException {
        return files.strings(TREE + "/hypervisor/compatible").contains("linux,kvm");
    }

    static boolean isUnderQemu(HostFiles files) throws IOException {
        return isUnderKvm(files) || compatible(files).contains("qemu,pseries");
    }

    static String model(HostFiles files) throws IOException {
        List<String> models = files.strings(TREE + "/model");
        return models.isEmpty() ? files.field(CPUINFO, "machine").orElse("model unknown") : models.get(0);
    }

    private static List<String> compatible(HostFiles files) throws IOException {
        return files.strings(TREE + "/compatible");
    }

    private static String platform(HostFiles files) throws IOException {
        return files.field(CPUINFO, "platform").orElse("");
    }
}
