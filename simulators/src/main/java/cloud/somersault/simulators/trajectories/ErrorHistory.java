package cloud.somersault.simulators.trajectories;

import cloud.somersault.simulators.random.ShotRandom;
import java.util.Arrays;

/**
 * What happens in one shot, and where: drawn before anything is calculated, since where something
 * happens does not depend on the state.
 *
 * <p>Instead of one random number for each place there is one for each thing that happens: the
 * places are laid end to end with the lengths -log(1 - p), and from one happening to the next it is
 * an exponentially distributed way, which is the same distribution. A second number says what
 * happens there.
 */
final class ErrorHistory {
    /** Draws below this number choose and misread the outcome. */
    private static final int FIRST_DRAW = 1 << 16;

    /** Draws from here on decide what a reset or decay finds: those of the n-th event follow. */
    private static final int FIRST_EVENT_DRAW = 1 << 28;

    /** e^-800 is 0: what always happens. */
    private static final double ALWAYS = 800;

    static final int RESET = 4;
    static final int DECAY = 5;

    private final FrameProgram.Place[] places;
    private final double[] before;

    /** How many things happen, in which places (rising), and what: a Pauli number or an event. */
    int count;

    int[] place = new int[16];
    int[] what = new int[16];

    ErrorHistory(FrameProgram program) {
        places = program.places().toArray(FrameProgram.Place[]::new);
        before = new double[places.length + 1];
        for (int i = 0; i < places.length; i++) {
            double length = Math.min(ALWAYS, -StrictMath.log1p(-places[i].probability()));
            before[i + 1] = before[i] + length;
        }
    }

    /** The history of a shot. */
    void draw(ShotRandom random, long shot) {
        count = 0;
        double at = 0;
        int draw = FIRST_DRAW;
        while (true) {
            double gap = -StrictMath.log1p(-random.uniform(shot, draw++));
            int found = Arrays.binarySearch(before, at + gap);
            // before[next] <= at + gap < before[next + 1]
            int next = found >= 0 ? found : -found - 2;
            if (next >= places.length) {
                return;
            }
            happens(next, random.uniform(shot, draw++));
            at = before[next + 1];
        }
    }

    /** The number that decides what the n-th event of the history finds. */
    static double found(ShotRandom random, long shot, int event) {
        return random.uniform(shot, FIRST_EVENT_DRAW + event);
    }

    private void happens(int where, double uniform) {
        if (count == place.length) {
            place = Arrays.copyOf(place, 2 * count);
            what = Arrays.copyOf(what, 2 * count);
        }
        place[count] = where;
        what[count++] =
                switch (places[where]) {
                    case FrameProgram.PauliPlace pauli -> {
                        int number = 1;
                        while (number < pauli.upTo().length - 1
                                && uniform >= pauli.upTo()[number]) {
                            number++;
                        }
                        yield number;
                    }
                    case FrameProgram.ResetPlace reset -> uniform < reset.reset() ? RESET : 3;
                    case FrameProgram.DecayPlace _ -> DECAY;
                };
    }
}
