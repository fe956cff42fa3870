package cloud.somersault.chip.truth;

import cloud.somersault.chip.DriftModel;
import java.time.Duration;

/**
 * How fast and how far a chip drifts: deviations are those of stationary processes, times their
 * correlation times. The figures of {@link #TRANSMONS} follow what has been published of transmons:
 * T1 fluctuates by a fifth within hours and by half when a two-level defect is near (Klimov et al.,
 * arXiv 1809.01043; Burnett et al., arXiv 1901.04417), frequencies wander by kilohertz, and
 * radiation upsets a neighbourhood at once (Thorbeck et al., arXiv 2210.04780).
 *
 * @param frequencyHz deviation of a qubit's frequency
 * @param frequencyTime its correlation time
 * @param coherenceLog deviation of log T1, and again of log T2
 * @param coherenceTime their correlation time
 * @param amplitude relative deviation of the angle that a pulse turns by
 * @param amplitudeTime its correlation time
 * @param readoutLogit deviation of the logit of F0, and again of F1
 * @param readoutTime their correlation time
 * @param czPhaseRadians deviation of the CZ's conditional phase
 * @param czQubitPhaseRadians deviation of the phase that a CZ gives to either qubit
 * @param czPhaseTime their correlation time
 * @param zzHz deviation of the residual ZZ of a coupler that should be off
 * @param zzTime its correlation time
 * @param defectEvery mean time between two defects at one qubit
 * @param defectStays how long one stays on average
 * @param burstEvery mean time between two bursts of radiation on the whole chip
 * @param burstHeals time in which what a burst left behind decays to 1/e
 * @param burstReach how far a burst reaches, in sites of the lattice
 * @param czSwapRadians deviation of the angle by which a CZ exchanges |01> and |10>, from an
 *     amplitude that is off; with the time of the CZ's phases
 * @param czLeakage how much a CZ leaks: the probability is this times the square of how far an
 *     amplitude has gone, in units of its deviation, with the same time
 */
public record Drift(
        double frequencyHz,
        Duration frequencyTime,
        double coherenceLog,
        Duration coherenceTime,
        double amplitude,
        Duration amplitudeTime,
        double readoutLogit,
        Duration readoutTime,
        double czPhaseRadians,
        double czQubitPhaseRadians,
        Duration czPhaseTime,
        double zzHz,
        Duration zzTime,
        Duration defectEvery,
        Duration defectStays,
        Duration burstEvery,
        Duration burstHeals,
        double burstReach,
        double czSwapRadians,
        double czLeakage) {

    /** A chip of transmons with tunable couplers; a CZ neither leaks nor misses its point. */
    public static final Drift TRANSMONS =
            new Drift(
                    15e3,
                    Duration.ofHours(36),
                    0.15,
                    Duration.ofHours(8),
                    0.012,
                    Duration.ofDays(3),
                    0.25,
                    Duration.ofDays(2),
                    0.3,
                    0.15,
                    Duration.ofDays(2),
                    4e3,
                    Duration.ofDays(3),
                    Duration.ofDays(6),
                    Duration.ofHours(5),
                    Duration.ofDays(2),
                    Duration.ofMinutes(40),
                    1.2,
                    0,
                    0);

    /**
     * The same with CZ whose amplitude wanders: leakage of a few times 1e-3 a gate is what tunable
     * couplers show (Foxen et al., arXiv 2001.08343; Sung et al., arXiv 2011.01261).
     */
    public static final Drift LEAKING_TRANSMONS = TRANSMONS.withCzErrors(0.03, 0.0008);

    /** A chip that stays as it is. */
    public static final Drift NONE =
            new Drift(
                    0,
                    Duration.ofHours(1),
                    0,
                    Duration.ofHours(1),
                    0,
                    Duration.ofHours(1),
                    0,
                    Duration.ofHours(1),
                    0,
                    0,
                    Duration.ofHours(1),
                    0,
                    Duration.ofHours(1),
                    Duration.ofDays(365_000),
                    Duration.ofSeconds(1),
                    Duration.ofDays(365_000),
                    Duration.ofSeconds(1),
                    1,
                    0,
                    0);

    /** The figures that a name stands for. */
    public static Drift of(DriftModel model) {
        return switch (model) {
            case NONE -> NONE;
            case TRANSMONS_1 -> TRANSMONS;
            case TRANSMONS_2 -> LEAKING_TRANSMONS;
        };
    }

    private Drift withCzErrors(double swapRadians, double leakage) {
        return new Drift(
                frequencyHz,
                frequencyTime,
                coherenceLog,
                coherenceTime,
                amplitude,
                amplitudeTime,
                readoutLogit,
                readoutTime,
                czPhaseRadians,
                czQubitPhaseRadians,
                czPhaseTime,
                zzHz,
                zzTime,
                defectEvery,
                defectStays,
                burstEvery,
                burstHeals,
                burstReach,
                swapRadians,
                leakage);
    }
}
