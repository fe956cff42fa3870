package cloud.somersault.job;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.Message;
import cloud.somersault.job.seal.Contents;
import java.util.Set;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.Recovery;

/** How a job remembers: by its events alone, which carry one tag and whose contents are sealed. */
abstract class RememberingActor extends EventSourcedBehavior<Message, JobEvent, Job> {
    private final Contents contents;

    RememberingActor(ActorContext<Message> context, String jobId, Contents contents) {
        super(PersistenceId.of(JobProtocol.KEY.name(), jobId), Restarts.of(context));
        this.contents = contents;
    }

    @Override
    public Job emptyState() {
        return new Job.Unknown();
    }

    @Override
    public EventHandler<Job, JobEvent> eventHandler() {
        return (job, event) -> job.after(contents.opened(event));
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
