package cloud.somersault.simulators.batch;

import cloud.somersault.simulators.batch.Layering.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A number for each basis state, as the product of a row that depends on its low bits and a row
 * that depends on its high bits and on the few low bits that have a phase in common with them: two
 * small tables instead of one as large as the state. Where the cut is best is counted, not guessed.
 *
 * @param which basis states; those whose number is one are left out
 * @param first row of each
 * @param second another row of each; empty if one is enough
 */
record Phases(int[] which, int[] first, int[] second) {

    /** Which rows angles have. */
    record Angles(Map<Angle, Integer> turnRows, Map<Angle, Integer> phaseRows) {
        int turn(Angle angle) {
            return Objects.requireNonNull(turnRows.get(angle));
        }

        int phase(Angle angle) {
            return Objects.requireNonNull(phaseRows.get(angle));
        }
    }

    /**
     * The phases of a layer.
     *
     * @param fill whether the state is made from |0...0>: the turns are factors, too, and every
     *     basis state gets two rows
     */
    static Phases of(Layer layer, int qubits, boolean fill, Angles angles, RowTable rows) {
        var factors = new Factors(layer, qubits, fill, angles, rows);
        int size = 1 << qubits;
        int cut = factors.cheapestCut(fill);
        var which = new int[size];
        var first = new int[size];
        var second = new int[size];
        int count = 0;
        boolean two = fill;
        var lows = new HashMap<Integer, Integer>();
        var highs = new HashMap<Integer, Integer>();
        int lowBits = (1 << cut) - 1;
        int highBits = -1 << cut | factors.shared(cut);
        for (int state = 0; state < size; state++) {
            int s = state;
            int low = lows.computeIfAbsent(s & lowBits, _ -> rows.product(factors.below(s, cut)));
            int high =
                    highs.computeIfAbsent(s & highBits, _ -> rows.product(factors.above(s, cut)));
            if (low == RowTable.ONE && !fill) {
                low = high;
                high = RowTable.ONE;
            }
            if (low == RowTable.ONE && !fill) {
                continue;
            }
            two |= high != RowTable.ONE;
            which[count] = state;
            first[count] = low;
            second[count] = high;
            count++;
        }
        return new Phases(
                Arrays.copyOf(which, count),
                Arrays.copyOf(first, count),
                two ? Arrays.copyOf(second, count) : new int[0]);
    }

    /** Which factors a basis state has, ordered by their highest bit so that products share. */
    private static final class Factors {
        private final Layer layer;
        private final int qubits;
        private final boolean fill;
        private final Angles angles;
        private final RowTable rows;
        private final Map<Integer, List<Integer>> byTopBit;

        Factors(Layer layer, int qubits, boolean fill, Angles angles, RowTable rows) {
            this.layer = layer;
            this.qubits = qubits;
            this.fill = fill;
            this.angles = angles;
            this.rows = rows;
            this.byTopBit = Layering.byTopBit(layer);
        }

        /** Rows to form and multiplications of amplitudes, for each cut; the least wins. */
        int cheapestCut(boolean alwaysTwo) {
            int best = qubits;
            double least = Double.POSITIVE_INFINITY;
            for (int cut = qubits; cut >= 0; cut--) {
                int shared = shared(cut);
                boolean two = cut > 0 && cut < qubits;
                double above = Math.scalb(1.0, qubits - cut + Integer.bitCount(shared));
                double tables = (cut > 0 ? Math.scalb(1.0, cut) : 0) + (cut < qubits ? above : 0);
                double cost = 3 * tables + Math.scalb(two && !alwaysTwo ? 2.0 : 1.0, qubits);
                if (cost < least) {
                    least = cost;
                    best = cut;
                }
            }
            return best;
        }

        /** The bits below a cut that have a phase in common with bits above it. */
        int shared(int cut) {
            int shared = 0;
            for (int mask : layer.phases().keySet()) {
                if (mask >>> cut != 0) {
                    shared |= mask & (1 << cut) - 1;
                }
            }
            return shared;
        }

        List<Integer> below(int state, int cut) {
            return factors(state, 0, cut);
        }

        List<Integer> above(int state, int cut) {
            return factors(state, cut, qubits);
        }

        private List<Integer> factors(int state, int fromBit, int toBit) {
            var list = new ArrayList<Integer>();
            double constant = 0;
            for (int bit = fromBit; bit < toBit; bit++) {
                boolean one = (state >> bit & 1) != 0;
                if (fill) {
                    var turn = layer.turns().get(bit);
                    if (turn != null) {
                        list.add(rows.part(angles.turn(turn), one));
                    } else if (one) {
                        return List.of(RowTable.ZERO);
                    }
                }
                if (one) {
                    for (int mask : byTopBit.getOrDefault(bit, List.of())) {
                        var angle = layer.phases().get(mask);
                        if ((state & mask) != mask || angle == null) {
                            continue;
                        }
                        if (angle.isConstant()) {
                            constant += angle.offset();
                        } else {
                            list.add(angles.phase(angle));
                        }
                    }
                }
            }
            int phase = rows.phase(constant);
            if (phase != RowTable.ONE) {
                list.add(phase);
            }
            return list;
        }
    }
}
