package cloud.somersault.chip.qubit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Why a qubit did not do what it was asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "refusal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QubitRefusal.OutdatedVersion.class, name = "outdated-version"),
    @JsonSubTypes.Type(value = QubitRefusal.VersionTaken.class, name = "version-taken"),
    @JsonSubTypes.Type(value = QubitRefusal.NeverMeasured.class, name = "never-measured")
})
public sealed interface QubitRefusal {

    /** It already has figures of a later calibration version. */
    record OutdatedVersion(long asked, long known) implements QubitRefusal {}

    /** It already has other figures of the same calibration version. */
    record VersionTaken(long version) implements QubitRefusal {}

    /** It has no figures to be in service with. */
    record NeverMeasured() implements QubitRefusal {}

    /** In one sentence. */
    default String message() {
        return switch (this) {
            case OutdatedVersion(var asked, var known) ->
                    "the qubit already knows calibration version %d, later than %d"
                            .formatted(known, asked);
            case VersionTaken(var version) ->
                    "the qubit already has other figures of calibration version " + version;
            case NeverMeasured _ -> "the qubit was never measured, so it cannot be in service";
        };
    }
}
