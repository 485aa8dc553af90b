// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.compatcaps.KvmHost;
import org.compatcaps.QueryNotSupportedException.Reason;

/** Everything that the checks examine, collected before the first one runs. Immutable. */
final class Facts {

    final HostFiles files;
    final Machine machine;
    final NativeAccess nativeAccess;
    final BackendList backends;
    final Container container;

    /** The path of the KVM device. */
    final String device;

    /** The directory of the device tree for an estimate. */
    final Path deviceTree;

    final QueryResult query;

    /** Null unless the kernel is too old for the query. */
    final QueryResult estimate;

    private Facts(
            HostFiles files,
            Machine machine,
            NativeAccess nativeAccess,
            BackendList backends,
            Container container,
            String device,
            Path deviceTree,
            QueryResult query,
            QueryResult estimate) {
        this.files = files;
        this.machine = machine;
        this.nativeAccess = nativeAccess;
        this.backends = backends;
        this.container = container;
        this.device = device;
        this.deviceTree = deviceTree;
        this.query = query;
        this.estimate = estimate;
    }

    static Facts collect(
            HostFiles files,
            Machine machine,
            String device,
            Path deviceTree,
            Supplier<List<BackendFacts>> backends,
            Supplier<KvmHost.Builder> host) {
        // First, because the JVM considers native access allowed once a backend has called native code.
        NativeAccess nativeAccess = NativeAccess.current();
        BackendList list = BackendList.collect(backends);
        Path tree = deviceTree == null ? files.at(KvmHost.DEFAULT_DEVICE_TREE) : deviceTree;
        QueryResult query = QueryResult.of(host.get());
        QueryResult estimate = query.isNotSupportedFor(Reason.KERNEL_TOO_OLD)
                ? QueryResult.of(host.get().estimate(tree))
                : null;
        return new Facts(files, machine, nativeAccess, list, Container.detect(files), device, tree, query, estimate);
    }
}
