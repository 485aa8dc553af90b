// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.compatcaps.verification.failures.simulated.Examples.pick;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.NoKvmException;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.Test;

/** Hosts of every kind with any bitmap, while signals interrupt their calls: the answer is their setting. */
class RandomHostsTest {

    private static final int HOSTS = 10_000;
    private static final int EINTR = 4;
    private static final int INTERRUPTIONS_AT_MOST = 99;

    private enum Kind {
        NESTED_V1,
        NESTED_V2,
        WITHOUT_NESTED,
        BARE_METAL,
        WITHOUT_KVM
    }

    private enum Query {
        RELEASED,
        FIRST_POSTED,
        NONE
    }

    /** All but close, which is not made again. */
    private static final List<KernelCall> INTERRUPTED = List.of(
            KernelCall.OPEN,
            KernelCall.KVM_GET_API_VERSION,
            KernelCall.KVM_CHECK_EXTENSION,
            KernelCall.KVM_CREATE_VM,
            KernelCall.KVM_PPC_GET_COMPAT_CAPS);

    private static final class Host {
        final Kind kind;
        final Query query;
        final long bitmap;
        final KernelCall interrupted;
        final int interruptions;

        Host(RandomGenerator random) {
            kind = pick(random, List.of(Kind.values()));
            query = pick(random, List.of(Query.values()));
            bitmap = random.nextLong();
            interrupted = pick(random, INTERRUPTED);
            interruptions = random.nextInt(INTERRUPTIONS_AT_MOST + 1);
        }

        SimulatedHost build() {
            SimulatedHost.Builder builder = SimulatedHost.builder().bitmap(bitmap);
            switch (kind) {
                case NESTED_V1:
                    builder.nestedApiV1();
                    break;
                case NESTED_V2:
                    builder.nestedApiV2();
                    break;
                case WITHOUT_NESTED:
                    builder.withoutNestedVirtualization();
                    break;
                case BARE_METAL:
                    builder.bareMetal();
                    break;
                default:
                    builder.withoutKvm();
                    break;
            }
            if (query == Query.NONE) {
                builder.withoutQuery();
            } else {
                builder.kernelInterface(KernelInterface.valueOf(query.name()));
            }
            SimulatedHost host = builder.build();
            host.fail(interrupted, EINTR, interruptions);
            return host;
        }

        @Override
        public String toString() {
            return kind + ", query " + query + ", bitmap 0x" + Long.toHexString(bitmap) + ", " + interrupted
                    + " interrupted " + interruptions + " times";
        }
    }

    @Test
    void answerIsSettingOfHost() {
        Examples.check(HOSTS, Host::new, RandomHostsTest::check);
    }

    private static void check(Host settings) {
        SimulatedHost host = settings.build();
        KvmHost.Builder builder = KvmHost.builder().backend(host);
        if (settings.kind == Kind.WITHOUT_KVM) {
            assertThrows(NoKvmException.class, builder::open);
        } else {
            try (KvmHost kvm = builder.open()) {
                checkAnswer(settings, kvm);
            }
        }
        assertEquals(Set.of(), host.openDescriptors());
    }

    private static void checkAnswer(Host settings, KvmHost kvm) {
        boolean nested = settings.kind == Kind.NESTED_V1 || settings.kind == Kind.NESTED_V2;
        if (nested && settings.query != Query.NONE) {
            assertEquals(
                    CompatCaps.ofBitmap(settings.bitmap)
                            .withKernelInterface(KernelInterface.valueOf(settings.query.name()))
                            .withNestedApi(settings.kind == Kind.NESTED_V1 ? NestedApi.V1 : NestedApi.V2),
                    kvm.compatCaps());
        } else {
            QueryNotSupportedException e = assertThrows(QueryNotSupportedException.class, kvm::compatCaps);
            assertEquals(
                    settings.query == Query.NONE ? Reason.KERNEL_TOO_OLD : Reason.NO_NESTED_VIRTUALIZATION, e.reason());
        }
    }
}
