package cloud.somersault.chip.calibration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Something that happened to a place, at a virtual moment in seconds. */
public sealed interface Fact {

    /** Where. */
    Place place();

    /** When, virtual seconds. */
    double seconds();

    /** A check, with few shots, told how it stands. */
    record Checked(Place place, double seconds, Verdict verdict) implements Fact {}

    /** It was measured in full and set anew. */
    record Calibrated(Place place, double seconds) implements Fact {}

    /** What a check says. */
    enum Verdict {
        /** As it was found last, within the errors. */
        IN_SPEC,
        /** It has moved, and nothing else is wrong. */
        OUT_OF_SPEC,
        /** The counts make no sense: something that it stands on is wrong. */
        BAD_DATA;

        /** The name in kebab case, as events write it. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
