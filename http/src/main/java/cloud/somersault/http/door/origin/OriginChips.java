package cloud.somersault.http.door.origin;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The chips under the numbers by which Origin's clients know them; a chip without a number is asked
 * for by its name.
 *
 * @param byNumber names by number
 */
public record OriginChips(Chips chips, Map<String, String> byNumber) {
    public OriginChips {
        byNumber = Map.copyOf(byNumber);
    }

    /** With the numbers of the configuration: an object of names by number. */
    public static OriginChips of(Chips chips, Config numbers) {
        var byNumber = new TreeMap<String, String>();
        for (var entry : numbers.entrySet()) {
            byNumber.put(
                    ConfigUtil.splitPath(entry.getKey()).getFirst(),
                    String.valueOf(entry.getValue().unwrapped()));
        }
        return new OriginChips(chips, byNumber);
    }

    /** The name of the chip that a client calls so. */
    public String name(String said) {
        var name = byNumber.getOrDefault(said, said);
        if (!chips.names().contains(name)) {
            throw Problem.of(
                            ProblemCode.CHIP_NOT_FOUND,
                            "There is no chip "
                                    + said.substring(0, Math.min(said.length(), 64))
                                    + "; there are "
                                    + String.join(", ", new TreeMap<>(byNumber).keySet())
                                    + " and, by name, "
                                    + String.join(", ", chips.names())
                                    + ".")
                    .toException();
        }
        return name;
    }

    /** As it is calibrated now. */
    public CompletionStage<ChipSnapshot> current(String said) {
        return chips.current(name(said));
    }
}
