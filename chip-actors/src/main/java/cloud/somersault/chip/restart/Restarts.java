package cloud.somersault.chip.restart;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * How an entity is started anew after its journal failed it. Where a write that was reported as
 * failed may still arrive, it waits until it can't any more: read before that, the entity would not
 * know of the event and store another under the same number.
 */
public final class Restarts {
    private static final String SETTINGS = "somersault.restart-after-journal-failure";
    private static final double SPREAD = 0.2;

    private Restarts() {}

    /** As configured. */
    public static BackoffSupervisorStrategy of(ActorContext<?> context) {
        return of(context.getSystem());
    }

    /** As configured; for all entities of a kind that are made by the hundred in a second. */
    public static BackoffSupervisorStrategy of(ActorSystem<?> system) {
        return of(system, Duration.ZERO);
    }

    /**
     * As configured, and no sooner than that.
     *
     * @param least for the first failure
     */
    public static BackoffSupervisorStrategy of(ActorContext<?> context, Duration least) {
        return of(context.getSystem(), least);
    }

    private static BackoffSupervisorStrategy of(ActorSystem<?> system, Duration least) {
        var config = system.settings().config().getConfig(SETTINGS);
        var first = longer(config.getDuration("least"), least);
        return SupervisorStrategy.restartWithBackoff(
                first, longer(config.getDuration("most"), first), SPREAD);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
