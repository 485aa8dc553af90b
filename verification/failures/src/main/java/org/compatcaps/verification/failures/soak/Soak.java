// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.compatcaps.KvmHost;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * Queries this host's KVM many times through one backend, and reports leaks. Every other query opens the device for itself; the
 * rest share one host that stays open. After every tenth query a VM is created and closed, since the SDK creates none on x86,
 * which does not have the query.
 */
final class Soak {

    private static final int WARM_UP = 100_000;
    private static final int PARTS = 4;
    private static final int QUERIES_FOR_A_VM = 10;

    /** {@code KVM_CREATE_VM} on x86 and the architectures that share its numbers. */
    private static final long KVM_CREATE_VM = 0xAE01;

    private static final int O_RDWR = 2;

    private final BackendProvider backend;
    private final SystemCalls calls;
    private long opened;
    private long vms;

    private Soak(BackendProvider backend) throws UnavailableException {
        this.backend = backend;
        this.calls = backend.bind();
    }

    /** The arguments: the backend's name, and how many queries. Ends with 0 if all is flat, 1 if not. */
    public static void main(String[] arguments) throws Exception {
        BackendProvider backend = find(arguments[0]);
        System.exit(new Soak(backend).run(Integer.parseInt(arguments[1])) ? 0 : 1);
    }

    private static BackendProvider find(String name) {
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        throw new IllegalArgumentException("There is no backend " + name);
    }

    private boolean run(int queries) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        long start;
        int device = required("open", calls.open(SystemCalls.pathOf(KvmHost.DEFAULT_DEVICE), O_RDWR));
        try (KvmHost shared = host()) {
            ask(shared, device, WARM_UP);
            // The first sample loads classes.
            Sample.take(0);
            opened = 0;
            vms = 0;
            samples.add(Sample.take(0));
            start = System.nanoTime();
            for (int part = 1; part <= PARTS; part++) {
                ask(shared, device, queries / PARTS);
                samples.add(Sample.take((long) part * (queries / PARTS)));
            }
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.out.println(backend.name() + " on Java " + Runtime.version().feature() + ": "
                + samples.get(PARTS).queries() + " queries after " + WARM_UP + " to warm up; " + opened
                + " opened the device for themselves; " + vms + " VMs; " + seconds + " s");
        System.out.println("  queries  descriptors    RSS KiB  classes   metaspace   direct");
        samples.forEach(System.out::println);
        List<String> problems = Flatness.problems(samples);
        problems.forEach(problem -> System.out.println("NOT FLAT: " + problem));
        if (!problems.isEmpty()) {
            System.out.println("open at the end: " + Sample.openFiles());
        }
        return problems.isEmpty();
    }

    private KvmHost host() {
        return KvmHost.builder().backend(backend).open();
    }

    private void ask(KvmHost shared, int device, int queries) {
        for (int i = 0; i < queries; i++) {
            if (i % 2 == 0) {
                try (KvmHost own = host()) {
                    ask(own);
                }
                opened++;
            } else {
                ask(shared);
            }
            if (i % QUERIES_FOR_A_VM == 0) {
                createVmAndCloseIt(device);
                vms++;
            }
        }
    }

    private static void ask(KvmHost host) {
        try {
            host.compatCaps();
        } catch (QueryNotSupportedException e) {
            return;
        }
        throw new IllegalStateException("This host answered: it is not an x86 machine");
    }

    private void createVmAndCloseIt(int device) {
        required("close", calls.close(required("KVM_CREATE_VM", calls.ioctl(device, KVM_CREATE_VM, 0))));
    }

    private static int required(String call, int answer) {
        if (answer < 0) {
            throw new IllegalStateException(call + " returned " + answer);
        }
        return answer;
    }
}
