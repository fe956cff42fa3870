package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.experiment.SideBySide;
import cloud.somersault.chip.experiment.SideBySide.Placed;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One group of experiments as a job: the circuits to run, and what their counts say.
 *
 * @param group what and where
 * @param known what is known before
 * @param procedures one for each part of the group
 * @param sideBySide all of them on the chip
 */
public record Session(
        Group group, Knowledge known, List<Procedure<?>> procedures, SideBySide sideBySide) {

    public Session {
        procedures = List.copyOf(procedures);
    }

    /**
     * The session of a group.
     *
     * @param chipQubits qubits of the chip
     * @param seed of random circuits; each part gets its own
     */
    public static Session of(Group group, Knowledge known, int chipQubits, long seed) {
        var procedures = new ArrayList<Procedure<?>>();
        var placed = new ArrayList<Placed>();
        for (var part : group.parts()) {
            var place = Place.of(group.node(), part);
            int attempt = group.kind() == Kind.FULL ? known.standing(place).attempt() : 0;
            var procedure = Procedure.of(place, known, attempt, Seeds.of(seed, placed.size()));
            procedures.add(procedure);
            placed.add(new Placed(procedure.experiment(), part.qubits()));
        }
        return new Session(group, known, procedures, new SideBySide(chipQubits, placed));
    }

    /** The chip's circuits, to be run as they are written. */
    public List<Circuit> circuits() {
        return sideBySide.circuits();
    }

    /** How long the chip is busy: every shot takes one period, whatever is in it. */
    public double chipSeconds(ChipDurations durations) {
        int circuits =
                procedures.stream()
                        .mapToInt(one -> one.experiment().circuits().size())
                        .max()
                        .orElse(0);
        return circuits * (double) group.shots() * durations.shotPeriodSeconds();
    }

    /** What the counts of the circuits say, part by part. */
    public List<Report> reports(List<Counts> counts) {
        var reports = new ArrayList<Report>();
        for (int index = 0; index < procedures.size(); index++) {
            var finding = procedures.get(index).finding(sideBySide.readings(index, counts));
            var part = group.parts().get(index);
            reports.add(new Report(part, finding, verdict(part, finding)));
        }
        return reports;
    }

    private Optional<Verdict> verdict(Part part, Finding finding) {
        return switch (group.kind()) {
            case FULL -> Optional.empty();
            case CHECK ->
                    Optional.of(
                            switch (finding) {
                                case Finding.Unclear _ -> Verdict.BAD_DATA;
                                case Finding.Found now ->
                                        known.found(Place.of(group.node(), part))
                                                .map(before ->
                                                        Movement.between(before, now).verdict())
                                                .orElse(Verdict.OUT_OF_SPEC);
                            });
        };
    }
}
