package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/** How well the figures of a coupler are known. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CouplerErrors(Optional<Precision> czFidelity) {}
