package cloud.somersault.job.prepare;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.simulators.NoiseModel;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment may play: anything on parts of the chip that work at all, whether they are in
 * service or not. What is broken for good has no physics to run.
 */
final class AsWritten {

    private AsWritten() {}

    /** Why this circuit can't be played. */
    static Optional<Refusal> refusal(Circuit circuit, int chipQubits, NoiseModel truth) {
        return refusal(circuit.operations(), chipQubits, truth);
    }

    private static Optional<Refusal> refusal(
            List<Operation> operations, int chipQubits, NoiseModel truth) {
        for (var operation : operations) {
            var refused =
                    switch (operation) {
                        case Operation.If(_, var then, var otherwise) ->
                                refusal(then, chipQubits, truth)
                                        .or(() -> refusal(otherwise, chipQubits, truth));
                        case Operation.Barrier _, Operation.Assign _ -> Optional.<Refusal>empty();
                        default -> one(operation, chipQubits, truth);
                    };
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> one(Operation operation, int chipQubits, NoiseModel truth) {
        for (int qubit : operation.qubits()) {
            if (qubit >= chipQubits || !truth.qubits().containsKey(qubit)) {
                return Optional.of(
                        Refusal.of(
                                "qubit-out-of-service",
                                "Qubit " + qubit + " of the chip is broken.",
                                "Experiment with the others."));
            }
        }
        if (operation.qubits().size() > 1
                && operation instanceof Operation.Apply apply
                && !coupled(apply.qubits(), truth)) {
            return Optional.of(
                    Refusal.of(
                            "coupler-out-of-service",
                            "The qubits " + apply.qubits() + " have no working coupler.",
                            "Experiment with the others."));
        }
        return Optional.empty();
    }

    private static boolean coupled(List<Integer> qubits, NoiseModel truth) {
        return truth.couplers().stream()
                .anyMatch(coupler ->
                        qubits.size() == 2
                                && qubits.contains(coupler.first())
                                && qubits.contains(coupler.second()));
    }
}
