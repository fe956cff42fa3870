package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.Counts;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.sampling.Draws;
import cloud.somersault.simulators.sampling.IndexSampler;
import cloud.somersault.simulators.sampling.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Draws bitstrings from probabilities, with the same dice as a single circuit of one part. */
final class Shots {
    private static final int SHOTS_AT_ONCE = 1 << 18;

    private Shots() {}

    /**
     * The counts of some circuits.
     *
     * @param probabilities a row of 2^qubits for each circuit
     */
    static List<Counts> counts(
            double[] probabilities, int qubits, RowShots which, Checkpoint checkpoint) {
        int size = 1 << qubits;
        var all = new ArrayList<Counts>();
        for (int row = 0; row < probabilities.length / size; row++) {
            checkpoint.pass();
            var own = Arrays.copyOfRange(probabilities, row * size, (row + 1) * size);
            var sampler = new IndexSampler(Weights.of(own), checkpoint);
            var random = new ShotRandom(which.seed(), which.firstCircuit() + row, 0);
            var occurrences = new long[size];
            for (long done = 0; done < which.shots(); done += SHOTS_AT_ONCE) {
                int count = (int) Math.min(SHOTS_AT_ONCE, which.shots() - done);
                var numbers = new int[count];
                Arrays.setAll(numbers, shot -> shot);
                var draws = new Draws(random, which.firstShot() + done, numbers, 0);
                for (int index : sampler.sample(draws)) {
                    occurrences[index]++;
                }
            }
            all.add(counts(occurrences, qubits));
        }
        return all;
    }

    private static Counts counts(long[] occurrences, int qubits) {
        var byBitstring = new TreeMap<String, Long>();
        for (int index = 0; index < occurrences.length; index++) {
            if (occurrences[index] > 0) {
                var text = new char[qubits];
                for (int bit = 0; bit < qubits; bit++) {
                    text[qubits - 1 - bit] = (index >> bit & 1) != 0 ? '1' : '0';
                }
                byBitstring.put(new String(text), occurrences[index]);
            }
        }
        return new Counts(qubits, byBitstring);
    }
}
