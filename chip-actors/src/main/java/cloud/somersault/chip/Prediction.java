package cloud.somersault.chip;

import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.simulators.EngineName;
import java.util.HashMap;

/** What {@link RunModel} says about a program: what the chip would count, or why it cannot say. */
public sealed interface Prediction {

    /**
     * What the chip would count.
     *
     * @param counts of the shots that were sampled
     * @param compiled what would run on the chip
     * @param engine what sampled
     */
    record Predicted(Counts counts, Compilation.Compiled compiled, EngineName engine)
            implements Prediction {

        /** The total variation distance to recorded counts, 0 to 1: 0 is perfect agreement. */
        public double distanceTo(Counts recorded) {
            var frequencies = new HashMap<String, Double>();
            counts.byBitstring()
                    .keySet()
                    .forEach(bits -> frequencies.put(bits, counts.frequency(bits)));
            return recorded.totalVariationDistance(frequencies);
        }
    }

    /** The program cannot be run on this chip; code is stable, message is one sentence. */
    record Refused(String code, String message) implements Prediction {}
}
