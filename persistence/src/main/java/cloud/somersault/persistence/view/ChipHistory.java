package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipSnapshot;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What was known of every chip at any moment: which version was the current one, and when what is
 * known of a qubit or coupler changed. Made of the chips' own <em>calibration-published</em>
 * events, so a version that was never published is never seen here, and a moment is always one
 * whole version.
 *
 * <p>Every answer knows all that was published before it was asked for.
 */
public interface ChipHistory {
    /**
     * A published calibration version.
     *
     * @param publishedAt from then on, until the next one, it was the current one
     */
    record Version(
            String chip,
            long version,
            Instant publishedAt,
            Instant measuredAt,
            String source,
            String digest,
            int qubits,
            int qubitsInService,
            int couplers,
            int couplersInService) {}

    /** A version with all its figures. */
    record Moment(Version version, ChipSnapshot snapshot) {}

    /**
     * What became known of a qubit or coupler with a version.
     *
     * @param at when the version was published
     * @param measuredAt when its figures were measured, on the chip's own clock
     * @param part the qubit or coupler as in the JSON of {@link ChipSnapshot}
     */
    record Point(long version, Instant at, Instant measuredAt, JsonNode part) {}

    /**
     * Which stretch of a history is asked for: what was known at {@code from}, and every change
     * until {@code to}, by versions after {@code after}, at most {@code limit} of them.
     */
    record Stretch(Instant from, Instant to, long after, int limit) {}

    /** The version that was current at a moment; empty before the first one was published. */
    CompletionStage<Optional<Moment>> at(String chip, Instant moment);

    /** A version as it was published; empty when it never was. */
    CompletionStage<Optional<ChipSnapshot>> version(String chip, long version);

    /**
     * Published versions, newest first.
     *
     * @param before only those with a smaller number; absent for the newest
     */
    CompletionStage<List<Version>> versions(String chip, Optional<Long> before, int limit);

    /** The history of a qubit, oldest first. */
    CompletionStage<List<Point>> qubit(String chip, int id, Stretch stretch);

    /** The history of a coupler, oldest first. */
    CompletionStage<List<Point>> coupler(String chip, int first, int second, Stretch stretch);

    /** What a qubit is called in a history. */
    static String qubitPart(int id) {
        return "qubit " + id;
    }

    /** What a coupler is called in a history. */
    static String couplerPart(int first, int second) {
        return "coupler " + first + "-" + second;
    }
}
