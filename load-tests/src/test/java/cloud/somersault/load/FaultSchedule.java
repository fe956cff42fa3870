package cloud.somersault.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which fault comes next, after how long, and for how long: a pure function of the seed. All kinds
 * come once before any comes again, in a new order each time.
 */
final class FaultSchedule implements Iterator<FaultSchedule.Step> {
    private static final double GAP_LEAST_S = 2;
    private static final double GAP_MOST_S = 8;

    /**
     * A fault to come.
     *
     * @param gap_s of calm before
     * @param lasting_s until it is healed
     * @param chance for what else is to be drawn, from 0 to 1
     */
    record Step(double gap_s, Fault fault, double lasting_s, double chance) {}

    private final List<Fault> kinds;
    private final SplittableRandom random;
    private final List<Fault> bag = new ArrayList<>();

    FaultSchedule(Set<Fault> kinds, long seed) {
        this.kinds = kinds.stream().sorted().toList();
        this.random = new SplittableRandom(seed);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Step next() {
        if (bag.isEmpty()) {
            bag.addAll(kinds);
            Collections.shuffle(bag, Random.from(random));
        }
        var fault = bag.removeLast();
        return new Step(
                random.nextDouble(GAP_LEAST_S, GAP_MOST_S),
                fault,
                random.nextDouble(fault.least_s(), fault.most_s()),
                random.nextDouble());
    }
}
