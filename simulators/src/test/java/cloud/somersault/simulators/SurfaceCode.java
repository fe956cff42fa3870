package cloud.somersault.simulators;

import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A memory experiment with the rotated surface code: |0> of the logical qubit is kept for some
 * rounds and read in Z. Source: H. Bombin, M. Martin-Delgado, Phys. Rev. A 76, 012305 (2007); Y.
 * Tomita, K. Svore, Phys. Rev. A 90, 062320 (2014) for the order of the gates.
 *
 * <p>Data qubits sit on the odd points (2i+1, 2j+1) of a square of side 2d, checks on even points
 * between them: on the whole inside, and on every other point of the edges, X checks at the edges y
 * = 0 and y = 2d, Z checks at the others. Each round: reset the checks, H on X checks, a CX with
 * each of the four neighbours, H again, measure. Noise: depolarizing after each gate, flips after
 * resets and before measurements.
 */
public final class SurfaceCode {
    /** Neighbours in an order that leads two errors of one check across the logical operator. */
    private static final int[][] X_ORDER = {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}};

    private static final int[][] Z_ORDER = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

    private final int distance;
    private final int rounds;
    private final double p;
    private final List<Integer> data = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<List<Integer>> detectors = new ArrayList<>();
    private final List<Integer> observable = new ArrayList<>();

    /** A check's qubit, and its neighbours in their order; -1 where there is none. */
    private record Check(int qubit, boolean x, List<Integer> neighbours) {}

    /**
     * An experiment.
     *
     * @param p total probability of the Pauli errors after a gate, and of flips
     */
    public SurfaceCode(int distance, int rounds, double p) {
        this.distance = distance;
        this.rounds = rounds;
        this.p = p;
        place();
        data.forEach(this::reset);
        for (int round = 0; round < rounds; round++) {
            round(round);
        }
        int bits = rounds * checks.size();
        for (int i = 0; i < data.size(); i++) {
            measure(data.get(i), bits + i);
            if (i < distance) {
                observable.add(bits + i);
            }
        }
        for (int check = 0; check < checks.size(); check++) {
            if (!checks.get(check).x) {
                var last = new ArrayList<>(List.of((rounds - 1) * checks.size() + check));
                checks.get(check).neighbours.stream()
                        .filter(qubit -> qubit >= 0)
                        .forEach(qubit -> last.add(bits + data.indexOf(qubit)));
                detectors.add(last);
            }
        }
    }

    private void place() {
        Map<List<Integer>, Integer> at = new HashMap<>();
        for (int j = 0; j < distance; j++) {
            for (int i = 0; i < distance; i++) {
                at.put(List.of(2 * i + 1, 2 * j + 1), data.size());
                data.add(data.size());
            }
        }
        for (int y = 0; y <= 2 * distance; y += 2) {
            for (int x = 0; x <= 2 * distance; x += 2) {
                boolean isX = (x + y) / 2 % 2 == 1;
                boolean atX = x == 0 || x == 2 * distance;
                boolean atY = y == 0 || y == 2 * distance;
                if (atX && isX || atY && !isX) {
                    continue;
                }
                var neighbours = new ArrayList<Integer>();
                for (var step : isX ? X_ORDER : Z_ORDER) {
                    neighbours.add(at.getOrDefault(List.of(x + step[0], y + step[1]), -1));
                }
                checks.add(new Check(data.size() + checks.size(), isX, neighbours));
            }
        }
    }

    private void round(int round) {
        checks.forEach(check -> reset(check.qubit));
        checks.stream().filter(Check::x).forEach(check -> hadamard(check.qubit));
        for (int k = 0; k < 4; k++) {
            for (var check : checks) {
                int neighbour = check.neighbours.get(k);
                if (neighbour >= 0) {
                    if (check.x) {
                        cx(check.qubit, neighbour);
                    } else {
                        cx(neighbour, check.qubit);
                    }
                }
            }
        }
        checks.stream().filter(Check::x).forEach(check -> hadamard(check.qubit));
        for (int check = 0; check < checks.size(); check++) {
            int bit = round * checks.size() + check;
            measure(checks.get(check).qubit, bit);
            if (round > 0) {
                detectors.add(List.of(bit, bit - checks.size()));
            } else if (!checks.get(check).x) {
                detectors.add(List.of(bit));
            }
        }
    }

    private void reset(int qubit) {
        steps.add(new Step.Reset(qubit));
        if (p > 0) {
            steps.add(new Step.PauliChannel(List.of(1 - p, p, 0.0, 0.0), List.of(qubit)));
        }
    }

    private void hadamard(int qubit) {
        steps.add(new Step.Unitary(Gate.H.matrix(), List.of(qubit), List.of()));
        depolarize(4.0 / 3, qubit);
    }

    private void cx(int control, int target) {
        steps.add(new Step.Unitary(Gate.X.matrix(), List.of(target), List.of(control)));
        depolarize(16.0 / 15, control, target);
    }

    private void depolarize(double factor, Integer... qubits) {
        if (p > 0) {
            steps.add(new Step.Depolarize(factor * p, List.of(qubits)));
        }
    }

    private void measure(int qubit, int bit) {
        steps.add(new Step.Measure(qubit, bit, new Readout(1 - p, 1 - p)));
    }

    /** Data qubits, then checks. */
    public int qubits() {
        return data.size() + checks.size();
    }

    /** The readings of the checks round by round, then those of the data qubits. */
    public int bits() {
        return rounds * checks.size() + data.size();
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Sets of bits whose parity is even unless something went wrong. */
    public List<List<Integer>> detectors() {
        return List.copyOf(detectors);
    }

    /** The bits whose parity is the logical qubit, before anything is corrected. */
    public List<Integer> observable() {
        return List.copyOf(observable);
    }
}
