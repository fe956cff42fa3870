package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Routers that go on side by side. Every so many blocks those that have spent most give up their
 * place to copies of those that have spent least ("go with the winners", Aldous and Vazirani 1994):
 * luck is kept where independent trials average it away, the more so the longer the program.
 */
final class Flock {
    /** Blocks between two selections. */
    private static final int STRIDE = 12;

    private final Router.Plan plan;
    private final List<double[][]> distances;
    private final SplittableRandom dice;

    Flock(Router.Plan plan, List<double[][]> distances, SplittableRandom dice) {
        this.plan = plan;
        this.distances = distances;
        this.dice = dice;
    }

    /** How to judge SWAPs, at random within what is sensible. */
    Router.Taste taste() {
        return new Router.Taste(
                distances.get(dice.nextInt(distances.size())),
                dice.nextDouble(0.02, 0.2),
                dice.nextDouble(0.3, 1.0),
                dice.nextInt(10, 41),
                3 << dice.nextInt(6),
                Router.First.values()[dice.nextInt(3)]);
    }

    Router one(int[] start) {
        return new Router(plan, taste(), start, dice.split());
    }

    /** The best of so many from these starts. */
    Router best(List<int[]> starts, int size) {
        var flock = new ArrayList<Router>();
        for (int i = 0; i < Math.max(size, starts.size()); i++) {
            flock.add(one(starts.get(i % starts.size())));
        }
        for (int goal = STRIDE; flock.stream().anyMatch(r -> !r.isFinished()); goal += STRIDE) {
            for (var router : flock) {
                router.runTo(goal);
            }
            if (flock.size() > 1) {
                select(flock, size);
            }
        }
        return flock.stream().min(Comparator.comparingDouble(Router::cost)).orElseThrow();
    }

    private void select(List<Router> flock, int size) {
        flock.sort(Comparator.comparingDouble(Router::value));
        int kept = Math.max(1, size / 2);
        while (flock.size() > kept) {
            flock.removeLast();
        }
        for (int i = 0; flock.size() < size; i++) {
            flock.add(flock.get(i).copy(taste(), dice.split()));
        }
    }
}
