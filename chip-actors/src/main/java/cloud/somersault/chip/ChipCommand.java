package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one may ask of a chip. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipCommand.Import.class, name = "import"),
    @JsonSubTypes.Type(value = ChipCommand.Publish.class, name = "publish"),
    @JsonSubTypes.Type(value = ChipCommand.Abandon.class, name = "abandon"),
    @JsonSubTypes.Type(value = ChipCommand.CurrentSnapshot.class, name = "current-snapshot"),
    @JsonSubTypes.Type(value = ChipCommand.SnapshotOfVersion.class, name = "snapshot-of-version"),
    @JsonSubTypes.Type(value = ChipCommand.Recalibrate.class, name = "recalibrate"),
    @JsonSubTypes.Type(value = ChipCommand.Now.class, name = "now"),
    @JsonSubTypes.Type(value = ChipCommand.Advance.class, name = "advance"),
    @JsonSubTypes.Type(value = ChipCommand.AdvanceTo.class, name = "advance-to"),
    @JsonSubTypes.Type(value = ChipCommand.SetRate.class, name = "set-rate"),
    @JsonSubTypes.Type(value = ChipCommand.Hold.class, name = "hold")
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

    /**
     * Make what calibration measured on the chip the next version; the chip gives the number. To be
     * sent again until it is published.
     */
    record Recalibrate(ChipSnapshot measured, Instant at) implements ChipCommand {}

    /** How the chip stands: the version published last, and its clock. */
    record Now(Instant at) implements ChipCommand {}

    /** Move the clock on by so much. */
    record Advance(double bySeconds, String why, Instant at) implements ChipCommand {
        public Advance {
            if (!(bySeconds >= 0 && bySeconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("time goes forward, not by " + bySeconds);
            }
        }
    }

    /** Move the clock on to this moment, unless it is there already: asking twice is harmless. */
    record AdvanceTo(double virtualSeconds, String why, Instant at) implements ChipCommand {
        public AdvanceTo {
            if (!Double.isFinite(virtualSeconds)) {
                throw new IllegalArgumentException("a moment is a number of seconds");
            }
        }
    }

    /** Let the clock run at this rate; 0 to stop it. */
    record SetRate(double rate, Instant at) implements ChipCommand {
        public SetRate {
            if (!(rate >= 0 && rate <= LifeSettings.RATE_MAX)) {
                throw new IllegalArgumentException("no clock runs at a rate of " + rate);
            }
        }
    }

    /**
     * Experiments run on these qubits until another such command; on none when it names none. A
     * chip remembers it only as long as it runs: it is no part of what has happened to it, and what
     * a job made of it stands with the job.
     */
    record Hold(SortedSet<Integer> qubits) implements ChipCommand {
        public Hold {
            qubits = Collections.unmodifiableSortedSet(new TreeSet<>(qubits));
        }
    }
}
