package cloud.somersault.chip.coupler;

import cloud.somersault.chip.wire.ChipMessage;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a coupler answers to any command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CouplerAnswer.Stands.class, name = "stands"),
    @JsonSubTypes.Type(value = CouplerAnswer.Refused.class, name = "refused")
})
public sealed interface CouplerAnswer extends ChipMessage {

    /** Done, durably; it stands so now. */
    record Stands(CouplerView view) implements CouplerAnswer {}

    /** Not done, for this reason. */
    record Refused(CouplerName name, CouplerRefusal refusal) implements CouplerAnswer {}
}
