package cloud.somersault.tuning.session;

import cloud.somersault.tuning.session.TuningEvent.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a session stands: one record for each phase. Only {@link #after} changes it. */
public sealed interface Tuning {

    /** The state that this event leads to; an event that can't follow means a broken journal. */
    Tuning after(TuningEvent event);

    /** The phase in one word, as the doors show it. */
    String phase();

    /** No session of this id was ever accepted. */
    record Unknown() implements Tuning {
        @Override
        public Tuning after(TuningEvent event) {
            return switch (event) {
                case TuningEvent.Created created ->
                        new Running(created, Optional.empty(), Progress.from(created));
                case TuningEvent.Opened _,
                        TuningEvent.StepTaken _,
                        TuningEvent.Paused _,
                        TuningEvent.Resumed _,
                        TuningEvent.Completed _,
                        TuningEvent.Cancelled _ ->
                        throw cannotFollow(this, event);
            };
        }

        @Override
        public String phase() {
            return "unknown";
        }
    }

    /** Any session that was accepted. */
    sealed interface Known extends Tuning {
        TuningEvent.Created created();

        Optional<TuningEvent.Opened> opened();

        Progress progress();
    }

    /** Takes steps. */
    record Running(
            TuningEvent.Created created, Optional<TuningEvent.Opened> opened, Progress progress)
            implements Known {
        @Override
        public Tuning after(TuningEvent event) {
            return switch (event) {
                case TuningEvent.Opened now -> new Running(created, Optional.of(now), progress);
                case TuningEvent.StepTaken step ->
                        new Running(created, opened, progress.after(step));
                case TuningEvent.Paused paused -> new Paused(created, opened, progress, paused);
                case TuningEvent.Completed completed ->
                        new Completed(created, opened, progress, completed);
                case TuningEvent.Cancelled cancelled ->
                        new Cancelled(created, opened, progress, cancelled);
                case TuningEvent.Created _, TuningEvent.Resumed _ ->
                        throw cannotFollow(this, event);
            };
        }

        @Override
        public String phase() {
            return "running";
        }
    }

    /** Waits to be resumed. A step that was under way when it was paused still counts. */
    record Paused(
            TuningEvent.Created created,
            Optional<TuningEvent.Opened> opened,
            Progress progress,
            TuningEvent.Paused paused)
            implements Known {
        @Override
        public Tuning after(TuningEvent event) {
            return switch (event) {
                case TuningEvent.Opened now ->
                        new Paused(created, Optional.of(now), progress, paused);
                case TuningEvent.StepTaken step ->
                        new Paused(created, opened, progress.after(step), paused);
                case TuningEvent.Resumed _ -> new Running(created, opened, progress);
                case TuningEvent.Completed completed ->
                        new Completed(created, opened, progress, completed);
                case TuningEvent.Cancelled cancelled ->
                        new Cancelled(created, opened, progress, cancelled);
                case TuningEvent.Created _, TuningEvent.Paused _ -> throw cannotFollow(this, event);
            };
        }

        @Override
        public String phase() {
            return "paused";
        }
    }

    /** Has taken all its steps. */
    record Completed(
            TuningEvent.Created created,
            Optional<TuningEvent.Opened> opened,
            Progress progress,
            TuningEvent.Completed completed)
            implements Known {
        @Override
        public Tuning after(TuningEvent event) {
            throw cannotFollow(this, event);
        }

        @Override
        public String phase() {
            return "completed";
        }
    }

    /** Taken back by its user. */
    record Cancelled(
            TuningEvent.Created created,
            Optional<TuningEvent.Opened> opened,
            Progress progress,
            TuningEvent.Cancelled cancelled)
            implements Known {
        @Override
        public Tuning after(TuningEvent event) {
            throw cannotFollow(this, event);
        }

        @Override
        public String phase() {
            return "cancelled";
        }
    }

    /**
     * How far it has come.
     *
     * @param step the last one taken; 0 or the origin's before the first
     * @param last what is known of it, absent before the first
     * @param checkpoints all that were kept, in order
     * @param sinceCheckpoint the losses of the steps after the last checkpoint: what a resumed
     *     session has to find again
     * @param circuits of all steps
     * @param seconds of all steps
     * @param validationLoss the last that was measured
     */
    record Progress(
            long step,
            Optional<TuningEvent.StepTaken> last,
            List<Checkpoint> checkpoints,
            List<Double> sinceCheckpoint,
            long circuits,
            double seconds,
            Optional<Double> validationLoss) {
        public Progress {
            checkpoints = List.copyOf(checkpoints);
            sinceCheckpoint = List.copyOf(sinceCheckpoint);
        }

        static Progress from(TuningEvent.Created created) {
            return new Progress(
                    created.origin().map(origin -> origin.checkpoint().step()).orElse(0L),
                    Optional.empty(),
                    created.origin().map(TuningEvent.Origin::checkpoint).stream().toList(),
                    List.of(),
                    0,
                    0,
                    Optional.empty());
        }

        Progress after(TuningEvent.StepTaken taken) {
            if (taken.step() != step + 1) {
                throw new IllegalStateException(
                        "broken journal: step " + taken.step() + " after step " + step);
            }
            var kept = new ArrayList<>(checkpoints);
            taken.checkpoint().ifPresent(kept::add);
            var losses = new ArrayList<Double>();
            if (taken.checkpoint().isEmpty()) {
                losses.addAll(sinceCheckpoint);
                losses.add(taken.loss());
            }
            return new Progress(
                    taken.step(),
                    Optional.of(taken),
                    kept,
                    losses,
                    circuits + taken.circuits(),
                    seconds + taken.seconds(),
                    taken.validationLoss().or(() -> validationLoss));
        }
    }

    private static IllegalStateException cannotFollow(Tuning tuning, TuningEvent event) {
        return new IllegalStateException(
                "broken journal: " + event.getClass().getSimpleName() + " after " + tuning.phase());
    }
}
