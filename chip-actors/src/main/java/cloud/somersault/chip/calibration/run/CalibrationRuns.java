package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.run.CalibrationView.Phase;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The calibration runs of a chip as its events tell them, without what was measured: for who asks
 * how it stood once.
 *
 * @param runs by number
 * @param automatic whether somebody has switched calibration by itself on or off
 */
public record CalibrationRuns(SortedMap<Long, CalibrationView> runs, Optional<Boolean> automatic) {

    public CalibrationRuns {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
    }

    /** Before the first event. */
    public static CalibrationRuns none() {
        return new CalibrationRuns(new TreeMap<>(), Optional.empty());
    }

    /** The run that measures, if one does. */
    public Optional<CalibrationView> underWay() {
        return runs.values().stream().filter(run -> run.phase() == Phase.RUNNING).findFirst();
    }

    /**
     * After one more event.
     *
     * @throws IllegalStateException when the event cannot follow: then the journal is wrong
     */
    public CalibrationRuns after(CalibrationEvent event) {
        return switch (event) {
            case CalibrationEvent.ChipLearned _,
                    CalibrationEvent.PartTakenOut _,
                    CalibrationEvent.PartReturned _ ->
                    this;
            case CalibrationEvent.Requested requested ->
                    with(requested.calibration(), CalibrationView.of(requested));
            case CalibrationEvent.ExperimentsMeasured measured ->
                    changed(measured.calibration(), run -> run.measured(measured));
            case CalibrationEvent.Finished done ->
                    ended(
                            done.calibration(),
                            Phase.FINISHED,
                            done.version(),
                            Optional.empty(),
                            done.at());
            case CalibrationEvent.Cancelled gone ->
                    ended(
                            gone.calibration(),
                            Phase.CANCELLED,
                            Optional.empty(),
                            Optional.empty(),
                            gone.at());
            case CalibrationEvent.Failed failed ->
                    ended(
                            failed.calibration(),
                            Phase.FAILED,
                            Optional.empty(),
                            Optional.of(failed.reason()),
                            failed.at());
            case CalibrationEvent.AutomaticSwitched switched ->
                    new CalibrationRuns(runs, Optional.of(switched.enabled()));
        };
    }

    private CalibrationRuns ended(
            long number, Phase how, Optional<Long> version, Optional<String> why, Instant at) {
        return changed(number, run -> run.ended(how, version, why, at));
    }

    private CalibrationRuns changed(long number, UnaryOperator<CalibrationView> change) {
        var run = runs.get(number);
        if (run == null) {
            throw new IllegalStateException("calibration " + number + " was never asked for");
        }
        return with(number, change.apply(run));
    }

    private CalibrationRuns with(long number, CalibrationView run) {
        var more = new TreeMap<>(runs);
        more.put(number, run);
        return new CalibrationRuns(more, automatic);
    }
}
