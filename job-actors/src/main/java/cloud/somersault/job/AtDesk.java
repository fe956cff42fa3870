package cloud.somersault.job;

import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.job.JobWork.ToRun;
import cloud.somersault.job.model.ChipPlacement;
import cloud.somersault.job.model.ChipSeat;
import cloud.somersault.job.model.ChipStanding;
import cloud.somersault.job.model.DeskMessage;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.FromDesk;
import cloud.somersault.job.placement.DeskProtocol;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** What one job has to do with the desk, where places on chips are given out. */
final class AtDesk {
    /** A desk that says nothing for so long is not there: a node of an earlier version has none. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String jobId;
    private final ActorRef<DeskMessage> desk;
    private final JobWork work;
    private final TimerScheduler<JobProtocol.Message> timers;
    private boolean waiting;

    /** It does not answer. */
    private record Silent() implements FromDesk {}

    AtDesk(
            String jobId,
            ActorRef<DeskMessage> desk,
            JobWork work,
            TimerScheduler<JobProtocol.Message> timers) {
        this.jobId = jobId;
        this.desk = desk;
        this.work = work;
        this.timers = timers;
    }

    /**
     * Asks for a place for a job whose turn has come, if it is one for a chip.
     *
     * @param preparing whether it is being prepared already
     */
    boolean asks(Job.Queued job, boolean preparing) {
        if (!job.spec().onChip() || job.spec().isExperiment() || (preparing && !waiting)) {
            return false;
        }
        waiting = true;
        timers.startSingleTimer(new Silent(), PATIENCE);
        desk.tell(new DeskProtocol.PlaceMe(jobId, job.spec()));
        return true;
    }

    /** What is to be prepared after this answer, if anything yet. */
    Optional<CompletionStage<ToRun>> prepares(
            Job.Queued job, FromDesk answer, Cancellation cancellation) {
        timers.cancel(new Silent());
        if (!waiting || answer instanceof JobProtocol.Noted) {
            return Optional.empty();
        }
        waiting = false;
        var seat =
                answer instanceof JobProtocol.Seated(var given)
                        ? given
                        : Optional.<ChipSeat>empty();
        return Optional.of(
                seat.map(one -> work.prepare(job.submitted(), one, cancellation))
                        .orElseGet(() ->
                                work.prepare(
                                        job.submitted(),
                                        ChipPlacement.roundOf(jobId),
                                        cancellation)));
    }

    /** It waits for its turn. */
    void waits(Job.Queued job) {
        var spec = job.spec();
        if (spec.onChip() && !spec.isExperiment()) {
            desk.tell(
                    new DeskProtocol.Waits(
                            jobId, spec.target(), spec.programs().size() * spec.shots()));
        }
    }

    /** It is compiled, and on its chip until it ends. */
    void runs(Job.Running job) {
        standing(job).ifPresent(standing -> desk.tell(new DeskProtocol.IsOn(standing)));
    }

    private Optional<ChipStanding> standing(Job.Running job) {
        var compiled = job.compiled();
        return compiled.placement()
                .flatMap(placement ->
                        compiled.use()
                                .map(use ->
                                        new ChipStanding(
                                                jobId,
                                                job.spec().tenant(),
                                                job.spec().target(),
                                                placement.round(),
                                                placement.exclusive(),
                                                placement.neighbours(),
                                                placement.lanes(compiled),
                                                use.chipSeconds(),
                                                placement.roundSeconds(),
                                                placement.chargedSeconds(),
                                                compiled.at())));
    }

    /** It has ended, or is no more. */
    void leaves(Job job) {
        waiting = false;
        timers.cancel(new Silent());
        if (job instanceof Job.Known known
                && known.spec().onChip()
                && !known.spec().isExperiment()) {
            var charged =
                    Job.compiled(job)
                            .flatMap(JobEvent.Compiled::placement)
                            .map(ChipPlacement::chargedSeconds);
            desk.tell(new DeskProtocol.Left(jobId, known.spec().target(), charged));
        }
    }
}
