package cloud.somersault.users;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Who comes when in a span of the calendar that is played faster than it was lived.
 *
 * <p>Visits are a Poisson process whose rate follows the working hours of those who come:
 * candidates come evenly, each is somebody (Zipf), and comes with the probability that somebody
 * there is busy at that hour (thinning; Lewis and Shedler 1979). It ends when all tasks are
 * brought; the last visit brings what is left. A pure function of its arguments; memory does not
 * grow with it.
 */
public final class Timetable implements Iterator<Visit> {
    private static final double NANOS = 1e9;

    private final Population population;
    private final Habits habits;
    private final Instant from;
    private final double lived_s;
    private final double played_s;
    private final double candidates_s;
    private final String keys;
    private final SplittableRandom random;
    private double now_s;
    private int tasksLeft;
    private int number;

    /**
     * A timetable.
     *
     * @param from the first moment of the calendar
     * @param lived how long the tasks took to come, in the calendar
     * @param played how long they take to come here
     * @param tasks how many
     */
    public Timetable(
            Population population,
            Habits habits,
            Instant from,
            Duration lived,
            Duration played,
            int tasks,
            long seed) {
        if (!(lived.isPositive() && played.isPositive() && tasks > 0)) {
            throw new IllegalArgumentException("nothing to be played");
        }
        this.population = population;
        this.habits = habits;
        this.from = from;
        this.lived_s = lived.toMillis() / 1e3;
        this.played_s = played.toMillis() / 1e3;
        this.candidates_s = tasks / habits.tasksOfVisit() / WorkingHours.mean() / lived_s;
        this.tasksLeft = tasks;
        this.keys = "visit-" + seed + "-";
        this.random = new SplittableRandom(seed);
    }

    @Override
    public boolean hasNext() {
        return tasksLeft > 0;
    }

    @Override
    public Visit next() {
        if (tasksLeft <= 0) {
            throw new NoSuchElementException("all tasks are brought");
        }
        Tenant tenant;
        do {
            now_s -= Math.log(1 - random.nextDouble()) / candidates_s;
            tenant = population.draw(random);
        } while (random.nextDouble()
                >= WorkingHours.busy(
                        from.plusMillis((long) (now_s * 1e3)), tenant.country().zone()));
        var deed = habits.deed(random, tasksLeft);
        tasksLeft -= deed.tasks();
        return new Visit(
                number,
                Duration.ofNanos((long) (now_s / lived_s * played_s * NANOS)),
                tenant,
                deed,
                habits.manner(random),
                keys + number++,
                random.nextLong(1L << 53));
    }
}
