package cloud.somersault.job;

import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.model.DeskMessage;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.run.CancelSignal;
import java.time.Clock;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.pubsub.Topic;

/** What a job needs of its surroundings. */
record JobSurroundings(
        JobWork work,
        ActorRef<SchedulerMessage> scheduler,
        ActorRef<DeskMessage> desk,
        ActorRef<Topic.Command<CancelSignal>> cancelSignals,
        JobMeters meters,
        Clock clock,
        BackoffSupervisorStrategy restarts) {}
