package cloud.somersault.persistence.past;

import cloud.somersault.chip.ChipEvent;
import cloud.somersault.chip.VirtualClock;
import cloud.somersault.chip.calibration.run.CalibrationEvent;
import cloud.somersault.chip.calibration.run.CalibrationRuns;
import cloud.somersault.chip.calibration.run.CalibrationView;
import cloud.somersault.chip.coupler.Coupler;
import cloud.somersault.chip.coupler.CouplerEvent;
import cloud.somersault.chip.qubit.Qubit;
import cloud.somersault.chip.qubit.QubitEvent;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.tuning.session.Tuning;
import cloud.somersault.tuning.session.TuningEvent;
import cloud.somersault.tuning.session.TuningView;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** How an entity stands, made by the events that it is given and by nothing else. */
public sealed interface EntityState {

    /**
     * After one more event.
     *
     * @throws IllegalStateException when the event cannot follow: then the journal is wrong
     */
    EntityState after(Object event);

    /** In one word. */
    String phase();

    /** What there is to see. */
    Object seen();

    /** A job. */
    record OfJob(Job job) implements EntityState {
        static final OfJob FRESH = new OfJob(new Job.Unknown());

        @Override
        public EntityState after(Object event) {
            return new OfJob(job.after((JobEvent) event));
        }

        @Override
        public String phase() {
            return job.phase();
        }

        @Override
        public Object seen() {
            return SeenJob.of((Job.Known) job);
        }
    }

    /** A tuning session. */
    record OfTuning(Tuning tuning) implements EntityState {
        static final OfTuning FRESH = new OfTuning(new Tuning.Unknown());

        @Override
        public EntityState after(Object event) {
            return new OfTuning(tuning.after((TuningEvent) event));
        }

        @Override
        public String phase() {
            return tuning.phase();
        }

        @Override
        public Object seen() {
            return TuningView.of((Tuning.Known) tuning);
        }
    }

    /**
     * A chip: which version was the current one, which was under way, what its clock showed. The
     * figures themselves are the version's.
     *
     * @param version the last that was published; 0 before the first
     * @param underWay the version that is being imported
     * @param alive what its truth is made of, once it lives
     */
    record OfChip(
            long version,
            Optional<String> digest,
            Optional<Started> underWay,
            Optional<ChipEvent.CameAlive> alive,
            Optional<VirtualClock> clock)
            implements EntityState {
        static final OfChip FRESH =
                new OfChip(
                        0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** A version that is being imported. */
        public record Started(long version, String source, String digest, Instant at) {}

        /** That the version under way was published, told without its figures. */
        record Published() {}

        @Override
        public EntityState after(Object event) {
            return event instanceof Published ? published() : after((ChipEvent) event);
        }

        private OfChip published() {
            var now =
                    underWay.orElseThrow(() ->
                            new IllegalStateException("a version was published, but none begun"));
            return new OfChip(
                    now.version(), Optional.of(now.digest()), Optional.empty(), alive, clock);
        }

        private OfChip after(ChipEvent event) {
            return switch (event) {
                case ChipEvent.CalibrationStarted started ->
                        new OfChip(
                                version,
                                digest,
                                Optional.of(
                                        new Started(
                                                started.version(),
                                                started.source(),
                                                started.digest(),
                                                started.at())),
                                alive,
                                clock);
                case ChipEvent.CalibrationPublished _ -> published();
                case ChipEvent.CalibrationAbandoned _ ->
                        new OfChip(version, digest, Optional.empty(), alive, clock);
                case ChipEvent.CameAlive born ->
                        new OfChip(
                                version,
                                digest,
                                underWay,
                                Optional.of(born),
                                clock.or(() ->
                                        Optional.of(
                                                new VirtualClock(
                                                        born.virtualSeconds(), 0, born.at()))));
                case ChipEvent.ClockSet set ->
                        withClock(new VirtualClock(set.virtualSeconds(), set.rate(), set.at()));
                case ChipEvent.ClockAdvanced moved ->
                        withClock(
                                new VirtualClock(
                                        moved.toSeconds(),
                                        clock.map(VirtualClock::rate).orElse(0.0),
                                        moved.at()));
            };
        }

        private OfChip withClock(VirtualClock shown) {
            return new OfChip(version, digest, underWay, alive, Optional.of(shown));
        }

        @Override
        public String phase() {
            return underWay.isPresent() ? "calibrating" : "settled";
        }

        @Override
        public Object seen() {
            return this;
        }
    }

    /** A qubit. */
    record OfQubit(Qubit qubit) implements EntityState {
        static final OfQubit FRESH = new OfQubit(new Qubit.Unmeasured());

        @Override
        public EntityState after(Object event) {
            return new OfQubit(qubit.after((QubitEvent) event));
        }

        @Override
        public String phase() {
            return switch (qubit) {
                case Qubit.Unmeasured _ -> "unmeasured";
                case Qubit.InService _ -> "in-service";
                case Qubit.Withdrawn _ -> "withdrawn";
                case Qubit.Dead _ -> "dead";
            };
        }

        @Override
        public Object seen() {
            return qubit;
        }
    }

    /** A coupler. */
    record OfCoupler(Coupler coupler) implements EntityState {
        static final OfCoupler FRESH = new OfCoupler(new Coupler.Unmeasured());

        @Override
        public EntityState after(Object event) {
            return new OfCoupler(coupler.after((CouplerEvent) event));
        }

        @Override
        public String phase() {
            return switch (coupler) {
                case Coupler.Unmeasured _ -> "unmeasured";
                case Coupler.InService _ -> "in-service";
                case Coupler.Withdrawn _ -> "withdrawn";
                case Coupler.Dead _ -> "dead";
            };
        }

        @Override
        public Object seen() {
            return coupler;
        }
    }

    /** The calibration runs of a chip. */
    record OfCalibrations(CalibrationRuns runs) implements EntityState {
        static final OfCalibrations FRESH = new OfCalibrations(CalibrationRuns.none());

        /** All there were, and whether the chip is calibrated by itself, if somebody said so. */
        public record Seen(Optional<Boolean> automatic, Collection<CalibrationView> runs) {}

        @Override
        public EntityState after(Object event) {
            return new OfCalibrations(runs.after((CalibrationEvent) event));
        }

        @Override
        public String phase() {
            return runs.underWay().isPresent() ? "running" : "resting";
        }

        @Override
        public Object seen() {
            return new Seen(runs.automatic(), runs.runs().values());
        }
    }
}
