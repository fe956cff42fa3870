package cloud.somersault.job.run;

import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.trace.JobMark;
import cloud.somersault.simulators.NoiseModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that a worker needs to run one shard, and nothing else: it asks nobody.
 *
 * @param jobId whose shard
 * @param shard its index in the job
 * @param slices which shots of which circuits
 * @param circuits the circuits that the slices name
 * @param bits the length of the bitstrings of every circuit of the job, in order
 * @param seed of the job
 * @param noise the chip's; empty on the ideal target
 * @param preparation which preparation of the job it belongs to
 * @param tenant whose job it is, for the log
 * @param traceId of the request that brought it, for the log
 */
public record ShardWork(
        String jobId,
        int shard,
        List<Slice> slices,
        List<WorkCircuit> circuits,
        List<Integer> bits,
        long seed,
        Optional<NoiseModel> noise,
        Optional<String> preparation,
        Optional<String> tenant,
        Optional<String> traceId)
        implements Work {
    public ShardWork {
        slices = List.copyOf(slices);
        circuits = List.copyOf(circuits);
        bits = List.copyOf(bits);
    }

    /** Of a job that is prepared once. */
    public ShardWork(
            String jobId,
            int shard,
            List<Slice> slices,
            List<WorkCircuit> circuits,
            List<Integer> bits,
            long seed,
            Optional<NoiseModel> noise) {
        this(
                jobId,
                shard,
                slices,
                circuits,
                bits,
                seed,
                noise,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public JobMark mark() {
        return new JobMark(jobId, tenant, traceId, OptionalInt.of(shard));
    }

    /** What its largest circuit needs. */
    long memoryBytes() {
        return circuits.stream().mapToLong(WorkCircuit::memoryBytes).max().orElse(0);
    }

    /**
     * One circuit.
     *
     * @param circuit its index in the job
     * @param run the text to run
     * @param engine the engine's id
     * @param memoryBytes what the engine needs
     */
    public record WorkCircuit(int circuit, ProgramText run, String engine, long memoryBytes) {}
}
