package cloud.somersault.tuning.session;

import cloud.somersault.tuning.session.TuningEvent.Checkpoint;
import cloud.somersault.tuning.session.TuningEvent.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session as its user sees it.
 *
 * @param phase running, paused, completed or cancelled
 * @param step the last one taken
 * @param steps all that were asked for
 * @param loss of the last step
 * @param secondsLeft by the mean of the steps so far, while it runs
 * @param circuits of all steps
 * @param paused why it waits
 */
public record TuningView(
        String id,
        TuningSpec spec,
        String phase,
        long step,
        long steps,
        Optional<Double> loss,
        Optional<Double> validationLoss,
        Optional<Long> parameters,
        Optional<Long> modelParameters,
        long circuits,
        double seconds,
        Optional<Double> secondsPerStep,
        Optional<Double> secondsLeft,
        List<Checkpoint> checkpoints,
        Optional<Origin> origin,
        Optional<Reason> paused,
        Instant createdAt)
        implements TuningMessage {

    /** Why a session waits. */
    public record Reason(String code, String message) {}

    /** Of a session that was accepted. */
    public static TuningView of(Tuning.Known tuning) {
        var created = tuning.created();
        var progress = tuning.progress();
        long steps = created.spec().training().steps();
        long taken =
                progress.step()
                        - created.origin().map(origin -> origin.checkpoint().step()).orElse(0L);
        var each = taken > 0 ? Optional.of(progress.seconds() / taken) : Optional.<Double>empty();
        return new TuningView(
                created.tuningId(),
                created.spec(),
                tuning.phase(),
                progress.step(),
                steps,
                progress.last().map(TuningEvent.StepTaken::loss),
                progress.validationLoss(),
                tuning.opened().map(TuningEvent.Opened::parameters),
                tuning.opened().map(TuningEvent.Opened::modelParameters),
                progress.circuits(),
                progress.seconds(),
                each,
                tuning instanceof Tuning.Running
                        ? each.map(seconds -> seconds * (steps - progress.step()))
                        : Optional.empty(),
                progress.checkpoints(),
                created.origin(),
                tuning instanceof Tuning.Paused(_, _, _, var paused)
                        ? Optional.of(new Reason(paused.code(), paused.message()))
                        : Optional.empty(),
                created.at());
    }
}
