package cloud.somersault.job.run;

import cloud.somersault.job.run.TicketProtocol.Ticket;
import java.util.Locale;
import org.apache.pekko.actor.typed.delivery.ConsumerController;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * Long shards have workers and threads of their own, so that a short one never waits behind a long
 * one.
 */
public enum Lane {
    /** Shards of a second or so: nearly all. */
    QUICK,
    /** Large circuits that can't be cut. */
    LONG;

    /** A shard that is expected to take more than this goes on the long lane. */
    private static final double QUICK_SECONDS_MAX = 2;

    private final ServiceKey<ConsumerController.Command<Ticket>> workers =
            ServiceKey.create(commandClass(), "simulator-tickets-" + name());

    /** The lane of a shard of this estimated cost. */
    public static Lane of(double seconds) {
        return seconds > QUICK_SECONDS_MAX ? LONG : QUICK;
    }

    /** Its name in lower case, as meters have it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the scheduler finds this lane's workers of all nodes. */
    public ServiceKey<ConsumerController.Command<Ticket>> workers() {
        return workers;
    }

    @SuppressWarnings("unchecked") // a class literal has no type argument
    private static Class<ConsumerController.Command<Ticket>> commandClass() {
        return (Class<ConsumerController.Command<Ticket>>)
                (Class<?>) ConsumerController.Command.class;
    }
}
