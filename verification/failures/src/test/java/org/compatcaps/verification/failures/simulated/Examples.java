// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Random examples of a property. A failure names the example, and the seed that makes the same ones. */
final class Examples {

    private static final String SEED = "examples.seed";

    private Examples() {}

    /**
     * Checks a property of many examples, which are others in each run.
     *
     * @param count how many
     * @param generator makes an example; its text must tell all of it
     * @param property throws if the example does not have it
     */
    static <T> void check(int count, Function<RandomGenerator, T> generator, Consumer<T> property) {
        long seed = Long.getLong(SEED, new SplittableRandom().nextLong());
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            T example = generator.apply(random);
            try {
                property.accept(example);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(e + "\nExample: " + example + "\nTo repeat it: -D" + SEED + "=" + seed, e);
            }
        }
    }

    static <T> T pick(RandomGenerator random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
