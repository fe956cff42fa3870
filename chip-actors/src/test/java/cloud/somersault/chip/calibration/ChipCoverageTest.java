package cloud.somersault.chip.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.NoiseRule;
import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.experiment.Measured;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import cloud.somersault.simulators.CouplerNoise;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * The whole of Wukong is characterized from nothing, a day after its figures were true: every
 * figure that is found is held against the hidden truth of its moment. Of N right 95 % intervals a
 * share of 0.95 holds the truth, give or take sqrt(0.0475 / N): 0.008 for the 720 figures of the
 * chip, so that a right one fails 90 to 99 % once in a million chips, and 0.03 for the 54 to 63 of
 * a kind. The seed is fixed.
 */
class ChipCoverageTest {
    private static final long SEED = 72;
    private static final double A_DAY_SECONDS = 86_400;

    /** Five standard deviations below 0.95 for the figures of one kind. */
    private static final double OF_A_KIND_LEAST = 0.80;

    /** The mean of 54 or more deviations in units of their errors; five of its own. */
    private static final double BIAS_MOST = 0.7;

    private static final ChipSnapshot FIRST = ChipData.wukong().snapshot(1);
    private static final ChipTruth TRUTH = new ChipTruth(FIRST, SEED, Drift.LEAKING_TRANSMONS);

    /** How the figures of one kind lie around the truth. */
    private static final class Kept {
        int found;
        int held;
        double pulls;
        double errors;

        void add(Measured measured, double truth) {
            found++;
            held += measured.holds(truth) ? 1 : 0;
            pulls += (measured.value() - truth) / measured.error();
            errors += measured.error() / Math.max(Math.abs(truth), 1e-12);
        }

        double share() {
            return (double) held / found;
        }

        @Override
        public String toString() {
            return "%d of %d hold the truth, mean pull %.2f, mean relative error %.3g"
                    .formatted(held, found, pulls / found, errors / found);
        }
    }

    @Test
    void the_intervals_of_a_whole_chips_figures_hold_the_truth_as_often_as_they_say() {
        var kept = new EnumMap<Figure, Kept>(Figure.class);
        characterize(kept);
        assertThat(kept.keySet()).as("figures").containsExactly(Figure.values());
        int found = kept.values().stream().mapToInt(all -> all.found).sum();
        int held = kept.values().stream().mapToInt(all -> all.held).sum();
        assertThat(found).as("figures of the chip").isGreaterThan(680);
        assertThat((double) held / found).as("%s", kept).isBetween(0.90, 0.99);
        kept.forEach((figure, all) -> {
            assertThat(all.share()).as("%s: %s", figure.id(), all).isGreaterThan(OF_A_KIND_LEAST);
            assertThat(Math.abs(all.pulls / all.found))
                    .as("bias of %s: %s", figure.id(), all)
                    .isLessThan(BIAS_MOST);
        });
    }

    private static void characterize(Map<Figure, Kept> kept) {
        var laboratory = new DirectLaboratory(TRUTH);
        var known = Knowledge.of(FIRST);
        var assignment =
                new Assignment(
                        Scope.FULL,
                        Planner.places(known.parts(), _ -> true),
                        A_DAY_SECONDS,
                        OptionalDouble.empty());
        double now = A_DAY_SECONDS;
        int experiment = 0;
        for (var group = Planner.next(known, assignment, Use.NONE, now, 0);
                group.isPresent();
                group = Planner.next(known, assignment, Use.NONE, now, 0)) {
            var session =
                    Session.of(
                            group.get(),
                            known,
                            FIRST.qubits().size(),
                            Seeds.of(SEED, 2 * experiment));
            var counts =
                    laboratory.run(
                            session.circuits(),
                            group.get().shots(),
                            Seeds.of(SEED, 2 * experiment + 1),
                            known.controls(),
                            now);
            var reports = session.reports(counts);
            for (var report : reports) {
                if (report.finding() instanceof Finding.Found(var figures)) {
                    for (var one : figures.entrySet()) {
                        kept.computeIfAbsent(one.getKey(), _ -> new Kept())
                                .add(
                                        one.getValue(),
                                        truth(one.getKey(), report.part(), known.controls(), now));
                    }
                }
            }
            now += session.chipSeconds(FIRST.durations());
            known = known.with(group.get().node(), group.get().kind(), reports, now);
            experiment++;
        }
    }

    private static double truth(Figure figure, Part part, Controls set, double seconds) {
        var noise = TRUTH.noise(set, seconds, NoiseRule.CURRENT);
        int id = part.qubits().getFirst();
        return switch (figure) {
            case READ_ZERO_GIVEN_ZERO -> noise.qubit(id).readZeroGivenZero();
            case READ_ONE_GIVEN_ONE -> noise.qubit(id).readOneGivenOne();
            case DETUNING_HZ -> noise.qubit(id).detuningHz();
            case TS2_SECONDS, T2_SECONDS -> noise.qubit(id).t2Seconds();
            case PULSE_GAIN -> 1 + noise.qubit(id).rotationError();
            case T1_SECONDS -> noise.qubit(id).t1Seconds();
            case PULSE_ERROR -> GateErrors.ofHalfTurn(noise.qubit(id));
            case CZ_PHASE_RADIANS -> coupler(noise.couplers(), part).czPhaseError();
            case FIRST_PHASE_RADIANS -> coupler(noise.couplers(), part).firstPhaseError();
            case SECOND_PHASE_RADIANS -> coupler(noise.couplers(), part).secondPhaseError();
            case CZ_ERROR -> GateErrors.ofCz(coupler(noise.couplers(), part));
        };
    }

    private static CouplerNoise coupler(List<CouplerNoise> all, Part part) {
        return all.stream()
                .filter(one -> List.of(one.first(), one.second()).equals(part.qubits()))
                .findFirst()
                .orElseThrow();
    }
}
