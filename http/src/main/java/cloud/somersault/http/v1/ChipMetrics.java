package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.calibration.run.CalibrationOverview;
import cloud.somersault.persistence.view.JobList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A chip in numbers.
 *
 * @param version the current calibration
 * @param versionAgeSeconds how long ago it was measured, on the chip's clock
 * @param ages how long ago what kind of thing was looked at, on the chip's clock
 * @param out parts that calibration has taken out, by the numbers of their qubits
 * @param heldQubits that experiments of calibration are on now
 * @param calibrationRuns how many there were
 * @param jobs users' jobs that it has completed
 */
record ChipMetrics(
        String chip,
        long version,
        double versionAgeSeconds,
        double virtualSeconds,
        double clockRate,
        InService qubits,
        InService couplers,
        List<CalibrationOverview.PartOut> out,
        List<Age> ages,
        SortedSet<Integer> heldQubits,
        int calibrationRuns,
        boolean automatic,
        long jobs,
        ChipSeconds chipSeconds) {

    /**
     * Chip time by use.
     *
     * @param jobs of users
     * @param requested calibrations that somebody asked for
     * @param automatic the chip's own
     */
    record ChipSeconds(double jobs, double requested, double automatic) {}

    record InService(int inService, int all) {}

    record Age(
            String node,
            int parts,
            Optional<Double> oldestSeconds,
            Optional<Double> newestSeconds) {}

    static ChipMetrics of(CalibrationOverview stands, ChipNow now, JobList.ChipTime time) {
        var snapshot = now.snapshot();
        double seconds = now.clock().virtualSeconds();
        double measured =
                Duration.between(now.clock().epoch(), snapshot.measuredAt()).toMillis() * 1e-3;
        return new ChipMetrics(
                stands.chip(),
                snapshot.version(),
                Math.max(0, seconds - measured),
                seconds,
                now.clock().rate(),
                new InService(
                        (int) snapshot.qubits().stream().filter(ChipQubit::inService).count(),
                        snapshot.qubits().size()),
                new InService(
                        (int) snapshot.couplers().stream().filter(ChipCoupler::inService).count(),
                        snapshot.couplers().size()),
                stands.out(),
                stands.ages().stream().map(age -> age(age, seconds)).toList(),
                now.held(),
                stands.calibrations().size(),
                stands.automatic(),
                time.jobs(),
                new ChipSeconds(
                        time.seconds(),
                        stands.chipSeconds().requested(),
                        stands.chipSeconds().automatic()));
    }

    private static Age age(CalibrationOverview.NodeAge age, double now) {
        return new Age(
                age.node().id(),
                age.measured(),
                age.oldestSeconds().map(seen -> now - seen),
                age.newestSeconds().map(seen -> now - seen));
    }
}
