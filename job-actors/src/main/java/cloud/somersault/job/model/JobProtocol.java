package cloud.somersault.job.model;

import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Shard;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The messages between a job actor and the doors, the scheduler and the workers. */
public final class JobProtocol {

    /** How the cluster finds a job. */
    public static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "Job");

    /** All events of all jobs carry this tag. */
    public static final String TAG = "job";

    private JobProtocol() {}

    /** What a job actor understands from elsewhere. */
    public interface Message extends JobMessage {}

    /** A command of a user. */
    public record Wish(UserCommand command, ActorRef<WishReply> replyTo) implements Message {}

    /**
     * The commands that users may give; travels between nodes, so without interfaces.
     *
     * @param expectedSeconds what the job is expected to cost, if anybody knows
     */
    public record UserCommand(
            Optional<JobCommand.Submit> submit,
            Optional<JobCommand.Cancel> cancel,
            Optional<Double> expectedSeconds) {
        /** Accept it. */
        public static UserCommand of(JobCommand.Submit submit, double expectedSeconds) {
            return new UserCommand(
                    Optional.of(submit), Optional.empty(), Optional.of(expectedSeconds));
        }

        /** Take it back. */
        public static UserCommand of(JobCommand.Cancel cancel) {
            return new UserCommand(Optional.empty(), Optional.of(cancel), Optional.empty());
        }

        public JobCommand command() {
            return submit.<JobCommand>map(one -> one).orElseGet(cancel::orElseThrow);
        }
    }

    /** The job after the wish, or why not. */
    public record WishReply(Optional<JobView> job, Optional<Refusal> refusal)
            implements JobMessage {}

    /** How does it stand? */
    public record Look(ActorRef<LookReply> replyTo) implements Message {}

    /** The job, if there is one. */
    public record LookReply(Optional<JobView> job) implements JobMessage {}

    /** Everything that is known of it: programs, what was compiled, where its counts are. */
    public record Inspect(ActorRef<InspectReply> replyTo) implements Message {}

    /**
     * All of it, as far as it came.
     *
     * @param contentKey the id of the key under which its contents lie, if they are sealed
     */
    public record InspectReply(
            Optional<JobView> job,
            Optional<JobSpec> spec,
            Optional<JobEvent.Compiled> compiled,
            Optional<JobEvent.Completed> completed,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> contentKey)
            implements JobMessage {

        /** Of a job as it stands. */
        public static InspectReply of(Job job) {
            return new InspectReply(
                    JobView.ofKnown(job),
                    job instanceof Job.Known known ? Optional.of(known.spec()) : Optional.empty(),
                    Job.compiled(job),
                    job instanceof Job.Completed completed
                            ? Optional.of(completed.completed())
                            : Optional.empty(),
                    job instanceof Job.Known known
                            ? known.submitted().contentKey()
                            : Optional.empty());
        }
    }

    /** The scheduler: your turn has come, prepare your shards. */
    public record Begin() implements Message {}

    /** The scheduler has started anew: come back to the queue if you have not ended. */
    public record Wake() implements Message {}

    /** What comes from the desk, where places on chips are given out. */
    public interface FromDesk extends Message {}

    /** The desk: you wait in line. */
    public record Noted() implements FromDesk {}

    /**
     * The desk: come onto the chip.
     *
     * @param seat beside others; absent: the chip is yours alone
     */
    public record Seated(Optional<ChipSeat> seat) implements FromDesk {}

    /**
     * A worker: this shard is counted.
     *
     * @param preparation which preparation of the job it belongs to
     * @param counts {@link JobResult#canonical()}
     */
    public record ShardCounted(
            int shard,
            Optional<String> preparation,
            String counts,
            List<TruncationError> truncationErrors,
            String node,
            double seconds,
            ActorRef<Received> replyTo)
            implements Message {}

    /**
     * A worker: the whole job is counted.
     *
     * @param circuits what was run
     * @param counts {@link JobResult#canonical()}
     */
    public record WholeCounted(
            List<CompiledCircuit> circuits,
            List<Shard> shards,
            String counts,
            List<TruncationError> truncationErrors,
            double seconds,
            ActorRef<Received> replyTo)
            implements Message {}

    /** A worker: the job is not one that is run whole. */
    public record NotWhole(ActorRef<Received> replyTo) implements Message {}

    /** A worker: it took longer than it may. */
    public record Late(ActorRef<Received> replyTo) implements Message {}

    /** A worker: this shard can't be run. */
    public record ShardBroken(int shard, String message, ActorRef<Received> replyTo)
            implements Message {
        /** What its user reads. */
        public String said() {
            return "Shard " + shard + ": " + message;
        }
    }

    /** The job has it, durably, or has no use for it any more. */
    public record Received() implements JobMessage {}
}
