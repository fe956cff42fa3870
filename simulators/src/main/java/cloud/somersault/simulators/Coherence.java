package cloud.somersault.simulators;

import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.stabilizer.PauliTwirl;
import java.util.List;

/**
 * What becomes of errors that are the same in every shot: kept as the unitaries that they are, or,
 * for stabilizer states, which can't hold them, replaced by their {@link PauliTwirl}. Remembers
 * whether it met any.
 */
final class Coherence {
    private final boolean twirled;
    private boolean met;

    private Coherence(boolean twirled) {
        this.twirled = twirled;
    }

    static Coherence kept() {
        return new Coherence(false);
    }

    static Coherence twirled() {
        return new Coherence(true);
    }

    /** Adds an error. */
    void add(Step.Unitary error, List<Step> steps) {
        met = true;
        steps.add(twirled ? PauliTwirl.of(error) : error);
    }

    /** Whether there was any error to keep or to twirl. */
    boolean met() {
        return met;
    }
}
