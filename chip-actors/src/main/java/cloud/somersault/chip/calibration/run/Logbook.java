package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.calibration.Assignment;
import cloud.somersault.chip.calibration.Kind;
import cloud.somersault.chip.calibration.Knowledge;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.chip.calibration.Use;
import cloud.somersault.chip.calibration.run.CalibrationEvent.By;
import cloud.somersault.chip.calibration.run.CalibrationEvent.ExperimentsMeasured;
import cloud.somersault.chip.calibration.run.CalibrationEvent.Requested;
import cloud.somersault.chip.calibration.run.CalibrationView.Phase;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How the calibration of a chip stands, made by its events alone.
 *
 * @param subject what is known of the chip; empty before anything was
 * @param underWay the calibration that measures
 * @param views all calibrations, by number
 * @param rounds how the chip is calibrated by itself
 */
record Logbook(
        Optional<Subject> subject,
        Optional<UnderWay> underWay,
        SortedMap<Long, CalibrationView> views,
        Rounds rounds) {

    /**
     * The chip as it is known.
     *
     * @param first the version that came from outside
     * @param version the last that is accounted for
     * @param known with everything measured since
     */
    record Subject(ChipSnapshot first, long version, Knowledge known) {
        Subject with(UnaryOperator<Knowledge> learning) {
            return new Subject(first, version, learning.apply(known));
        }
    }

    /**
     * A calibration that measures.
     *
     * @param changed whether there is anything new to publish
     */
    record UnderWay(long number, Assignment assignment, Use use, long seed, boolean changed) {
        UnderWay withChange(boolean more) {
            return new UnderWay(number, assignment, use, seed, changed || more);
        }
    }

    /**
     * How the chip is calibrated by itself.
     *
     * @param switched on or off, since somebody said so
     * @param sinceSeconds when it was switched on, virtual time
     * @param lastSeconds when the last round began
     * @param spentSeconds chip time of all rounds since it was switched on
     * @param allSeconds chip time of all rounds ever
     * @param requestedSeconds chip time of all that was asked for
     */
    record Rounds(
            Optional<Boolean> switched,
            double sinceSeconds,
            double lastSeconds,
            double spentSeconds,
            double allSeconds,
            double requestedSeconds) {

        Rounds spent(By by, double seconds) {
            return switch (by) {
                case AUTOMATIC ->
                        new Rounds(
                                switched,
                                sinceSeconds,
                                lastSeconds,
                                spentSeconds + seconds,
                                allSeconds + seconds,
                                requestedSeconds);
                case REQUEST ->
                        new Rounds(
                                switched,
                                sinceSeconds,
                                lastSeconds,
                                spentSeconds,
                                allSeconds,
                                requestedSeconds + seconds);
            };
        }

        Rounds begun(double seconds) {
            return new Rounds(
                    switched, sinceSeconds, seconds, spentSeconds, allSeconds, requestedSeconds);
        }
    }

    Logbook {
        views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
    }

    static Logbook empty() {
        return new Logbook(
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                new Rounds(Optional.empty(), 0, Double.NEGATIVE_INFINITY, 0, 0, 0));
    }

    /** The number of the next calibration. */
    long numberNext() {
        return views.isEmpty() ? 1 : views.lastKey() + 1;
    }

    /** The view of the calibration that measures. */
    CalibrationView viewOf(UnderWay calibration) {
        var view = views.get(calibration.number());
        if (view == null) {
            throw new IllegalStateException("calibration " + calibration.number() + " is nowhere");
        }
        return view;
    }

    /**
     * How it stands after the event.
     *
     * @throws IllegalStateException when the event cannot follow: then the journal is wrong
     */
    Logbook after(CalibrationEvent event) {
        return switch (event) {
            case CalibrationEvent.ChipLearned learned ->
                    new Logbook(
                            Optional.of(
                                    new Subject(
                                            learned.snapshot(),
                                            learned.version(),
                                            Knowledge.of(learned.snapshot()))),
                            underWay,
                            views,
                            rounds);
            case Requested requested -> requested(requested);
            case ExperimentsMeasured measured -> measured(measured);
            case CalibrationEvent.PartTakenOut out ->
                    changed(out, known -> known.without(out.part(), out.reason()));
            case CalibrationEvent.PartReturned back ->
                    changed(back, known -> known.withReturned(back.part()));
            case CalibrationEvent.Finished done -> {
                var subjectNow = subjectBefore(event);
                yield ended(
                        done.calibration(),
                        Phase.FINISHED,
                        done.version(),
                        Optional.empty(),
                        done.at(),
                        new Subject(
                                subjectNow.first(),
                                done.version().orElse(subjectNow.version()),
                                subjectNow.known()));
            }
            case CalibrationEvent.Cancelled gone ->
                    ended(
                            gone.calibration(),
                            Phase.CANCELLED,
                            Optional.empty(),
                            Optional.empty(),
                            gone.at(),
                            subjectBefore(event));
            case CalibrationEvent.Failed failed ->
                    ended(
                            failed.calibration(),
                            Phase.FAILED,
                            Optional.empty(),
                            Optional.of(failed.reason()),
                            failed.at(),
                            subjectBefore(event));
            case CalibrationEvent.AutomaticSwitched switched ->
                    new Logbook(
                            subject,
                            underWay,
                            views,
                            new Rounds(
                                    Optional.of(switched.enabled()),
                                    switched.virtualSeconds(),
                                    Double.NEGATIVE_INFINITY,
                                    0,
                                    rounds.allSeconds(),
                                    rounds.requestedSeconds()));
        };
    }

    private Logbook requested(Requested event) {
        if (underWay.isPresent() || event.calibration() != numberNext()) {
            throw cannotFollow(event);
        }
        Map<Part, Double> shares = new HashMap<>();
        event.use().forEach(one -> shares.put(one.part(), one.share()));
        var budget = event.budgetSeconds().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
        var assignment =
                new Assignment(event.scope(), event.targets(), event.virtualSeconds(), budget);
        return new Logbook(
                subject,
                Optional.of(
                        new UnderWay(
                                event.calibration(),
                                assignment,
                                new Use(shares),
                                event.seed(),
                                false)),
                with(CalibrationView.of(event)),
                event.by() == By.AUTOMATIC ? rounds.begun(event.virtualSeconds()) : rounds);
    }

    private Logbook measured(ExperimentsMeasured event) {
        var calibration = underWayIn(event, event.calibration());
        var view = viewOf(calibration);
        if (event.experiment() != view.experiments() + 1) {
            throw cannotFollow(event);
        }
        var learnt =
                subjectBefore(event)
                        .with(known ->
                                known.with(
                                        event.node(),
                                        event.kind(),
                                        event.reports(),
                                        event.virtualSeconds()));
        return new Logbook(
                Optional.of(learnt),
                Optional.of(calibration.withChange(event.kind() == Kind.FULL)),
                with(view.measured(event)),
                rounds.spent(view.by(), event.chipSeconds()));
    }

    private Logbook changed(CalibrationEvent event, UnaryOperator<Knowledge> change) {
        var calibration = underWay.orElseThrow(() -> cannotFollow(event)).withChange(true);
        return new Logbook(
                Optional.of(subjectBefore(event).with(change)),
                Optional.of(calibration),
                views,
                rounds);
    }

    private Logbook ended(
            long number,
            Phase how,
            Optional<Long> version,
            Optional<String> why,
            Instant at,
            Subject subjectAfter) {
        var view = views.get(number);
        if (view == null || underWay.filter(one -> one.number() == number).isEmpty()) {
            throw new IllegalStateException("calibration " + number + " is not under way");
        }
        return new Logbook(
                Optional.of(subjectAfter),
                Optional.empty(),
                with(view.ended(how, version, why, at)),
                rounds);
    }

    private SortedMap<Long, CalibrationView> with(CalibrationView view) {
        var more = new TreeMap<>(views);
        more.put(view.number(), view);
        return more;
    }

    private UnderWay underWayIn(CalibrationEvent event, long number) {
        return underWay.filter(one -> one.number() == number)
                .orElseThrow(() -> cannotFollow(event));
    }

    private Subject subjectBefore(CalibrationEvent event) {
        return subject.orElseThrow(() -> cannotFollow(event));
    }

    private static IllegalStateException cannotFollow(CalibrationEvent event) {
        return new IllegalStateException(event + " cannot follow");
    }
}
