package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a circuit as steps: gates become matrices with their controls taken out, and noise, if
 * there is any, becomes steps around the gates, by the rule of {@link NoiseModel}: {@link
 * GateNoise} for what follows a gate or a wait, {@link ResidualZz} for what neighbours do to each
 * other.
 */
final class Lowering {
    /** Of the gates without parameters, which are always the same. */
    private static final Map<Gate, ControlledCore> FIXED = new ConcurrentHashMap<>();

    private final Optional<NoiseModel> model;
    private final Coherence coherence;
    private final Crosstalk crosstalk;
    private final Optional<GateNoise> noise;
    private final Checkpoint checkpoint;

    private Lowering(
            Optional<NoiseModel> model,
            Coherence coherence,
            Crosstalk crosstalk,
            Checkpoint checkpoint) {
        this.model = model;
        this.coherence = coherence;
        this.crosstalk = crosstalk;
        this.noise = model.map(some -> new GateNoise(some, coherence));
        this.checkpoint = checkpoint;
    }

    /** The steps, qubits numbered as in the circuit. */
    static List<Step> steps(Circuit circuit, Optional<NoiseModel> noise, Checkpoint checkpoint) {
        return steps(circuit, noise, Coherence.kept(), Crosstalk.kept(), checkpoint);
    }

    /** The same, with coherent errors as they are wanted. */
    static List<Step> steps(
            Circuit circuit,
            Optional<NoiseModel> noise,
            Coherence coherence,
            Crosstalk crosstalk,
            Checkpoint checkpoint) {
        return new Lowering(noise, coherence, crosstalk, checkpoint).lower(circuit.operations());
    }

    private List<Step> lower(List<Operation> operations) {
        var steps = new ArrayList<Step>(operations.size());
        var residual = model.map(some -> new ResidualZz(some, operations, coherence, crosstalk));
        for (int i = 0; i < operations.size(); i++) {
            int index = i;
            residual.ifPresent(zz -> zz.before(index, steps));
            lower(operations.get(i), steps);
        }
        return steps;
    }

    private void lower(Operation operation, List<Step> steps) {
        checkpoint.pass();
        switch (operation) {
            case Operation.Apply apply -> {
                noise.ifPresent(some -> some.before(apply, steps));
                core(apply).onto(apply.qubits(), List.of()).ifPresent(steps::add);
                noise.ifPresent(some -> some.after(apply, steps));
            }
            case Operation.Controlled(var controls, var target) ->
                    core(target).onto(target.qubits(), controls).ifPresent(steps::add);
            case Operation.Measure(int qubit, int bit) ->
                    steps.add(
                            new Step.Measure(
                                    qubit,
                                    bit,
                                    noise.map(some -> some.readout(qubit))
                                            .orElse(Readout.PERFECT)));
            case Operation.Reset(int qubit) -> steps.add(new Step.Reset(qubit));
            case Operation.Barrier _ -> {}
            case Operation.Delay(double durationSeconds, var qubits) ->
                    noise.ifPresent(some ->
                            qubits.forEach(qubit -> some.wait(qubit, durationSeconds, steps)));
            case Operation.If(var condition, var then, var otherwise) ->
                    steps.add(new Step.Branch(condition, lower(then), lower(otherwise)));
            case Operation.Assign(int bit, var value) -> steps.add(new Step.Assign(bit, value));
            case Operation.While(var condition, var body, int iterationsMax) ->
                    steps.add(new Step.Loop(condition, lower(body), iterationsMax));
        }
    }

    private ControlledCore core(Operation.Apply apply) {
        return apply.parameters().isEmpty()
                ? FIXED.computeIfAbsent(apply.gate(), gate -> ControlledCore.of(gate.matrix()))
                : ControlledCore.of(apply.matrix());
    }
}
