package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * How well the figures of a qubit are known; absent for a figure that was published without an
 * error.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QubitErrors(
        Optional<Precision> frequencyHz,
        Optional<Precision> t1Seconds,
        Optional<Precision> t2Seconds,
        Optional<Precision> gateFidelity,
        Optional<Precision> readZeroGivenZero,
        Optional<Precision> readOneGivenOne) {}
