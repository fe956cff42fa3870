package cloud.somersault.chip.calibration;

import java.util.HashMap;
import java.util.Map;

/**
 * How much the parts of a chip were used lately: pulses of a qubit, CZ of a coupler, times shots.
 *
 * @param byPart the share of all use that fell on a part; what is not listed was not used
 */
public record Use(Map<Part, Double> byPart) {

    /** Nobody used anything, or nobody knows. */
    public static final Use NONE = new Use(Map.of());

    public Use {
        byPart = Map.copyOf(byPart);
    }

    /** Of so many gates on each part. */
    public static Use ofGates(Map<Part, Long> gates) {
        double all = gates.values().stream().mapToDouble(Long::doubleValue).sum();
        var shares = new HashMap<Part, Double>();
        gates.forEach((part, count) -> {
            if (count > 0) {
                shares.put(part, count / all);
            }
        });
        return new Use(shares);
    }

    /**
     * Between 0 and 1: 0 for what was not used, 1/2 for what was used as much as the average of
     * what was used at all.
     */
    double weight(Part part) {
        double share = byPart.getOrDefault(part, 0.0);
        double all = byPart.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(share > 0)) {
            return 0;
        }
        double average = all / byPart.size();
        return share / (share + average);
    }
}
