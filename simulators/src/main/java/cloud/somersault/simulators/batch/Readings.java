package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.PauliSum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What is read off the final states: each distinct Pauli string of the observables is a row of
 * sums, one number for each circuit, and an observable a combination of rows.
 *
 * @param marginalsOnly whether every string without flips is Z on one qubit or nothing: then the
 *     rows 0 to qubits are the marginals as they come
 * @param diagonals strings of Z alone
 * @param flips strings with X or Y
 * @param weights for each observable its rows
 * @param rows how many rows there are
 */
record Readings(
        boolean marginalsOnly,
        List<Diagonal> diagonals,
        List<Flip> flips,
        List<List<Weight>> weights,
        int rows) {

    /** A product of Z on the bits of a mask. */
    record Diagonal(int row, int mask) {}

    /**
     * A string that flips bits.
     *
     * @param lows the lower index of each pair of amplitudes: first those with a plus
     * @param pluses how many have a plus
     * @param imaginary whether its elements are +-i instead of +-1
     */
    record Flip(int row, int flip, int[] lows, int pluses, boolean imaginary) {}

    /** A row times a number. */
    record Weight(int row, double factor) {}

    /**
     * The readings of observables.
     *
     * @param bits which bit of the index each qubit has
     */
    static Readings of(List<PauliSum> observables, int qubits, int[] bits) {
        var rowOf = new LinkedHashMap<Long, Integer>();
        boolean marginalsOnly =
                observables.stream()
                        .flatMap(sum -> sum.terms().stream())
                        .map(PauliSum.Term::string)
                        .allMatch(string -> string.x() != 0 || Long.bitCount(string.z()) <= 1);
        int next = marginalsOnly ? qubits + 1 : 0;
        var diagonals = new ArrayList<Diagonal>();
        var flips = new ArrayList<Flip>();
        var weights = new ArrayList<List<Weight>>();
        for (var observable : observables) {
            var of = new ArrayList<Weight>();
            for (var term : observable.terms()) {
                var string = term.string();
                if (string.qubits() != qubits) {
                    throw new IllegalArgumentException(
                            string + " is over " + string.qubits() + " qubits, not " + qubits);
                }
                int x = moved(string.x(), bits);
                int z = moved(string.z(), bits);
                long key = (long) x << Integer.SIZE | z;
                var row = rowOf.get(key);
                if (row == null) {
                    boolean marginal = marginalsOnly && x == 0;
                    row = !marginal ? next++ : z == 0 ? qubits : Integer.numberOfTrailingZeros(z);
                    rowOf.put(key, row);
                    if (x == 0) {
                        diagonals.add(new Diagonal(row, z));
                    } else {
                        flips.add(flip(row, x, z, qubits));
                    }
                }
                double sign = string.negative() ? -1 : 1;
                of.add(new Weight(row, sign * term.coefficient()));
            }
            weights.add(List.copyOf(of));
        }
        return new Readings(
                marginalsOnly,
                List.copyOf(diagonals),
                List.copyOf(flips),
                List.copyOf(weights),
                next);
    }

    boolean phasesMatter() {
        return !flips.isEmpty();
    }

    private static int moved(long mask, int[] bits) {
        int moved = 0;
        for (int qubit = 0; qubit < bits.length; qubit++) {
            moved |= (int) (mask >> qubit & 1) << bits[qubit];
        }
        return moved;
    }

    private static Flip flip(int row, int x, int z, int qubits) {
        var plus = new ArrayList<Integer>();
        var minus = new ArrayList<Integer>();
        int top = Integer.highestOneBit(x);
        for (int low = 0; low < 1 << qubits; low++) {
            if ((low & top) == 0) {
                // P |low> = i^turns |low xor x>
                int turns = Integer.bitCount(x & z) + 2 * Integer.bitCount(z & low) & 3;
                (turns < 2 ? plus : minus).add(low);
            }
        }
        int pluses = plus.size();
        plus.addAll(minus);
        var lows = plus.stream().mapToInt(Integer::intValue).toArray();
        boolean imaginary = Integer.bitCount(x & z) % 2 == 1;
        return new Flip(row, x, lows, pluses, imaginary);
    }
}
