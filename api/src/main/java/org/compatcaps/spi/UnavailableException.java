// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Thrown by {@link BackendProvider#bind()} if a backend cannot be used here. The SDK prints the message after
 * {@code not available:}, as a part of its own sentence. Write the message without a final period.
 */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kind of reason. */
    private final BackendProblem problem;

    /**
     * Creates an exception without a cause.
     *
     * @param problem the kind of reason
     * @param reason the reason, such as {@code needs Java 22, this is 17}
     */
    public UnavailableException(BackendProblem problem, String reason) {
        super(Objects.requireNonNull(reason, "reason"));
        this.problem = Objects.requireNonNull(problem, "problem");
    }

    /**
     * Creates an exception for a failure of the binding library, which the message quotes.
     *
     * @param problem the kind of reason
     * @param cause the exception or error of the library
     * @param remedy how to fix it, as a sentence without the final period, such as {@code Add JNA's jar}
     */
    public UnavailableException(BackendProblem problem, Throwable cause, String remedy) {
        super("cannot be loaded: " + innermostOf(cause) + ". " + remedy, cause);
        this.problem = Objects.requireNonNull(problem, "problem");
    }

    /** {@return the kind of reason} */
    public BackendProblem problem() {
        return problem;
    }

    /** Returns one line, because messages of binding libraries can contain stack traces, lists or blank lines. */
    private static String innermostOf(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String[] lines =
                Objects.requireNonNullElse(innermost.getMessage(), "").strip().split("\\s*\n");
        String type = innermost.getClass().getName();
        // Messages of jffi begin with the class of the error that they quote.
        boolean isQuote = lines[0].matches("[a-z.]+[A-Z]\\w*(Error|Exception): .*");
        String first = isQuote ? lines[0] : lines[0].isEmpty() ? type : type + ": " + lines[0];
        // The actual cause may follow a general text.
        String rest = Arrays.stream(lines)
                .skip(1)
                .filter(line -> line.matches("\\S.*[^:]"))
                .collect(Collectors.joining(", "));
        return rest.isEmpty() ? first : first + " (" + rest + ")";
    }
}
