package cloud.somersault.simulators.sampling;

import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import java.util.List;

/**
 * Which final measurements of a shot are read wrongly. Most shots have none or one, so instead of a
 * random number for each measurement there is one for each wrong reading: it says where the next
 * one is, if anywhere, by the probabilities that none comes before.
 *
 * <p>A measurement errs with a probability that depends on what it measures. Candidates are found
 * with the larger of the two and kept with the ratio (thinning). A uniform number that has been
 * compared is stretched again over the interval it was found in, as in arithmetic decoding, and is
 * replaced when 16 of its bits have been used up.
 */
final class Misreadings {
    private static final double ULP = 0x1p-53;

    /** What must be left of a number's interval: of its 53 bits, 37 are left to compare with. */
    private static final double WIDTH_MIN = 0x1p-16;

    private static final double BELOW_ONE = Math.nextDown(1.0);

    private final int[] qubits;
    private final int[] bits;

    /** P(wrong | state 0), P(wrong | state 1), each divided by the larger of the two. */
    private final double[][] kept;

    /** Row i, column j: the probability of a candidate among the measurements i to j. */
    private final double[][] candidateBy;

    Misreadings(List<Step.Measure> finals) {
        var imperfect = finals.stream().filter(measure -> !measure.readout().perfect()).toList();
        int count = imperfect.size();
        qubits = imperfect.stream().mapToInt(Step.Measure::qubit).toArray();
        bits = imperfect.stream().mapToInt(Step.Measure::bit).toArray();
        kept = new double[count][2];
        var largest = new double[count];
        for (int i = 0; i < count; i++) {
            var readout = imperfect.get(i).readout();
            double zero = 1 - readout.zeroGivenZero();
            double one = 1 - readout.oneGivenOne();
            largest[i] = Math.max(zero, one);
            kept[i][0] = zero / largest[i];
            kept[i][1] = one / largest[i];
        }
        candidateBy = new double[count][count];
        for (int i = 0; i < count; i++) {
            double none = 1;
            for (int j = i; j < count; j++) {
                none *= 1 - largest[j];
                candidateBy[i][j] = 1 - none;
            }
        }
    }

    /** Whether all readings are right. */
    boolean never() {
        return bits.length == 0;
    }

    /**
     * Turns over the bits of a shot that are read wrongly.
     *
     * @param first the shot's first draw for this
     */
    void turn(ShotRecords records, Draws draws, int place, int index, long first) {
        double number = (first >>> 11) * ULP;
        int last = bits.length - 1;
        if (number < candidateBy[0][last]) {
            turnCandidates(records, draws, place, index, number);
        }
    }

    private void turnCandidates(
            ShotRecords records, Draws draws, int place, int index, double first) {
        int last = bits.length - 1;
        int draw = 1;
        double number = first;
        double width = 1;
        int next = 0;
        while (next <= last && number < candidateBy[next][last]) {
            var row = candidateBy[next];
            int candidate = next;
            while (row[candidate] <= number) {
                candidate++;
            }
            double low = candidate == next ? 0 : row[candidate - 1];
            double range = row[candidate] - low;
            number = Math.min((number - low) / range, BELOW_ONE);
            width *= range;
            double keep = kept[candidate][index >> qubits[candidate] & 1];
            if (number < keep) {
                records.flip(draws.shot(place), bits[candidate]);
                number = Math.min(number / keep, BELOW_ONE);
                width *= keep;
            } else {
                number = Math.min((number - keep) / (1 - keep), BELOW_ONE);
                width *= 1 - keep;
            }
            next = candidate + 1;
            if (!(width >= WIDTH_MIN)) {
                number = (draws.bits(place, ++draw) >>> 11) * ULP;
                width = 1;
            }
        }
    }
}
