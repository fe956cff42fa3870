package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.job.model.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One session's way to its target: circuits go out as jobs, equal ones once, packed side by side on
 * a chip, under keys made of the session, the step and the circuits, so that a step that is taken
 * again after a crash finds its jobs. What the current step has sent is remembered for its event.
 *
 * <p>Called by one thread at a time, which waits for the counts.
 */
public final class RingRuns {
    private static final int SEED_DIGITS = 13; // of 4 bits each: seeds have 53

    private final QuantumJobs jobs;
    private final String session;
    private final String target;
    private final int shots;
    private final List<QuantumJobs.Provenance> sent = new ArrayList<>();
    private long step;
    private long asked;

    /**
     * @param session its id; sessions don't share runs
     * @param target "ideal" or a chip's name
     * @param shots of every circuit
     */
    public RingRuns(QuantumJobs jobs, String session, String target, int shots) {
        this.jobs = jobs;
        this.session = session;
        this.target = target;
        this.shots = shots;
    }

    /** What belongs to a step starts here. */
    public void beginStep(long number) {
        step = number;
        asked = 0;
        sent.clear();
    }

    /** The jobs of this step so far. */
    public List<QuantumJobs.Provenance> sent() {
        return List.copyOf(sent);
    }

    /** Circuits that this step's values came from, equal ones counted once. */
    public long circuits() {
        return asked;
    }

    /** The step that runs, for what is random in it. */
    long step() {
        return step;
    }

    String session() {
        return session;
    }

    /**
     * The mean values of Z of every qubit of every ring.
     *
     * @param rings circuits of n qubits without measurements
     * @return [rings, n]
     * @throws QuantumBatchException if a job brought no counts
     */
    double[] values(List<Circuit> rings, int qubits) {
        var places = new HashMap<Circuit, Integer>();
        var distinct = new ArrayList<Circuit>();
        var placeOf = new int[rings.size()];
        for (int ring = 0; ring < placeOf.length; ring++) {
            placeOf[ring] = places.computeIfAbsent(rings.get(ring), _ -> places.size());
            if (placeOf[ring] == distinct.size()) {
                distinct.add(rings.get(ring));
            }
        }
        var found = run(distinct, qubits);
        var values = new double[rings.size() * qubits];
        for (int ring = 0; ring < placeOf.length; ring++) {
            System.arraycopy(found, placeOf[ring] * qubits, values, ring * qubits, qubits);
        }
        return values;
    }

    private double[] run(List<Circuit> rings, int qubits) {
        asked += rings.size();
        var layout = SideBySide.on(await(jobs.device(target).toCompletableFuture()), qubits);
        var packed = layout.packed(rings);
        var running = new ArrayList<CompletableFuture<QuantumJobs.Batch>>();
        for (int first = 0; first < packed.size(); first += QuantumJobs.CIRCUITS_MAX) {
            int end = Math.min(first + QuantumJobs.CIRCUITS_MAX, packed.size());
            running.add(jobs.run(request(packed.subList(first, end))).toCompletableFuture());
        }
        var counts = new ArrayList<cloud.somersault.circuits.Counts>();
        for (var job : running) {
            var batch = await(job);
            counts.addAll(batch.counts());
            sent.add(batch.provenance());
        }
        return layout.values(counts, rings.size());
    }

    private QuantumJobs.Request request(List<Circuit> circuits) {
        var content = new StringBuilder();
        content.append(session).append('\n').append(step).append('\n');
        content.append(target).append('\n').append(shots).append('\n');
        for (var circuit : circuits) {
            content.append(Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL));
        }
        var key = Digest.sha256(content.toString());
        long seed = Long.parseLong(key.substring(0, SEED_DIGITS), 16);
        return new QuantumJobs.Request(key, circuits, shots, seed, target);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof QuantumBatchException known) {
                throw known;
            }
            throw new QuantumBatchException(
                    "A batch of circuits could not be run: " + failed.getCause(), failed);
        }
    }
}
