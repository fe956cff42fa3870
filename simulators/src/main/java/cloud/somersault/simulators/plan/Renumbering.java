package cloud.somersault.simulators.plan;

import java.util.List;

/** The same step on other qubits. */
final class Renumbering {

    private Renumbering() {}

    static Step of(Step step, int[] to) {
        return switch (step) {
            case Step.Unitary(var matrix, var targets, var controls) ->
                    new Step.Unitary(matrix, of(targets, to), of(controls, to));
            case Step.Depolarize(var probability, var qubits) ->
                    new Step.Depolarize(probability, of(qubits, to));
            case Step.PauliChannel(var probabilities, var qubits) ->
                    new Step.PauliChannel(probabilities, of(qubits, to));
            case Step.Kraus(var operators, var qubits) -> new Step.Kraus(operators, of(qubits, to));
            case Step.Relax(var qubit, var decay, var coherence) ->
                    new Step.Relax(to[qubit], decay, coherence);
            case Step.Measure(var qubit, var bit, var readout) ->
                    new Step.Measure(to[qubit], bit, readout);
            case Step.Reset(var qubit) -> new Step.Reset(to[qubit]);
            case Step.Branch(var condition, var then, var otherwise) ->
                    new Step.Branch(condition, all(then, to), all(otherwise, to));
            case Step.Assign _ -> step;
            case Step.Loop(var condition, var body, int iterationsMax) ->
                    new Step.Loop(condition, all(body, to), iterationsMax);
        };
    }

    private static List<Step> all(List<Step> steps, int[] to) {
        return steps.stream().map(step -> of(step, to)).toList();
    }

    private static List<Integer> of(List<Integer> qubits, int[] to) {
        return switch (qubits.size()) {
            case 0 -> qubits;
            case 1 -> List.of(to[qubits.getFirst()]);
            case 2 -> List.of(to[qubits.getFirst()], to[qubits.get(1)]);
            default -> qubits.stream().map(qubit -> to[qubit]).toList();
        };
    }
}
