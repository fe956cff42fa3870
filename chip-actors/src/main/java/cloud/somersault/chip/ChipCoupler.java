package cloud.somersault.chip;

import cloud.somersault.chip.coupler.CouplerFigures;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * One coupler in a snapshot, between the qubits first and second (first is the smaller): in service
 * with its figures, or out of service with the reason. In JSON the two are told apart by {@code
 * inService}.
 */
@JsonPropertyOrder({"first", "second", "inService"})
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "inService")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipCoupler.InService.class, name = "true"),
    @JsonSubTypes.Type(value = ChipCoupler.OutOfService.class, name = "false")
})
public sealed interface ChipCoupler {

    /** The qubit with the smaller number. */
    int first();

    /** The qubit with the larger number. */
    int second();

    /** Whether programs may use it. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    boolean inService();

    /** Its figures, when it is in service. */
    default Optional<CouplerFigures> known() {
        return switch (this) {
            case InService in -> Optional.of(in.figures());
            case OutOfService _ -> Optional.empty();
        };
    }

    /**
     * It works; this is what is known of it.
     *
     * @param errors how well, and since when; absent for figures that were published without
     */
    record InService(
            int first,
            int second,
            CouplerFigures figures,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<CouplerErrors> errors)
            implements ChipCoupler {

        /** Published without errors. */
        public InService(int first, int second, CouplerFigures figures) {
            this(first, second, figures, Optional.empty());
        }

        @Override
        public boolean inService() {
            return true;
        }
    }

    /** It must not be used. */
    record OutOfService(int first, int second, String reason) implements ChipCoupler {
        @Override
        public boolean inService() {
            return false;
        }
    }
}
