package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What one may ask of a chip. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipCommand.Import.class, name = "import"),
    @JsonSubTypes.Type(value = ChipCommand.Publish.class, name = "publish"),
    @JsonSubTypes.Type(value = ChipCommand.Abandon.class, name = "abandon"),
    @JsonSubTypes.Type(value = ChipCommand.CurrentSnapshot.class, name = "current-snapshot"),
    @JsonSubTypes.Type(value = ChipCommand.SnapshotOfVersion.class, name = "snapshot-of-version")
})
public sealed interface ChipCommand {

    /** Make these figures a calibration version, unless they are one already. */
    record Import(ChipData data, Instant at) implements ChipCommand {}

    /** Every qubit and coupler has its figures: let everyone see the version. */
    record Publish(ChipSnapshot snapshot, Instant at) implements ChipCommand {}

    /** The version under way cannot be finished. */
    record Abandon(long version, String reason, Instant at) implements ChipCommand {}

    /** The version published last. */
    record CurrentSnapshot() implements ChipCommand {}

    /** Any version that was ever published. */
    record SnapshotOfVersion(long version) implements ChipCommand {}
}
