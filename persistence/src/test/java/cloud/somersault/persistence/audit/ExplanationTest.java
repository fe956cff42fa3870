package cloud.somersault.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Counts;
import cloud.somersault.job.model.JobResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said of results that differ, and how far apart they are. */
class ExplanationTest {
    private static final Random RANDOM = new Random(Long.getLong("seed", 17));

    private static JobResult result(Map<String, Long>... circuits) {
        return new JobResult(
                List.of(circuits).stream().map(counts -> Counts.of(2, counts)).toList());
    }

    private static Counts random(int bits, int shots) {
        var counts = new HashMap<String, Long>();
        for (int i = 0; i < shots; i++) {
            var text = Integer.toBinaryString((1 << bits) + RANDOM.nextInt(1 << bits));
            counts.merge(text.substring(1), 1L, Long::sum);
        }
        return Counts.of(bits, counts);
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_first_differing_outcome_of_the_first_differing_circuit_is_named() {
        var recorded = result(Map.of("00", 5L, "11", 5L), Map.of("00", 3L, "01", 4L, "10", 3L));
        var replayed = result(Map.of("00", 5L, "11", 5L), Map.of("00", 3L, "01", 5L, "11", 2L));
        assertThat(Explanation.firstDifference(recorded, replayed))
                .contains(
                        "Counts differ at circuit 1: first differing outcome 01, recorded 4 times,"
                                + " now 5.");
        assertThat(Explanation.firstDifference(recorded, recorded)).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void another_version_of_the_engines_is_the_reason_when_there_is_one() {
        var recorded = result(Map.of("00", 5L));
        var replayed = result(Map.of("01", 5L));
        assertThat(Explanation.ofCounts(recorded, replayed, "2", "3"))
                .isEqualTo(
                        new Mismatch(
                                Reason.ENGINE_VERSION,
                                "The engines were version 2 then and are version 3 now. Counts"
                                        + " differ at circuit 0: first differing outcome 00,"
                                        + " recorded 5 times, now 0."));
        assertThat(Explanation.ofCounts(recorded, replayed, "3", "3").reason())
                .isEqualTo(Reason.COUNTS_DIFFER);
    }

    @Test
    void there_is_a_difference_exactly_when_the_digests_differ() {
        for (int round = 0; round < 500; round++) {
            var one = new JobResult(List.of(random(2, 4), random(3, 5)));
            var other = new JobResult(List.of(random(2, 4), random(3, 5)));
            assertThat(Explanation.firstDifference(one, other).isEmpty())
                    .isEqualTo(one.digest().equals(other.digest()));
        }
    }

    @Test
    void the_distance_is_a_metric_between_0_and_1() {
        for (int round = 0; round < 500; round++) {
            var a = random(3, 1 + RANDOM.nextInt(50));
            var b = random(3, 1 + RANDOM.nextInt(50));
            var c = random(3, 1 + RANDOM.nextInt(50));
            double ab = Distance.totalVariation(a, b);
            assertThat(ab).isBetween(0.0, 1.0).isEqualTo(Distance.totalVariation(b, a));
            assertThat(Distance.totalVariation(a, a)).isZero();
            // Sums of at most 8 terms, each within an ulp of 1.
            assertThat(Distance.totalVariation(a, c))
                    .isLessThanOrEqualTo(ab + Distance.totalVariation(b, c) + 1e-14);
        }
        assertThat(
                        Distance.totalVariation(
                                Counts.of(1, Map.of("0", 70L, "1", 30L)),
                                Counts.of(1, Map.of("0", 4L, "1", 6L))))
                .isEqualTo(0.3, org.assertj.core.api.Assertions.within(1e-15));
        assertThat(
                        Distance.totalVariation(
                                Counts.of(1, Map.of("0", 7L)), Counts.of(1, Map.of("1", 1L))))
                .isEqualTo(1);
    }
}
