package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.circuits.ShiftRule;
import cloud.somersault.simulators.batch.ParametricCircuit.ParametricGate;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradients from values at shifted angles, which is all that a machine with shots can give: every
 * angle that depends on parameters, wherever it occurs, is shifted by its gate's rule ({@link
 * ShiftRule}: two values for a rotation, four for a controlled one). A parameter's derivative is
 * the sum over its occurrences.
 */
public final class ParameterShift {

    /** One angle of one gate, and what it depends on. */
    private record Occurrence(Angle angle, ShiftRule rule) {}

    private final ParametricCircuit circuit;
    private final List<Occurrence> occurrences = new ArrayList<>();

    private final ParametricCircuit shiftable;

    /** For each circuit but the first, which occurrence is shifted, and how far. */
    private final List<Shift> shifts = new ArrayList<>();

    private record Shift(int occurrence, double by) {}

    private ParameterShift(ParametricCircuit circuit) {
        this.circuit = circuit;
        var gates = new ArrayList<ParametricGate>();
        for (var gate : circuit.gates()) {
            var angles = new ArrayList<Angle>();
            for (int k = 0; k < gate.angles().size(); k++) {
                var angle = gate.angles().get(k);
                if (angle.isConstant()) {
                    angles.add(angle);
                    continue;
                }
                int slot = circuit.parameters() + occurrences.size();
                angles.add(angle.plus(Angle.parameter(slot)));
                var rule =
                        gate.controls().isEmpty()
                                ? ShiftRule.of(gate.gate(), k)
                                : ShiftRule.ofControlled(gate.gate(), k);
                for (var term : rule.terms()) {
                    shifts.add(new Shift(occurrences.size(), term.shift()));
                    shifts.add(new Shift(occurrences.size(), -term.shift()));
                }
                occurrences.add(new Occurrence(angle, rule));
            }
            gates.add(new ParametricGate(gate.gate(), angles, gate.qubits(), gate.controls()));
        }
        shiftable =
                new ParametricCircuit(
                        circuit.qubits(), circuit.parameters() + occurrences.size(), gates);
    }

    /** The shifts that a circuit takes. */
    public static ParameterShift of(ParametricCircuit circuit) {
        return new ParameterShift(circuit);
    }

    /** How many circuits a row of parameters takes: the one itself and the shifted ones. */
    public int circuits() {
        return 1 + shifts.size();
    }

    /** The circuits of a row of parameters, the one that isn't shifted first; no measurements. */
    public List<Circuit> circuits(double[] parameters) {
        var all = new ArrayList<Circuit>();
        var rows = shifted(parameters);
        int columns = shiftable.parameters();
        for (int k = 0; k < circuits(); k++) {
            all.add(
                    shiftable.bind(
                            java.util.Arrays.copyOfRange(rows, k * columns, (k + 1) * columns)));
        }
        return all;
    }

    /** The circuit with a parameter more for each occurrence of an angle, which shifts it. */
    ParametricCircuit shiftable() {
        return shiftable;
    }

    /** A row of parameters of {@link #shiftable} for each of the circuits. */
    double[] shifted(double[] parameters) {
        if (parameters.length != circuit.parameters()) {
            throw new IllegalArgumentException(
                    parameters.length + " parameters, not " + circuit.parameters());
        }
        int columns = shiftable.parameters();
        var rows = new double[circuits() * columns];
        for (int k = 0; k < circuits(); k++) {
            System.arraycopy(parameters, 0, rows, k * columns, parameters.length);
            if (k > 0) {
                var shift = shifts.get(k - 1);
                rows[k * columns + circuit.parameters() + shift.occurrence] = shift.by;
            }
        }
        return rows;
    }

    /**
     * The gradient of sum_k cotangent_k value_k.
     *
     * @param values of each of the {@link #circuits}, in their order: circuits x observables
     * @param cotangent one factor for each observable
     * @return a derivative for each parameter
     */
    public double[] gradient(double[] values, double[] cotangent) {
        int observables = cotangent.length;
        if (values.length != circuits() * observables) {
            throw new IllegalArgumentException(
                    values.length + " values of " + circuits() + " circuits");
        }
        var gradient = new double[circuit.parameters()];
        int next = 1;
        for (var occurrence : occurrences) {
            double slope = 0;
            for (var term : occurrence.rule.terms()) {
                for (int k = 0; k < observables; k++) {
                    double above = values[next * observables + k];
                    double below = values[(next + 1) * observables + k];
                    slope += cotangent[k] * term.coefficient() * (above - below);
                }
                next += 2;
            }
            for (var part : occurrence.angle.parts()) {
                gradient[part.parameter()] += part.scale() * slope;
            }
        }
        return gradient;
    }

    /**
     * The exact values of all circuits of a row of parameters.
     *
     * @return circuits x observables
     */
    public double[] expectations(
            double[] parameters,
            List<PauliSum> observables,
            Precision precision,
            Checkpoint checkpoint) {
        return BatchSimulator.of(shiftable, observables, precision)
                .expectationsFromPrefix(shifted(parameters), circuits(), checkpoint);
    }

    /**
     * Shots of all circuits of a row of parameters, every qubit measured into the bit of its
     * number.
     *
     * @param which shots of each circuit
     */
    public List<Counts> counts(
            double[] parameters, RowShots which, Precision precision, Checkpoint checkpoint) {
        var simulator = BatchSimulator.of(shiftable, List.of(), precision);
        return Shots.counts(
                simulator.probabilitiesFromPrefix(shifted(parameters), circuits(), checkpoint),
                circuit.qubits(),
                which,
                checkpoint);
    }
}
