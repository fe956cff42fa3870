package cloud.somersault.job;

import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.Message;
import cloud.somersault.job.seal.Contents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.Recovery;

/** How a job remembers: by its events alone, which carry one tag and whose contents are sealed. */
abstract class RememberingActor extends EventSourcedBehavior<Message, JobEvent, Job> {
    private final Contents contents;

    /** The last event that was sealed here, and what it is when it is opened. */
    private Optional<Sealed> sealed = Optional.empty();

    private record Sealed(JobEvent stored, JobEvent opened) {}

    RememberingActor(String jobId, Contents contents, BackoffSupervisorStrategy restarts) {
        super(PersistenceId.of(JobProtocol.KEY.name(), jobId), restarts);
        this.contents = contents;
    }

    /** Events as they are to be stored. They needn't be opened again when they have been. */
    final List<JobEvent> sealed(List<JobEvent> events) {
        var stored = contents.sealed(events);
        for (int event = 0; event < events.size(); event++) {
            if (stored.get(event) != events.get(event)) {
                sealed = Optional.of(new Sealed(stored.get(event), events.get(event)));
            }
        }
        return stored;
    }

    private JobEvent opened(JobEvent event) {
        var known = sealed.filter(one -> one.stored() == event).map(Sealed::opened);
        sealed = Optional.empty();
        return known.orElseGet(() -> contents.opened(event));
    }

    @Override
    public Job emptyState() {
        return new Job.Unknown();
    }

    @Override
    public EventHandler<Job, JobEvent> eventHandler() {
        return (job, event) -> job.after(opened(event));
    }

    @Override
    public Set<String> tagsFor(JobEvent event) {
        return Set.of(JobProtocol.TAG);
    }

    /** There are no snapshots: a job's few events are read faster than one would be looked for. */
    @Override
    public Recovery recovery() {
        return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
    }
}
