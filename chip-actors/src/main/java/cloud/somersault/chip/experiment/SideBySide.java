package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Experiments that run at the same time on parts of the chip that don't touch: circuit i of all of
 * them is one circuit of the chip, so that calibrating half the chip takes no longer than one
 * qubit. An experiment with fewer circuits sits the last ones out.
 *
 * @param chipQubits qubits of the chip
 * @param placed the experiments and where they are
 */
public record SideBySide(int chipQubits, List<Placed> placed) {

    /**
     * One experiment and its place.
     *
     * @param experiment which
     * @param qubits the chip's qubits that are the experiment's qubits 0 and, if it has two, 1
     */
    public record Placed(Experiment<?> experiment, List<Integer> qubits) {
        public Placed {
            qubits = List.copyOf(qubits);
        }
    }

    public SideBySide {
        placed = List.copyOf(placed);
        var used = new HashSet<Integer>();
        for (var one : placed) {
            for (int qubit : one.qubits()) {
                if (qubit < 0 || qubit >= chipQubits || !used.add(qubit)) {
                    throw new IllegalArgumentException(
                            "qubit " + qubit + " is not there, or used twice");
                }
            }
        }
    }

    /** The chip's circuits. */
    public List<Circuit> circuits() {
        var each = placed.stream().map(one -> one.experiment().circuits()).toList();
        int most = each.stream().mapToInt(List::size).max().orElse(0);
        var merged = new ArrayList<Circuit>();
        for (int number = 0; number < most; number++) {
            merged.add(circuit(each, number));
        }
        return merged;
    }

    private Circuit circuit(List<List<Circuit>> each, int number) {
        var operations = new ArrayList<Operation>();
        var readings = new ArrayList<Operation>();
        int bit = 0;
        for (int index = 0; index < placed.size(); index++) {
            if (number < each.get(index).size()) {
                for (var operation : each.get(index).get(number).operations()) {
                    var there = moved(operation, placed.get(index).qubits(), bit);
                    (there instanceof Operation.Measure ? readings : operations).add(there);
                }
            }
            bit += placed.get(index).qubits().size();
        }
        operations.addAll(readings);
        return new Circuit(chipQubits, List.of(new ClassicalRegister("c", 0, bit)), operations);
    }

    private static Operation moved(Operation operation, List<Integer> qubits, int bit) {
        return switch (operation) {
            case Operation.Apply(var gate, var angles, var on) ->
                    new Operation.Apply(gate, angles, on.stream().map(qubits::get).toList());
            case Operation.Delay(var seconds, var on) ->
                    new Operation.Delay(seconds, on.stream().map(qubits::get).toList());
            case Operation.Measure(var qubit, var into) ->
                    new Operation.Measure(qubits.get(qubit), bit + into);
            default -> throw new IllegalArgumentException("experiments have no " + operation);
        };
    }

    /**
     * What one of the experiments read.
     *
     * @param index which of the placed
     * @param counts of the chip's circuits
     */
    public Readings readings(int index, List<Counts> counts) {
        int offset = 0;
        for (int before = 0; before < index; before++) {
            offset += placed.get(before).qubits().size();
        }
        int circuits = placed.get(index).experiment().circuits().size();
        int values = 1 << placed.get(index).qubits().size();
        var histograms = new ArrayList<long[]>();
        for (var one : counts.subList(0, circuits)) {
            histograms.add(histogram(one, offset, values));
        }
        return new Readings(histograms);
    }

    private static long[] histogram(Counts counts, int offset, int values) {
        var histogram = new long[values];
        counts.byBitstring()
                .forEach((bits, count) -> {
                    int value = 0;
                    for (int bit = 0; 1 << bit < values; bit++) {
                        value |= (bits.charAt(bits.length() - 1 - offset - bit) - '0') << bit;
                    }
                    histogram[value] += count;
                });
        return histogram;
    }
}
