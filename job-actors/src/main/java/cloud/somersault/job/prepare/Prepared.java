package cloud.somersault.job.prepare;

import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.Refusal;
import java.util.List;

/** What came of preparing a job. */
public sealed interface Prepared {

    /** It can run. */
    record Runnable(List<PreparedCircuit> circuits, List<Shard> shards, double estimatedSeconds)
            implements Prepared {
        public Runnable {
            circuits = List.copyOf(circuits);
            shards = List.copyOf(shards);
        }
    }

    /** It can't. */
    record Refused(Refusal refusal) implements Prepared {}
}
