package cloud.somersault.job.placement;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How jobs share a chip.
 *
 * @param separation how far apart they are kept
 * @param jobsMax of one round
 * @param lossMax the part of its estimated success that a job may lose by its place; one that would
 *     lose more waits for the next round
 * @param gather how long a first one waits for others to come
 * @param pace wall seconds for which a round keeps the chip, for each of its chip seconds; 0: the
 *     twin keeps nobody waiting
 */
public record RoundRules(
        Separation separation, int jobsMax, double lossMax, Duration gather, double pace) {

    /** The usual ones. */
    public static final RoundRules USUAL =
            new RoundRules(new Separation(1), 16, 0.2, Duration.ZERO, 0);

    public RoundRules {
        if (jobsMax < 1 || !(lossMax >= 0 && lossMax <= 1) || !(pace >= 0)) {
            throw new IllegalArgumentException(
                    "a round has at least one job, a loss is 0 to 1, and a pace is not negative");
        }
    }

    /** From {@code somersault.job.side-by-side}. */
    public static RoundRules from(Config config) {
        return new RoundRules(
                new Separation(config.getInt("separation")),
                config.getInt("jobs-max"),
                config.getDouble("loss-max"),
                config.getDuration("gather"),
                config.getDouble("pace"));
    }
}
