package cloud.somersault.simulators.stabilizer;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What stabilizer states make of steps; gates are recognised by their matrices, once each. */
final class Cliffords {
    private final Map<Action, Optional<CliffordGate>> gates = new HashMap<>();

    /** What a gate depends on, whatever the qubits. */
    private record Action(Matrix matrix, int targets, int controls) {}

    /** The gate of a step, if it is a Clifford gate on one or two qubits. */
    Optional<CliffordGate> gate(Step.Unitary step) {
        return gates.computeIfAbsent(
                new Action(step.matrix(), step.targets().size(), step.controls().size()),
                action -> CliffordGate.of(action.matrix, action.targets, action.controls));
    }

    CliffordGate require(Step.Unitary step) {
        return gate(step).orElseThrow(() -> new IllegalArgumentException("not Clifford: " + step));
    }

    /** A channel as random Pauli operators, relaxation by its {@link PauliTwirl}. */
    static ErrorSite errors(Step step) {
        return switch (step) {
            case Step.Depolarize depolarize -> ErrorSite.depolarizing(depolarize);
            case Step.PauliChannel(var probabilities, var qubits) ->
                    ErrorSite.paulis(
                            qubits,
                            probabilities.stream().mapToDouble(Double::doubleValue).toArray());
            case Step.Relax relax -> PauliTwirl.of(relax);
            case Step.Kraus _,
                    Step.Unitary _,
                    Step.Measure _,
                    Step.Reset _,
                    Step.Branch _,
                    Step.Assign _,
                    Step.Loop _ ->
                    throw new IllegalArgumentException("no Pauli channel: " + step);
        };
    }
}
