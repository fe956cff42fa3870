package cloud.somersault.chip.calibration;

import cloud.somersault.chip.calibration.Fact.Calibrated;
import cloud.somersault.chip.calibration.Fact.Checked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What to do next so that a place is in order (maintain, check, diagnose, calibrate: Kelly,
 * O'Malley, Neeley, Neven, Martinis, arXiv 1803.03226). What is fresh is believed; what is old is
 * checked cheaply; a check out of spec leads to a calibration, and one that makes no sense walks
 * back to the causes first. The walk remembers nothing: it is done anew over the facts each time,
 * up to the first thing that no fact answers.
 */
public final class Walk {

    /** What comes next. */
    public sealed interface Step {

        /** Check it with few shots. */
        record Check(Place place) implements Step {}

        /** Measure it in full and set it anew. */
        record Calibrate(Place place) implements Step {}

        /** It is in order. */
        record Done() implements Step {}
    }

    private static final Step DONE = new Step.Done();

    private final double now;
    private final ToDoubleFunction<Place> believedSeconds;
    private final Map<Place, Calibrated> calibrated = new HashMap<>();
    private final Map<Place, Checked> checked = new HashMap<>();

    /**
     * @param facts what happened, in order
     * @param now virtual seconds
     * @param believedSeconds how long a place is believed without a check
     */
    public Walk(List<Fact> facts, double now, ToDoubleFunction<Place> believedSeconds) {
        this.now = now;
        this.believedSeconds = believedSeconds;
        for (var fact : facts) {
            switch (fact) {
                case Calibrated one -> {
                    calibrated.put(one.place(), one);
                    checked.remove(one.place());
                }
                case Checked one -> checked.put(one.place(), one);
            }
        }
    }

    /** What to do next for this place. */
    public Step next(Place place) {
        for (var need : place.needs()) {
            var first = next(need);
            if (!first.equals(DONE)) {
                return first;
            }
        }
        if (isFresh(place)) {
            return DONE;
        }
        if (!calibrated.containsKey(place)) {
            return new Step.Calibrate(place);
        }
        return afterCheck(place);
    }

    /** The check that counts: not older than what the place stands on. */
    private Optional<Checked> check(Place place) {
        return Optional.ofNullable(checked.get(place))
                .filter(check -> check.seconds() > newestCause(place))
                .filter(check -> now - check.seconds() <= believedSeconds.applyAsDouble(place));
    }

    private Step afterCheck(Place place) {
        var check = check(place);
        if (check.isEmpty()) {
            return new Step.Check(place);
        }
        return switch (check.get().verdict()) {
            case IN_SPEC -> DONE;
            case OUT_OF_SPEC -> new Step.Calibrate(place);
            case BAD_DATA -> {
                for (var need : place.needs()) {
                    var cause = afterCheck(need);
                    if (!cause.equals(DONE)) {
                        yield cause;
                    }
                }
                yield new Step.Calibrate(place);
            }
        };
    }

    /** Found or checked lately, and nothing that it stands on has been set since. */
    private boolean isFresh(Place place) {
        var found = calibrated.get(place);
        if (found == null) {
            return false;
        }
        boolean young = now - found.seconds() <= believedSeconds.applyAsDouble(place);
        return young && found.seconds() >= newestCause(place);
    }

    private double newestCause(Place place) {
        return place.needs().stream()
                .map(calibrated::get)
                .filter(cause -> cause != null)
                .mapToDouble(Calibrated::seconds)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
