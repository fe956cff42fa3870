package cloud.somersault.chip.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.calibration.Fact.Calibrated;
import cloud.somersault.chip.calibration.Fact.Checked;
import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.calibration.Walk.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final double HOUR = 3600;
    private static final Place CZ = new Place(Node.CZ_ERROR, List.of(1, 2));

    private static Place of(Node node, Integer... qubits) {
        return new Place(node, List.of(qubits));
    }

    /** Does what the walk says until it is done; a minute a step. */
    private static List<Step> walk(
            List<Fact> facts, double from, Place place, Function<Place, Verdict> checks) {
        var steps = new ArrayList<Step>();
        for (double now = from; ; now += 60) {
            var step = new Walk(facts, now, _ -> HOUR).next(place);
            switch (step) {
                case Step.Done _ -> {
                    return steps;
                }
                case Step.Check(var where) ->
                        facts.add(new Checked(where, now, checks.apply(where)));
                case Step.Calibrate(var where) -> facts.add(new Calibrated(where, now));
            }
            steps.add(step);
            assertThat(steps).as("a walk that ends").hasSizeLessThan(60);
        }
    }

    private static ArrayList<Fact> calibratedChip() {
        var facts = new ArrayList<Fact>();
        walk(facts, 0, CZ, _ -> Verdict.IN_SPEC);
        return facts;
    }

    @Test
    void from_nothing_everything_is_calibrated_once_and_causes_come_first() {
        var steps = walk(new ArrayList<>(), 0, CZ, _ -> Verdict.IN_SPEC);
        assertThat(steps).allMatch(step -> step instanceof Step.Calibrate).doesNotHaveDuplicates();
        for (int index = 0; index < steps.size(); index++) {
            var place = ((Step.Calibrate) steps.get(index)).place();
            var before = steps.subList(0, index);
            assertThat(before)
                    .containsAll(
                            place.needs().stream().map(need -> new Step.Calibrate(need)).toList());
        }
        // Readout, frequency, gain and pulse error of two qubits, and both of the coupler.
        assertThat(steps).hasSize(10);
    }

    @Test
    void what_is_fresh_is_believed() {
        var facts = calibratedChip();
        assertThat(walk(facts, 20 * 60, CZ, _ -> Verdict.BAD_DATA)).isEmpty();
    }

    @Test
    void what_is_old_and_in_order_is_only_checked() {
        var steps = walk(calibratedChip(), 10 * HOUR, CZ, _ -> Verdict.IN_SPEC);
        assertThat(steps).hasSize(10).allMatch(step -> step instanceof Step.Check);
    }

    @Test
    void what_has_moved_is_set_anew_and_so_is_looked_at_what_stands_on_it() {
        var gain = of(Node.GAIN, 2);
        var steps =
                walk(
                        calibratedChip(),
                        10 * HOUR,
                        CZ,
                        place -> place.equals(gain) ? Verdict.OUT_OF_SPEC : Verdict.IN_SPEC);
        assertThat(steps.stream().filter(step -> step instanceof Step.Calibrate))
                .containsExactly(new Step.Calibrate(gain));
        assertThat(steps.indexOf(new Step.Check(of(Node.PULSE_ERROR, 2))))
                .isGreaterThan(steps.indexOf(new Step.Calibrate(gain)));
    }

    @Test
    void counts_that_make_no_sense_lead_back_to_the_cause() {
        var facts = calibratedChip();
        // All causes were checked half an hour ago and stood well; then the frequency jumped.
        double now = 10 * HOUR;
        walk(facts, now, of(Node.CZ_PHASE, 1, 2), _ -> Verdict.IN_SPEC);
        var frequency = of(Node.FREQUENCY, 1);
        facts.removeIf(fact -> fact.place().equals(frequency) && fact instanceof Checked);
        facts.add(new Checked(of(Node.CZ_PHASE, 1, 2), now + 3000, Verdict.BAD_DATA));
        var first = new Walk(facts, now + 3001, _ -> HOUR).next(of(Node.CZ_PHASE, 1, 2));
        assertThat(first).isEqualTo(new Step.Check(frequency));
        facts.add(new Checked(frequency, now + 3002, Verdict.OUT_OF_SPEC));
        assertThat(new Walk(facts, now + 3003, _ -> HOUR).next(of(Node.CZ_PHASE, 1, 2)))
                .isEqualTo(new Step.Calibrate(frequency));
    }

    @Test
    void a_cause_that_is_set_anew_makes_old_checks_worthless() {
        var facts = calibratedChip();
        walk(facts, 10 * HOUR, CZ, _ -> Verdict.IN_SPEC);
        facts.add(new Calibrated(of(Node.READOUT, 1), 10 * HOUR + 1000));
        var step = new Walk(facts, 10 * HOUR + 1001, _ -> HOUR).next(of(Node.FREQUENCY, 1));
        assertThat(step).isEqualTo(new Step.Check(of(Node.FREQUENCY, 1)));
    }
}
