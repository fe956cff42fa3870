package cloud.somersault.tuning.session;

import cloud.somersault.tuning.session.TuningEvent.Origin;
import java.time.Instant;
import java.util.Optional;

/** What one may ask of a session. Every command brings its time; none needs a clock or dice. */
public sealed interface TuningCommand {

    Instant at();

    /** Accept this session. Asking again with the same specification is harmless. */
    record Create(String tuningId, TuningSpec spec, Optional<Origin> origin, Instant at)
            implements TuningCommand {}

    /** Note that model and data are open. */
    record Open(Tuner.Facts facts, Instant at) implements TuningCommand {}

    /** Note a step. */
    record TakeStep(TuningEvent.StepTaken taken) implements TuningCommand {
        @Override
        public Instant at() {
            return taken.at();
        }
    }

    /** Take no more steps. */
    record Pause(String code, String message, Instant at) implements TuningCommand {}

    /** Go on. */
    record Resume(Instant at) implements TuningCommand {}

    /** Take it back. */
    record Cancel(Instant at) implements TuningCommand {}
}
