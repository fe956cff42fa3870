package cloud.somersault.chip;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a chip drifts, by the name that events keep. A name stands for the same figures for ever;
 * other figures get another name.
 */
public enum DriftModel {
    /** It stays as it is. */
    NONE("none"),
    /** Transmons with tunable couplers. */
    TRANSMONS_1("transmons-1"),
    /** The same whose CZ leak, and miss their point by an amplitude that wanders. */
    TRANSMONS_2("transmons-2");

    private final String id;

    DriftModel(String id) {
        this.id = id;
    }

    /** Its name. */
    public String id() {
        return id;
    }

    /** The model of this name. */
    public static Optional<DriftModel> byId(String id) {
        return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(DriftModel::id).toList();
    }
}
