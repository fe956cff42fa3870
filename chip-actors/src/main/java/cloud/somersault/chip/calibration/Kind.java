package cloud.somersault.chip.calibration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How thoroughly a place is measured. */
public enum Kind {
    /** With few shots, to see whether it still stands as it was found. */
    CHECK,
    /** With many, to set it anew. */
    FULL;

    /** The name in lower case, as events write it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
