package cloud.somersault.users;

import cloud.somersault.users.Deed.Nonsense;
import cloud.somersault.users.Deed.Size;
import java.util.SplittableRandom;

/**
 * What people do, as shares of all visits; made up, and stated here.
 *
 * @param chip share of visits whose programs run on the chip, not on the ideal target
 * @param large share of single programs that are large
 * @param batch share of visits that bring a batch
 * @param session share of visits that are variational sessions
 * @param rubbish share of visits that bring nothing sensible
 * @param polls share of sensible visits that ask for their job until it has ended
 * @param streams share that follows the job's events
 * @param vanishes share that hangs up and comes back
 * @param repeats share that sends the same twice
 */
public record Habits(
        double chip,
        double large,
        double batch,
        double session,
        double rubbish,
        double polls,
        double streams,
        double vanishes,
        double repeats) {
    private static final int BATCH_LEAST = 2;
    private static final int BATCH_MOST = 22;
    private static final int STEPS_MOST = 6;
    private static final int STEP_PROGRAMS = 8;

    /** More than half of the tasks are jobs of their own: see {@link #tasksOfVisit}. */
    public static final Habits USUAL =
            new Habits(0.1, 0.01, 0.035, 0.01, 0.01, 0.05, 0.01, 0.005, 0.01);

    /** The same with another share of the chip. */
    public Habits withChip(double other) {
        return new Habits(other, large, batch, session, rubbish, polls, streams, vanishes, repeats);
    }

    /** The mean number of tasks that a visit brings. */
    public double tasksOfVisit() {
        return single()
                + batch * (BATCH_LEAST + BATCH_MOST) / 2
                + session * (2 + STEPS_MOST) / 2 * STEP_PROGRAMS;
    }

    /** The share of visits that bring one program. */
    public double single() {
        return 1 - batch - session - rubbish;
    }

    /**
     * What the next visit is for.
     *
     * @param tasksMost what it may bring at most
     */
    Deed deed(SplittableRandom random, int tasksMost) {
        var target = random.nextDouble() < chip ? "wukong" : "ideal";
        double point = random.nextDouble();
        if (point < rubbish) {
            var kinds = Nonsense.values();
            return new Deed.Rubbish(kinds[random.nextInt(kinds.length)]);
        }
        if (point < rubbish + batch && tasksMost >= BATCH_LEAST) {
            return new Deed.Batch(
                    target, Math.min(tasksMost, random.nextInt(BATCH_LEAST, BATCH_MOST + 1)));
        }
        int steps = random.nextInt(2, STEPS_MOST + 1);
        if (point >= rubbish + batch
                && point < rubbish + batch + session
                && tasksMost >= steps * STEP_PROGRAMS) {
            return new Deed.Session(target, steps, STEP_PROGRAMS);
        }
        boolean isLarge = random.nextDouble() < large;
        return new Deed.Single(isLarge ? "ideal" : target, isLarge ? Size.LARGE : Size.SMALL);
    }

    Manner manner(SplittableRandom random) {
        double point = random.nextDouble();
        if (point < polls) {
            return Manner.POLLS;
        }
        if (point < polls + streams) {
            return Manner.STREAMS;
        }
        if (point < polls + streams + vanishes) {
            return Manner.VANISHES;
        }
        return point < polls + streams + vanishes + repeats ? Manner.REPEATS : Manner.FORGETS;
    }
}
