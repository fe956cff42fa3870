package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.simulators.batch.BatchSimulator;
import cloud.somersault.simulators.batch.ParametricCircuit;
import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A target whose counts are the probabilities, to twelve digits; remembers what was asked. */
final class ExactJobs implements QuantumJobs {
    private static final double SHOTS = 1e12;

    final List<Request> requests = new ArrayList<>();

    @Override
    public CompletionStage<Optional<Device>> device(String target) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Batch> run(Request request) {
        requests.add(request);
        var counts = request.circuits().stream().map(ExactJobs::counts).toList();
        return CompletableFuture.completedFuture(
                new Batch(
                        counts,
                        new Provenance(
                                request.key(),
                                request.target(),
                                Optional.empty(),
                                counts.size(),
                                request.shots(),
                                "digest")));
    }

    private static Counts counts(Circuit circuit) {
        var p =
                BatchSimulator.of(ParametricCircuit.shapeOf(circuit), List.of(), Precision.F64)
                        .probabilities(ParametricCircuit.anglesOf(circuit), 1, Checkpoint.none());
        var counts = new HashMap<String, Long>();
        int n = circuit.qubits();
        for (int state = 0; state < p.length; state++) {
            var bits = Integer.toBinaryString(1 << n | state).substring(1);
            counts.put(bits, Math.round(p[state] * SHOTS));
        }
        return Counts.of(n, counts);
    }
}
