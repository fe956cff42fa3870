package cloud.somersault.chip.calibration;

import cloud.somersault.chip.calibration.Fact.Verdict;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What one of the experiments of a group came to.
 *
 * @param part where
 * @param finding its figures, or why there are none
 * @param verdict of a check; absent for a full measurement
 */
public record Report(
        Part part,
        Finding finding,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Verdict> verdict) {}
