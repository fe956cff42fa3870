package cloud.somersault.job.placement;

import cloud.somersault.job.model.ChipStanding;
import cloud.somersault.job.model.DeskMessage;
import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.model.JobSpec;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages that the {@link DeskActor} understands from jobs and doors. */
public final class DeskProtocol {
    private DeskProtocol() {}

    /**
     * A job waits for its turn.
     *
     * @param shots of all its programs together
     */
    public record Waits(String jobId, String chip, long shots) implements DeskMessage {}

    /**
     * May this tenant take so much of a chip? If it may, the time is promised to the job. Asking
     * twice is harmless.
     */
    public record MayTake(
            String jobId, String tenant, double chipSeconds, ActorRef<Allowance> replyTo)
            implements DeskMessage {}

    /**
     * Whether it may.
     *
     * @param limitSeconds the tenant's limit within the window; absent: it may
     * @param takenSeconds what it has taken of that
     * @param retryAfterSeconds when it may; absent: never, or now
     */
    public record Allowance(
            Optional<Double> limitSeconds,
            Optional<Double> takenSeconds,
            Optional<Double> retryAfterSeconds)
            implements JobMessage {
        /** It may. */
        public static final Allowance YES =
                new Allowance(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A job whose turn has come asks for its place on its chip. Asking twice is harmless. */
    public record PlaceMe(String jobId, JobSpec spec) implements DeskMessage {}

    /** A job is on its chip. */
    public record IsOn(ChipStanding standing) implements DeskMessage {}

    /**
     * A job needs no place any more.
     *
     * @param chargedSeconds what it took of the chip; absent when it was never on it
     */
    public record Left(String jobId, String chip, Optional<Double> chargedSeconds)
            implements DeskMessage {}

    /** Who is on a chip? */
    public record WhoIsOn(String chip, ActorRef<Board> replyTo) implements DeskMessage {}

    /**
     * Who is.
     *
     * @param separation idle qubits between circuits
     * @param waiting jobs that wait for a place
     * @param waitingShots of all programs of all jobs that wait for their turn or a place
     * @param pace wall seconds for which the chip is kept, for each of its seconds
     * @param standings in the order in which they came
     * @param total since the desk began to count
     */
    public record Board(
            String chip,
            int separation,
            int waiting,
            long waitingShots,
            double pace,
            List<ChipStanding> standings,
            Total total)
            implements JobMessage {
        public Board {
            standings = List.copyOf(standings);
        }
    }

    /**
     * Jobs that came onto a chip.
     *
     * @param sideBySide those of them that were not alone
     * @param chipSeconds what they would have kept it for one after the other
     * @param roundSeconds what their rounds kept it for
     */
    public record Total(int jobs, int sideBySide, double chipSeconds, double roundSeconds) {
        static final Total NONE = new Total(0, 0, 0, 0);

        Total plus(ChipStanding one) {
            boolean alone = one.neighbours() == 0 && one.lanes().size() <= 1;
            return new Total(
                    jobs + 1,
                    sideBySide + (alone ? 0 : 1),
                    chipSeconds + one.chipSeconds(),
                    roundSeconds + one.chargedSeconds());
        }
    }
}
