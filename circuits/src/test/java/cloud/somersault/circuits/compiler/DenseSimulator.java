package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A referee of a few dozen lines that knows nothing of the compiler: state vectors, one for every
 * history of measurement outcomes that is possible, not normalized.
 */
final class DenseSimulator {
    private static final double IMPOSSIBLE = 1e-18;

    /** One history: the classical bits so far and the state, whose squared norm is its chance. */
    record History(long bits, double[] re, double[] im) {
        double chance() {
            double sum = 0;
            for (int i = 0; i < re.length; i++) {
                sum += re[i] * re[i] + im[i] * im[i];
            }
            return sum;
        }
    }

    private final List<Integer> qubits;
    private List<History> histories;

    /** Qubit k of the state is qubit qubits.get(k) of the circuit. */
    private DenseSimulator(List<Integer> qubits) {
        this.qubits = qubits;
        var re = new double[1 << qubits.size()];
        re[0] = 1;
        histories = List.of(new History(0, re, new double[re.length]));
    }

    /** All histories of a circuit from |0...0>, its state over the given qubits. */
    static List<History> run(Circuit circuit, List<Integer> qubits) {
        var simulator = new DenseSimulator(qubits);
        circuit.operations().forEach(simulator::apply);
        return simulator.histories;
    }

    private void apply(Operation operation) {
        switch (operation) {
            case Operation.Apply apply -> unitary(apply.matrix(), apply.qubits());
            case Operation.Controlled controlled -> {
                var matrix = controlled.target().matrix();
                for (int i = 0; i < controlled.controls().size(); i++) {
                    matrix = matrix.controlled();
                }
                unitary(matrix, controlled.qubits());
            }
            case Operation.Measure(int qubit, int bit) ->
                    histories = histories.stream().flatMap(h -> split(h, qubit, bit)).toList();
            case Operation.Reset(int qubit) -> {
                histories = histories.stream().flatMap(h -> split(h, qubit, -1)).toList();
                histories = histories.stream().map(h -> lowered(h, qubit)).toList();
            }
            case Operation.Barrier _, Operation.Delay _ -> {}
            case Operation.Assign(int written, var value) ->
                    histories =
                            histories.stream()
                                    .map(history -> {
                                        boolean one =
                                                value.holds(bit -> (history.bits >> bit & 1) == 1);
                                        long others = history.bits & ~(1L << written);
                                        return new History(
                                                one ? others | 1L << written : others,
                                                history.re,
                                                history.im);
                                    })
                                    .toList();
            case Operation.While _ ->
                    throw new AssertionError("the chip has no such loop: " + operation);
            case Operation.If(var condition, var then, var otherwise) -> {
                var all = histories;
                var next = new ArrayList<History>();
                for (var history : all) {
                    histories = List.of(history);
                    boolean holds = condition.holds(bit -> (history.bits >> bit & 1) == 1);
                    (holds ? then : otherwise).forEach(this::apply);
                    next.addAll(histories);
                }
                histories = next;
            }
        }
    }

    private void unitary(Matrix matrix, List<Integer> operands) {
        histories = histories.stream().map(h -> unitary(h, matrix, operands)).toList();
    }

    private History unitary(History history, Matrix matrix, List<Integer> operands) {
        var masks = operands.stream().mapToInt(q -> 1 << qubits.indexOf(q)).toArray();
        int all = Arrays.stream(masks).sum();
        int size = matrix.size();
        var re = new double[history.re.length];
        var im = new double[re.length];
        for (int base = 0; base < re.length; base++) {
            if ((base & all) != 0) {
                continue;
            }
            for (int row = 0; row < size; row++) {
                int to = base | spread(row, masks);
                for (int column = 0; column < size; column++) {
                    int from = base | spread(column, masks);
                    double a = matrix.re(row, column);
                    double b = matrix.im(row, column);
                    re[to] += a * history.re[from] - b * history.im[from];
                    im[to] += a * history.im[from] + b * history.re[from];
                }
            }
        }
        return new History(history.bits, re, im);
    }

    private static int spread(int index, int[] masks) {
        int spread = 0;
        for (int k = 0; k < masks.length; k++) {
            if ((index >> k & 1) == 1) {
                spread |= masks[k];
            }
        }
        return spread;
    }

    private java.util.stream.Stream<History> split(History history, int qubit, int bit) {
        int mask = 1 << qubits.indexOf(qubit);
        var both = new ArrayList<History>();
        for (int value = 0; value < 2; value++) {
            var re = history.re.clone();
            var im = history.im.clone();
            for (int i = 0; i < re.length; i++) {
                if (((i & mask) != 0) != (value == 1)) {
                    re[i] = 0;
                    im[i] = 0;
                }
            }
            long bits = bit < 0 ? history.bits : history.bits & ~(1L << bit) | (long) value << bit;
            var half = new History(bits, re, im);
            if (half.chance() > IMPOSSIBLE) {
                both.add(half);
            }
        }
        return both.stream();
    }

    private History lowered(History history, int qubit) {
        int mask = 1 << qubits.indexOf(qubit);
        boolean one = false;
        for (int i = 0; i < history.re.length; i++) {
            one |= (i & mask) != 0 && (history.re[i] != 0 || history.im[i] != 0);
        }
        return one
                ? unitary(history, cloud.somersault.circuits.Gate.X.matrix(), List.of(qubit))
                : history;
    }

    /** The chance of each value of the classical bits. */
    static TreeMap<Long, Double> chances(List<History> histories) {
        var chances = new TreeMap<Long, Double>();
        histories.forEach(h -> chances.merge(h.bits, h.chance(), Double::sum));
        return chances;
    }

    /**
     * For each value of the classical bits the density matrix (re, im; row-major; trace = chance)
     * of the first so many qubits of the state, the others traced out.
     */
    static TreeMap<Long, double[][]> densities(List<History> histories, int kept) {
        var densities = new TreeMap<Long, double[][]>();
        int size = 1 << kept;
        for (var history : histories) {
            var rho = densities.computeIfAbsent(history.bits, _ -> new double[2][size * size]);
            for (int rest = 0; rest < history.re.length; rest += size) {
                for (int row = 0; row < size; row++) {
                    double a = history.re[rest + row];
                    double b = history.im[rest + row];
                    for (int column = 0; column < size; column++) {
                        double c = history.re[rest + column];
                        double d = history.im[rest + column];
                        rho[0][row * size + column] += a * c + b * d;
                        rho[1][row * size + column] += b * c - a * d;
                    }
                }
            }
        }
        return densities;
    }
}
