package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.compiler.Device;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where batches of circuits are run. */
public interface QuantumJobs {

    /** Circuits of one job at most. */
    int CIRCUITS_MAX = 200;

    /** The chip of a target as calibrated now; empty for the ideal target. */
    CompletionStage<Optional<Device>> device(String target);

    /** The same, for a tenant: the jobs are that tenant's. */
    default QuantumJobs ofTenant(String tenant) {
        return this;
    }

    /**
     * Runs a batch. Asking again with the same request joins what was asked before.
     *
     * @return fails with {@link QuantumBatchException} when there are no counts
     */
    CompletionStage<Batch> run(Request request);

    /**
     * @param key the idempotency key: the same for the same request only
     * @param circuits 1 to {@link #CIRCUITS_MAX}, with measurements; for a chip on its own qubits
     * @param shots of each circuit
     * @param target "ideal" or a chip's name
     */
    record Request(String key, List<Circuit> circuits, int shots, long seed, String target) {
        public Request {
            circuits = List.copyOf(circuits);
            if (circuits.isEmpty() || circuits.size() > CIRCUITS_MAX) {
                throw new IllegalArgumentException(
                        "a job has 1 to " + CIRCUITS_MAX + " circuits, not " + circuits.size());
            }
        }
    }

    /** Counts of each circuit, and where they come from. */
    record Batch(List<Counts> counts, Provenance provenance) {
        public Batch {
            counts = List.copyOf(counts);
        }
    }

    /**
     * A job of this cloud that counts came from: with it anyone can run them again.
     *
     * @param calibrationVersion of the chip; absent for the ideal target
     * @param circuits of the job; a chip's circuit holds several of the layer's side by side
     * @param resultDigest of all its counts
     */
    record Provenance(
            String jobId,
            String target,
            Optional<Long> calibrationVersion,
            int circuits,
            long shots,
            String resultDigest) {}
}
