package cloud.somersault.chip.calibration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one calibration is to bring in order.
 *
 * @param scope whether everything is measured anew
 * @param targets the places
 * @param sinceSeconds when it was asked for, virtual time; for a full one nothing from before
 *     counts
 * @param budgetSeconds the chip time after which no further experiment begins; absent for as much
 *     as it takes
 */
public record Assignment(
        Scope scope, List<Place> targets, double sinceSeconds, OptionalDouble budgetSeconds) {

    /** How much is measured. */
    public enum Scope {
        /** All targets and what they stand on, in full. */
        FULL,
        /** What is fresh is believed, what is old is checked, what has moved is set anew. */
        MAINTAIN;

        /** The name in lower case, as events and the API write it. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Assignment {
        targets = List.copyOf(targets);
    }

    /** Whether another experiment may begin after so much chip time. */
    boolean mayGoOn(double spentSeconds) {
        return spentSeconds < budgetSeconds.orElse(Double.POSITIVE_INFINITY);
    }
}
