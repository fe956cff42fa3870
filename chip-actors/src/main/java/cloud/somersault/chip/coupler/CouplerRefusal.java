package cloud.somersault.chip.coupler;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Why a coupler did not do what it was asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "refusal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CouplerRefusal.OutdatedVersion.class, name = "outdated-version"),
    @JsonSubTypes.Type(value = CouplerRefusal.VersionTaken.class, name = "version-taken"),
    @JsonSubTypes.Type(value = CouplerRefusal.NeverMeasured.class, name = "never-measured")
})
public sealed interface CouplerRefusal {

    /** It already has figures of a later calibration version. */
    record OutdatedVersion(long asked, long known) implements CouplerRefusal {}

    /** It already has other figures of the same calibration version. */
    record VersionTaken(long version) implements CouplerRefusal {}

    /** It has no figures to be in service with. */
    record NeverMeasured() implements CouplerRefusal {}

    /** In one sentence. */
    default String message() {
        return switch (this) {
            case OutdatedVersion(var asked, var known) ->
                    "the coupler already knows calibration version %d, later than %d"
                            .formatted(known, asked);
            case VersionTaken(var version) ->
                    "the coupler already has other figures of calibration version " + version;
            case NeverMeasured _ -> "the coupler was never measured, so it cannot be in service";
        };
    }
}
