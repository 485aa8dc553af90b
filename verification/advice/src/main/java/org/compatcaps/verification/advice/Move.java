// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.Plan;

/** A guest that moves from one host to another: a line of {@code moves.tsv}. */
final class Move {
    /** The setting of a guest without one. */
    static final String WITHOUT = "without";

    static final String GOES_ON = "goes on";
    static final String FAULTS = "faults";

    private static final int COLUMNS = 7;

    final String name;
    final String source;

    /** The mode of the guest in the source, or {@value #WITHOUT}. */
    final String setting;

    final boolean running;
    final String target;

    /** The setting in the target. */
    final String there;

    /** {@value #GOES_ON}, {@value #FAULTS}, or a part of the refusal. */
    final String outcome;

    private Move(String[] columns) {
        name = columns[0];
        source = columns[1];
        setting = columns[2];
        running = columns[3].equals("running");
        if (!running && !columns[3].equals("stopped")) {
            throw new IllegalArgumentException("a guest is stopped or running, not " + columns[3]);
        }
        target = columns[4];
        there = columns[5];
        outcome = columns[6];
    }

    /** The count of a guest after its arrival that is enough to judge it; a guest that faults may count for some time. */
    int enough() {
        return outcome.equals(FAULTS) ? 60 : 2;
    }

    boolean goesOn() {
        return outcome.equals(GOES_ON);
    }

    /** Names the guest that moves, which may move to several targets. */
    String guest() {
        return source + "." + setting;
    }

    boolean hasSamePair(Move other) {
        return source.equals(other.source) && target.equals(other.target);
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is wrong
     */
    static List<Move> read(Path file) throws IOException {
        List<Move> moves = Plan.read(file, COLUMNS, Move::new);
        for (Move move : moves) {
            if (moves.stream().anyMatch(other -> other.guest().equals(move.guest()) && other.running != move.running)) {
                throw new IOException(file + ": " + move.guest() + " is both stopped and running");
            }
        }
        return moves;
    }
}
