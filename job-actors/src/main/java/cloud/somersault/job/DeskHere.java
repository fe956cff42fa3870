package cloud.somersault.job;

import cloud.somersault.job.Jobs.Submission;
import cloud.somersault.job.model.DeskMessage;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.placement.ChipTimeRules;
import cloud.somersault.job.placement.DeskActor;
import cloud.somersault.job.placement.DeskProtocol;
import cloud.somersault.job.placement.DeskProtocol.Allowance;
import cloud.somersault.job.placement.DeskProtocol.Board;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.queue.JobIndex;
import cloud.somersault.job.queue.QueueLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;

/** The way to the desk where places on chips are given out, one in the cluster. */
final class DeskHere {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private DeskHere() {}

    static ActorRef<DeskMessage> start(
            ActorSystem<?> system,
            JobSettings settings,
            JobWork work,
            JobIndex index,
            Clock clock) {
        var desk =
                DeskActor.create(
                        (chip, line) -> work.compose(chip, line, settings.rounds()),
                        settings.rounds(),
                        settings.chipTime(),
                        since -> index.submittedSince(since).thenCompose(jobs -> taken(jobs, work)),
                        clock);
        return ClusterSingleton.get(system)
                .init(
                        SingletonActor.of(
                                        Behaviors.supervise(desk)
                                                .onFailure(SupervisorStrategy.restart()),
                                        "desk")
                                .withSettings(
                                        ClusterSingletonSettings.create(system)
                                                .withRole(JobSettings.KEEPER_ROLE)));
    }

    /** What users' jobs took of their chips, or will. */
    private static CompletionStage<List<DeskActor.Taken>> taken(List<JobView> jobs, JobWork work) {
        CompletionStage<List<DeskActor.Taken>> all = CompletableFuture.completedFuture(List.of());
        var onChips =
                jobs.stream()
                        .filter(job -> !job.target().equals(JobSpec.IDEAL))
                        .filter(job -> !job.tenant().equals(ExperimentJob.TENANT))
                        .filter(job -> !Set.of("failed", "cancelled").contains(job.phase()))
                        .collect(Collectors.groupingBy(JobView::target));
        for (var ofChip : onChips.entrySet()) {
            all =
                    all.thenCombine(
                            work.chipNow(ofChip.getKey()),
                            (soFar, chip) -> {
                                var more = new ArrayList<>(soFar);
                                ofChip.getValue().forEach(job -> more.add(taken(job, chip)));
                                return more;
                            });
        }
        return all;
    }

    private static DeskActor.Taken taken(JobView job, ChipToRun chip) {
        double seconds =
                ChipTime.expectedSeconds(chip.known().durations(), job.programs(), job.shots());
        return new DeskActor.Taken(job.id(), job.tenant(), seconds, job.submittedAt());
    }

    /**
     * Whether a job may take so much of its chip. A desk that does not answer forbids nothing: its
     * node may be of an earlier version.
     */
    private static CompletionStage<Allowance> mayTake(
            ActorSystem<?> system,
            ActorRef<DeskMessage> desk,
            String jobId,
            String tenant,
            double chipSeconds) {
        return AskPattern.<DeskMessage, Allowance>ask(
                        desk,
                        replyTo -> new DeskProtocol.MayTake(jobId, tenant, chipSeconds, replyTo),
                        PATIENCE,
                        system.scheduler())
                .exceptionally(_ -> Allowance.YES);
    }

    /** Why a job may not take so much chip time, if it may not. */
    static CompletionStage<Optional<Submission>> exceeded(
            ActorSystem<?> system,
            ActorRef<DeskMessage> desk,
            String jobId,
            JobSpec spec,
            double chipSeconds) {
        return mayTake(system, desk, jobId, spec.tenant(), chipSeconds)
                .thenApply(allowance ->
                        allowance
                                .limitSeconds()
                                .map(limit -> exceeded(allowance, chipSeconds, limit)));
    }

    private static Submission exceeded(
            Allowance allowance, double chipSeconds, double limitSeconds) {
        return allowance
                .retryAfterSeconds()
                .<Submission>map(after ->
                        new Submission.Overloaded(
                                new QueueLimit(ChipTimeRules.LIMIT, (int) Math.ceil(limitSeconds)),
                                (int) Math.ceil(Math.max(1, after))))
                .orElseGet(() ->
                        new Submission.Refused(
                                Refusal.of(
                                        "chip-time-exhausted",
                                        "The job would take %.1f s of the chip; its tenant may take %.1f s."
                                                .formatted(chipSeconds, limitSeconds),
                                        "Ask for fewer shots or programs, or ask the operator for a"
                                                + " higher somersault.job.chip-time limit.")));
    }

    static CompletionStage<Board> board(
            ActorSystem<?> system, ActorRef<DeskMessage> desk, String chip, Duration patience) {
        return AskPattern.ask(
                desk,
                replyTo -> new DeskProtocol.WhoIsOn(chip, replyTo),
                patience,
                system.scheduler());
    }
}
