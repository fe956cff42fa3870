package cloud.somersault.chip.qubit;

import cloud.somersault.chip.wire.ChipMessage;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a qubit answers to any command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QubitAnswer.Stands.class, name = "stands"),
    @JsonSubTypes.Type(value = QubitAnswer.Refused.class, name = "refused")
})
public sealed interface QubitAnswer extends ChipMessage {

    /** Done, durably; it stands so now. */
    record Stands(QubitView view) implements QubitAnswer {}

    /** Not done, for this reason. */
    record Refused(QubitName name, QubitRefusal refusal) implements QubitAnswer {}
}
