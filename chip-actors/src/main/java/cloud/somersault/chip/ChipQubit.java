package cloud.somersault.chip;

import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * One qubit in a snapshot: in service with its figures, or out of service with the reason. In JSON
 * the two are told apart by {@code inService}.
 */
@JsonPropertyOrder({"id", "row", "column", "inService"})
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "inService")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipQubit.InService.class, name = "true"),
    @JsonSubTypes.Type(value = ChipQubit.OutOfService.class, name = "false")
})
public sealed interface ChipQubit {

    /** Its number on the chip, from 0. */
    int id();

    /** Its row on the lattice, from 0. */
    int row();

    /** Its column on the lattice, from 0. */
    int column();

    /** Whether programs may use it. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    boolean inService();

    /** Its figures, when it is in service. */
    default Optional<QubitFigures> known() {
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
            int id,
            int row,
            int column,
            QubitFigures figures,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<QubitErrors> errors)
            implements ChipQubit {

        /** Published without errors. */
        public InService(int id, int row, int column, QubitFigures figures) {
            this(id, row, column, figures, Optional.empty());
        }

        @Override
        public boolean inService() {
            return true;
        }
    }

    /** It must not be used. */
    record OutOfService(int id, int row, int column, String reason) implements ChipQubit {
        @Override
        public boolean inService() {
            return false;
        }
    }
}
