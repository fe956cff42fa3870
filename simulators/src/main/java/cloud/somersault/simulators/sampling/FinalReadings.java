package cloud.somersault.simulators.sampling;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import java.util.List;

/**
 * Writes what the final measurements read when a shot was found at an index: bit q of the index is
 * the state of qubit q. The classical bits come from tables, eight qubits at a time; {@link
 * Misreadings} then turns over the few that were read wrongly.
 */
public final class FinalReadings {
    private static final int BATCH = 1 << 10;

    private final List<Scatter> scatters;
    private final Misreadings misreadings;

    /**
     * @param finals as in a plan: no two with imperfect readout on one qubit, no two into one bit
     */
    public FinalReadings(List<Step.Measure> finals) {
        scatters =
                finals.stream()
                        .map(measure -> measure.bit() >> 6)
                        .distinct()
                        .map(word -> Scatter.of(finals, word))
                        .toList();
        misreadings = new Misreadings(finals);
    }

    /**
     * Writes the measured bits of some shots.
     *
     * @param draws the shots; draw 0 has been used for the index, what is misread takes those after
     * @param indices in the order of the draws' list
     */
    public void write(Draws draws, int[] indices, ShotRecords records, Checkpoint checkpoint) {
        var bits = new long[Math.min(BATCH, indices.length)];
        for (int from = 0; from < indices.length; from += bits.length) {
            checkpoint.pass();
            int to = Math.min(indices.length, from + bits.length);
            for (var scatter : scatters) {
                for (int place = from; place < to; place++) {
                    scatter.write(records, draws.shot(place), indices[place]);
                }
            }
            if (!misreadings.never()) {
                draws.fill(from, to - from, 1, bits);
                for (int place = from; place < to; place++) {
                    misreadings.turn(records, draws, place, indices[place], bits[place - from]);
                }
            }
        }
    }

    /** Where the bits of an index go in one word of the records. */
    private record Scatter(int word, long mask, long[][] tables) {

        static Scatter of(List<Step.Measure> finals, int word) {
            int bytes = 1;
            for (var measure : finals) {
                bytes = Math.max(bytes, (measure.qubit() >> 3) + 1);
            }
            var tables = new long[bytes][256];
            long mask = 0;
            for (var measure : finals) {
                if (measure.bit() >> 6 == word) {
                    long bit = 1L << measure.bit();
                    mask |= bit;
                    var table = tables[measure.qubit() >> 3];
                    for (int i = 0; i < table.length; i++) {
                        table[i] |= (i >> (measure.qubit() & 7) & 1) != 0 ? bit : 0;
                    }
                }
            }
            return new Scatter(word, mask, tables);
        }

        void write(ShotRecords records, int shot, int index) {
            long value = 0;
            for (int i = 0; i < tables.length; i++) {
                value |= tables[i][index >>> 8 * i & 255];
            }
            records.assign(shot, word, mask, value);
        }
    }
}
