package cloud.somersault.chip;

import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.QubitNoise;
import java.util.Optional;

/**
 * How a chip's figures become what disturbs a run: one rule for every part and every program, with
 * no constant that was fitted. Rules are numbered and kept for ever, since a job is run again by
 * the rule that it ran by. {@code docs/score.md} has what each of them says about runs of the real
 * chip.
 */
public enum NoiseRule {
    /**
     * A pulse of error e is followed by depolarizing with p = 2 e, a CZ of error e by two-qubit
     * depolarizing with p = 4/3 e. An average gate fidelity F of a depolarizing channel on d levels
     * is 1 - p (d - 1) / d, so these p give back the published F (Nielsen, arXiv quant-ph/0205035).
     * Readout is confused by F0 and F1 as they are published.
     */
    DEPOLARIZING(1) {
        @Override
        double oneGivenOne(double pulseError, double readZeroGivenZero, double readOneGivenOne) {
            return readOneGivenOne;
        }

        @Override
        CzShares shares(double czError, double lostToT1) {
            return new CzShares(4 * czError / 3, 0);
        }
    },

    /**
     * As before, but for two things that the published figures themselves say.
     *
     * <p>F1 was measured by preparing 1 with a pulse, whose error is in the figure already: the
     * readout's own F1 is what gives back the published one after such a pulse.
     *
     * <p>Of a CZ's error, only what T1 takes while the CZ is played is lost for good, and becomes
     * depolarizing. The rest is the same in every CZ of a shot: the coherence times of half of the
     * chip's qubits are so short that pulses could not be as good as they are if what makes them
     * short were not slow. It becomes an exchange of |01> and |10> by an angle, the part of an fSim
     * gate (Foxen et al., arXiv 2001.08343) that no virtual Z compensates. A single CZ has its
     * published fidelity, and n in a row are worse than n times.
     */
    COHERENT_CZ(2) {
        @Override
        double oneGivenOne(double pulseError, double readZeroGivenZero, double readOneGivenOne) {
            double own =
                    (readOneGivenOne - pulseError * (1 - readZeroGivenZero)) / (1 - pulseError);
            return Math.clamp(own, 0, 1);
        }

        @Override
        CzShares shares(double czError, double lostToT1) {
            double depolarizing = 4 * Math.min(czError, lostToT1) / 3;
            // Entanglement fidelity is 1 - 5/4 of the mean error on four levels. Depolarizing by p
            // makes F of it (1 - p) F + p / 16; an exchange by theta alone has cos^4(theta / 2).
            double whole = 1 - 5 * czError / 4;
            double exchange = (whole - depolarizing / 16) / (1 - depolarizing);
            double cosine = Math.sqrt(Math.sqrt(Math.clamp(exchange, 0, 1)));
            return new CzShares(depolarizing, 2 * StrictMath.acos(cosine));
        }
    };

    /** The rule of jobs that say nothing of a rule: there was no other. */
    public static final NoiseRule FIRST = DEPOLARIZING;

    /** The rule of new jobs. */
    public static final NoiseRule CURRENT = COHERENT_CZ;

    private final int number;

    NoiseRule(int number) {
        this.number = number;
    }

    /** By which events name it. */
    public int number() {
        return number;
    }

    /** The rule of this number; empty when there is none. */
    public static Optional<NoiseRule> ofNumber(int number) {
        for (var rule : values()) {
            if (rule.number == number) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /**
     * What disturbs a qubit.
     *
     * @param pulseError average infidelity of a pulse
     * @param readZeroGivenZero F0 as calibrations measure it
     * @param readOneGivenOne F1 as calibrations measure it, with a pulse before it
     */
    public QubitNoise qubit(
            double pulseError,
            double t1Seconds,
            double t2Seconds,
            double readZeroGivenZero,
            double readOneGivenOne) {
        return new QubitNoise(
                2 * pulseError,
                t1Seconds,
                t2Seconds,
                readZeroGivenZero,
                oneGivenOne(pulseError, readZeroGivenZero, readOneGivenOne));
    }

    /**
     * What disturbs the CZ of a coupler.
     *
     * @param czError average infidelity of the CZ
     * @param firstT1Seconds T1 of the first qubit
     * @param secondT1Seconds T1 of the second
     * @param czSeconds how long the CZ takes
     */
    public CouplerNoise coupler(
            int first,
            int second,
            double czError,
            double firstT1Seconds,
            double secondT1Seconds,
            double czSeconds) {
        double both = kept(czSeconds, firstT1Seconds) * kept(czSeconds, secondT1Seconds);
        var shares = shares(czError, 4 * (1 - both) / 5);
        return new CouplerNoise(first, second, shares.depolarizing())
                .withGateErrors(0, shares.exchangeRadians(), 0, 0);
    }

    /** The entanglement fidelity of a qubit that relaxes: (1 + e^{-t / 2 T1})^2 / 4. */
    private static double kept(double seconds, double t1Seconds) {
        double amplitude = (1 + StrictMath.exp(-seconds / (2 * t1Seconds))) / 2;
        return amplitude * amplitude;
    }

    /**
     * What the error of a CZ is made of.
     *
     * @param depolarizing p
     * @param exchangeRadians theta of fSim
     */
    record CzShares(double depolarizing, double exchangeRadians) {}

    /** The readout's own F1. */
    abstract double oneGivenOne(
            double pulseError, double readZeroGivenZero, double readOneGivenOne);

    /**
     * What a CZ's error is made of.
     *
     * @param lostToT1 the average infidelity that relaxation alone would cause in that time
     */
    abstract CzShares shares(double czError, double lostToT1);
}
