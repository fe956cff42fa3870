package cloud.somersault.chip;

import cloud.somersault.chip.wire.ChipMessage;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a chip answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipAnswer.Published.class, name = "published"),
    @JsonSubTypes.Type(value = ChipAnswer.Forgotten.class, name = "forgotten"),
    @JsonSubTypes.Type(value = ChipAnswer.UnderWay.class, name = "under-way"),
    @JsonSubTypes.Type(value = ChipAnswer.Abandoned.class, name = "abandoned"),
    @JsonSubTypes.Type(value = ChipAnswer.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = ChipAnswer.Stands.class, name = "stands"),
    @JsonSubTypes.Type(value = ChipAnswer.Shows.class, name = "shows"),
    @JsonSubTypes.Type(value = ChipAnswer.Held.class, name = "held")
})
public sealed interface ChipAnswer extends ChipMessage {

    /** The version asked for; it is published. */
    record Published(ChipSnapshot snapshot) implements ChipAnswer {}

    /** This version was published; its figures lie in the log. */
    record Forgotten(long version) implements ChipAnswer {}

    /** This version is under way; ask again. */
    record UnderWay(long version) implements ChipAnswer {}

    /** This version is given up. */
    record Abandoned(long version) implements ChipAnswer {}

    /** Not done, for this reason. */
    record Refused(ChipRefusal refusal) implements ChipAnswer {}

    /** So it stands. */
    record Stands(ChipNow now) implements ChipAnswer {}

    /** The clock shows this. */
    record Shows(ChipClock clock) implements ChipAnswer {}

    /** Experiments are known to run on these qubits. */
    record Held(SortedSet<Integer> qubits) implements ChipAnswer {
        public Held {
            qubits = Collections.unmodifiableSortedSet(new TreeSet<>(qubits));
        }
    }
}
