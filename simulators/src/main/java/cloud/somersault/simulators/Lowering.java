package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a circuit as steps: gates become matrices with their controls taken out, and noise, if
 * there is any, becomes channels after the gates, by the rule of {@link NoiseModel}.
 */
final class Lowering {
    private final Optional<NoiseModel> noise;
    private final Map<Long, Double> czDepolarizing = new HashMap<>();
    private final Map<Gate, ControlledCore> fixedGates = new EnumMap<>(Gate.class);

    private final Checkpoint checkpoint;

    private Lowering(Optional<NoiseModel> noise, Checkpoint checkpoint) {
        this.noise = noise;
        this.checkpoint = checkpoint;
        noise.ifPresent(model ->
                model.couplers()
                        .forEach(coupler ->
                                czDepolarizing.put(
                                        pair(coupler.first(), coupler.second()),
                                        coupler.czDepolarizing())));
    }

    /** The steps, qubits numbered as in the circuit. */
    static List<Step> steps(Circuit circuit, Optional<NoiseModel> noise, Checkpoint checkpoint) {
        return new Lowering(noise, checkpoint).lower(circuit.operations());
    }

    private List<Step> lower(List<Operation> operations) {
        var steps = new ArrayList<Step>(operations.size());
        operations.forEach(operation -> lower(operation, steps));
        return steps;
    }

    private void lower(Operation operation, List<Step> steps) {
        checkpoint.pass();
        switch (operation) {
            case Operation.Apply apply -> {
                core(apply).onto(apply.qubits(), List.of()).ifPresent(steps::add);
                disturb(apply, steps);
            }
            case Operation.Controlled(var controls, var target) ->
                    core(target).onto(target.qubits(), controls).ifPresent(steps::add);
            case Operation.Measure(int qubit, int bit) ->
                    steps.add(new Step.Measure(qubit, bit, readout(qubit)));
            case Operation.Reset(int qubit) -> steps.add(new Step.Reset(qubit));
            case Operation.Barrier _ -> {}
            case Operation.Delay(double durationSeconds, var qubits) ->
                    qubits.forEach(qubit -> relax(qubit, durationSeconds, steps));
            case Operation.If(var condition, var then, var otherwise) ->
                    steps.add(new Step.Branch(condition, lower(then), lower(otherwise)));
            case Operation.Assign(int bit, var value) -> steps.add(new Step.Assign(bit, value));
            case Operation.While(var condition, var body, int iterationsMax) ->
                    steps.add(new Step.Loop(condition, lower(body), iterationsMax));
        }
    }

    private ControlledCore core(Operation.Apply apply) {
        return apply.parameters().isEmpty()
                ? fixedGates.computeIfAbsent(apply.gate(), gate -> ControlledCore.of(gate.matrix()))
                : ControlledCore.of(apply.matrix());
    }

    private void disturb(Operation.Apply apply, List<Step> steps) {
        if (noise.isEmpty()) {
            return;
        }
        var qubits = apply.qubits();
        double probability =
                switch (qubits.size()) {
                    case 1 ->
                            isPulse(apply.gate())
                                    ? noise.get().qubit(qubits.getFirst()).gateDepolarizing()
                                    : 0;
                    case 2 ->
                            czDepolarizing.getOrDefault(
                                    pair(qubits.getFirst(), qubits.getLast()), 0.0);
                    default -> 0;
                };
        if (probability > 0) {
            steps.add(new Step.Depolarize(probability, qubits));
        }
    }

    /** Whether the chip plays a pulse; diagonal gates are changes of phase in its clock. */
    private static boolean isPulse(Gate gate) {
        return switch (gate) {
            case ID, Z, S, SDG, T, TDG, RZ, P -> false;
            default -> gate.qubits() == 1;
        };
    }

    private void relax(int qubit, double seconds, List<Step> steps) {
        if (noise.isEmpty()) {
            return;
        }
        var figures = noise.get().qubit(qubit);
        double t2Seconds = Math.min(figures.t2Seconds(), 2 * figures.t1Seconds());
        // StrictMath: the same bits on every machine, so the same counts.
        double decay = -StrictMath.expm1(-seconds / figures.t1Seconds());
        double coherence = Math.min(StrictMath.exp(-seconds / t2Seconds), Math.sqrt(1 - decay));
        if (decay > 0 || coherence < 1) {
            steps.add(new Step.Relax(qubit, decay, coherence));
        }
    }

    private Readout readout(int qubit) {
        return noise.map(model -> model.qubit(qubit))
                .map(figures -> new Readout(figures.readZeroGivenZero(), figures.readOneGivenOne()))
                .orElse(Readout.PERFECT);
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
    }
}
