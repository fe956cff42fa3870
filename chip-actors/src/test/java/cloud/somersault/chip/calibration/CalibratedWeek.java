package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.NoiseRule;
import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.simulators.NoiseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A chip that drifts and is calibrated by itself, on its virtual clock and without any actor: every
 * round what is due is measured within the round's share of the chip's time.
 */
final class CalibratedWeek {
    private final ChipSnapshot first;
    private final ChipTruth truth;
    private final DirectLaboratory laboratory;
    private final Controls untuned;
    private final AutoSettings settings;
    private final Use use;
    private Knowledge known;
    private Controls inForce;
    private double spentSeconds;
    private long jobs;

    CalibratedWeek(ChipSnapshot first, ChipTruth truth, AutoSettings settings, Use use) {
        this.first = first;
        this.truth = truth;
        this.laboratory = new DirectLaboratory(truth);
        this.untuned = truth.tuned(0);
        this.settings = settings;
        this.use = use;
        this.known = Knowledge.of(first);
        this.inForce = untuned;
    }

    /**
     * How the chip stands at one moment.
     *
     * @param seconds virtual time
     * @param calibrated mean CZ error of the couplers in service, controls as calibrated
     * @param best the same, controls tuned perfectly
     * @param untouched the same, controls as they were at second 0
     * @param pulses mean pulse error of the qubits in service, as calibrated
     * @param bestPulses the same, tuned perfectly
     * @param untouchedPulses the same, controls as they were at second 0
     * @param chipSeconds that calibration has taken
     */
    record Hour(
            double seconds,
            double calibrated,
            double best,
            double untouched,
            double pulses,
            double bestPulses,
            double untouchedPulses,
            int qubitsOut,
            int couplersOut,
            double chipSeconds) {}

    /** Lives through so many rounds. */
    List<Hour> rounds(int count) {
        var hours = new ArrayList<Hour>();
        for (int round = 1; round <= count; round++) {
            double now = round * settings.roundSeconds();
            hours.add(hour(now));
            calibrate(now);
        }
        return hours;
    }

    private void calibrate(double begins) {
        var assignment =
                new Assignment(
                        Scope.MAINTAIN,
                        Planner.due(known, use, begins),
                        begins,
                        OptionalDouble.of(settings.budgetSeconds(begins, spentSeconds)));
        double now = begins;
        double spent = 0;
        for (var group = Planner.next(known, assignment, use, now, spent);
                group.isPresent();
                group = Planner.next(known, assignment, use, now, spent)) {
            var session =
                    Session.of(group.get(), known, first.qubits().size(), Seeds.of(7, (int) jobs));
            var counts =
                    laboratory.run(
                            session.circuits(),
                            group.get().shots(),
                            Seeds.of(11, (int) jobs),
                            known.controls(),
                            now);
            double took = session.chipSeconds(first.durations());
            now += took;
            spent += took;
            known =
                    known.with(
                            group.get().node(), group.get().kind(), session.reports(counts), now);
            jobs++;
        }
        spentSeconds += spent;
        for (var change : Fitness.changes(known)) {
            known =
                    change.out().isPresent()
                            ? known.without(change.part(), change.out().get())
                            : known.withReturned(change.part());
        }
        inForce = known.controls();
    }

    private Hour hour(double seconds) {
        var tuned = truth.tuned(seconds);
        return new Hour(
                seconds,
                czError(inForce, seconds),
                czError(tuned, seconds),
                czError(untuned, seconds),
                pulseError(inForce, seconds),
                pulseError(tuned, seconds),
                pulseError(untuned, seconds),
                (int) known.out().keySet().stream().filter(part -> !part.isCoupler()).count(),
                (int) known.out().keySet().stream().filter(Part::isCoupler).count(),
                spentSeconds);
    }

    private double czError(Controls set, double seconds) {
        var noise = truth.noise(set, seconds, NoiseRule.CURRENT);
        return noise.couplers().stream()
                .filter(coupler ->
                        !known.out().containsKey(Part.coupler(coupler.first(), coupler.second())))
                .mapToDouble(GateErrors::ofCz)
                .average()
                .orElseThrow();
    }

    private double pulseError(Controls set, double seconds) {
        NoiseModel noise = truth.noise(set, seconds, NoiseRule.CURRENT);
        return noise.qubits().entrySet().stream()
                .filter(entry -> !known.out().containsKey(Part.qubit(entry.getKey())))
                .mapToDouble(entry -> GateErrors.ofHalfTurn(entry.getValue()))
                .average()
                .orElseThrow();
    }
}
