package cloud.somersault.chip.truth;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.DriftModel;
import cloud.somersault.chip.NoiseRule;
import cloud.somersault.chip.Truth;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The hidden truth of a chip: a pure function of the figures it began with, a seed, a model of
 * drift and the virtual seconds since then. At second 0 it is exactly what the first figures say;
 * from there on every part goes its own way. A part without figures is broken for good.
 */
public final class ChipTruth {

    /** Streams of random numbers of one part. */
    private enum Figure {
        FREQUENCY,
        T1,
        T2,
        GAIN,
        F0,
        F1,
        CZ_PHASE,
        FIRST_PHASE,
        SECOND_PHASE,
        ZZ,
        DEFECTS,
        BURSTS,
        CZ_SWAP,
        CZ_LEAKAGE
    }

    /** How deep a defect in resonance cuts T1: down to this part of it, evenly spread. */
    private static final double DEFECT_CUTS_LEAST = 0.2;

    private static final double DEFECT_CUTS_MOST = 0.8;

    /** How far a defect pushes the frequency to either side, Hz. */
    private static final double DEFECT_PUSHES_HZ = 40e3;

    /** How much a burst adds to the relaxation rate at its centre, in units of the usual rate. */
    private static final double BURST_ADDS = 6;

    private static final double READ_LEAST = 1e-4;

    /**
     * A CZ leaks from |11>: the first qubit loses its excitation when the second has one, which is
     * taken to be half of the time.
     */
    private static final double SECOND_EXCITED = 0.5;

    /** More than this no CZ leaks. */
    private static final double LEAKAGE_MOST = 0.02;

    private final ChipSnapshot first;
    private final long seed;
    private final Drift drift;
    private final Visits bursts;

    /**
     * @param first the figures that are true at second 0
     * @param seed of everything random about this chip
     * @param drift how fast it drifts
     */
    public ChipTruth(ChipSnapshot first, long seed, Drift drift) {
        this.first = first;
        this.seed = seed;
        this.drift = drift;
        this.bursts =
                new Visits(
                        chance(first.qubits().size() + first.couplers().size(), Figure.BURSTS),
                        drift.burstEvery().toMillis() * 1e-3,
                        drift.burstHeals().toMillis() * 1e-3);
    }

    /**
     * The truth that these words name.
     *
     * @param first the figures of the version that they name
     * @throws IllegalStateException when they are of another version, or the drift is unknown
     */
    public static ChipTruth of(ChipSnapshot first, Truth named) {
        var drift = DriftModel.byId(named.drift()).map(Drift::of);
        if (first.version() != named.ofVersion() || drift.isEmpty()) {
            throw new IllegalStateException("%s is not the truth of %s".formatted(named, first));
        }
        return new ChipTruth(first, named.seed(), drift.get());
    }

    /**
     * What disturbs a run at the moment that these words name.
     *
     * @param first the figures of the version that they name
     * @param known the calibration that the run goes by: its controls are set
     */
    public static NoiseModel noise(ChipSnapshot first, ChipSnapshot known, Truth named) {
        return noise(first, known.controls().orElseGet(() -> Controls.untuned(first)), named);
    }

    /** The same with controls of one's own, for an experiment. */
    public static NoiseModel noise(ChipSnapshot first, Controls set, Truth named) {
        return of(first, named).noise(set, named.driftedSeconds(), named.rule());
    }

    /**
     * What a qubit is.
     *
     * @param id which
     * @param seconds virtual time since the first figures
     * @return empty when it is broken
     */
    public Optional<QubitState> qubit(int id, double seconds) {
        return qubitAt(id, moment(seconds));
    }

    private Optional<QubitState> qubitAt(int id, double seconds) {
        var qubit = first.qubits().get(id);
        return qubit.known()
                .map(began -> {
                    double decay = decay(qubit, seconds);
                    double t1 =
                            began.t1Seconds()
                                    * StrictMath.exp(
                                            drift.coherenceLog() * since0(id, Figure.T1, seconds))
                                    / decay;
                    double dephasing =
                            Math.max(0, 1 / began.t2Seconds() - 1 / (2 * began.t1Seconds()));
                    double slower =
                            StrictMath.exp(-drift.coherenceLog() * since0(id, Figure.T2, seconds));
                    return new QubitState(
                            began.frequencyHz()
                                    + drift.frequencyHz() * since0(id, Figure.FREQUENCY, seconds)
                                    + push(id, seconds),
                            t1,
                            slower == 1 && t1 == began.t1Seconds()
                                    ? began.t2Seconds()
                                    : 1 / (dephasing * slower + 1 / (2 * t1)),
                            1 - began.gateFidelity(),
                            1 + drift.amplitude() * since0(id, Figure.GAIN, seconds),
                            drifted(began.readZeroGivenZero(), id, Figure.F0, seconds),
                            drifted(began.readOneGivenOne(), id, Figure.F1, seconds));
                });
    }

    /**
     * What the coupler at this place of the chip's list is.
     *
     * @return empty when it is broken
     */
    public Optional<CouplerState> coupler(int index, double seconds) {
        return couplerAt(index, moment(seconds));
    }

    /** A chip that stays as it is, is at every moment what it was at second 0. */
    private double moment(double seconds) {
        return drift.equals(Drift.NONE) ? 0 : seconds;
    }

    private Optional<CouplerState> couplerAt(int index, double seconds) {
        int part = first.qubits().size() + index;
        return first.couplers()
                .get(index)
                .known()
                .map(began ->
                        new CouplerState(
                                began.czError(),
                                drift.czPhaseRadians() * since0(part, Figure.CZ_PHASE, seconds),
                                drift.czQubitPhaseRadians()
                                        * since0(part, Figure.FIRST_PHASE, seconds),
                                drift.czQubitPhaseRadians()
                                        * since0(part, Figure.SECOND_PHASE, seconds),
                                drift.zzHz() * since0(part, Figure.ZZ, seconds),
                                drift.czSwapRadians() * since0(part, Figure.CZ_SWAP, seconds),
                                leakage(part, seconds)));
    }

    private double leakage(int part, double seconds) {
        if (drift.czLeakage() == 0) {
            return 0;
        }
        double gone = since0(part, Figure.CZ_LEAKAGE, seconds);
        return Math.min(LEAKAGE_MOST, drift.czLeakage() * gone * gone);
    }

    /**
     * What disturbs a run, as the engines take it: what each part is, against what the controls
     * were last set to. At second 0 this is what the first figures say, as {@link
     * ChipSnapshot#noise(NoiseRule)} has it; from there on a drive that is off its qubit, pulses
     * that turn too far and phases that a CZ gives too much are coherent: the same in every shot.
     *
     * @param set what the controls are set to
     * @param seconds virtual time since the first figures
     * @param rule how figures become noise
     */
    public NoiseModel noise(Controls set, double seconds, NoiseRule rule) {
        var ofQubits = new TreeMap<Integer, QubitNoise>();
        for (int id = 0; id < first.qubits().size(); id++) {
            int which = id;
            qubit(id, seconds)
                    .ifPresent(
                            now -> ofQubits.put(which, noise(rule, now, set.qubits().get(which))));
        }
        var ofCouplers = new ArrayList<CouplerNoise>();
        for (int index = 0; index < first.couplers().size(); index++) {
            int which = index;
            coupler(index, seconds)
                    .ifPresent(now ->
                            ofCouplers.add(
                                    noise(
                                            rule,
                                            first.couplers().get(which),
                                            now,
                                            set.couplers().get(which),
                                            seconds)));
        }
        return new NoiseModel(ofQubits, ofCouplers);
    }

    private static QubitNoise noise(NoiseRule rule, QubitState now, Controls.OfQubit set) {
        return rule.qubit(
                        now.pulseError(),
                        now.t1Seconds(),
                        now.t2Seconds(),
                        now.readZeroGivenZero(),
                        now.readOneGivenOne())
                .withCoherentErrors(
                        now.pulseGain() / set.pulseGain() - 1, now.frequencyHz() - set.driveHz());
    }

    private CouplerNoise noise(
            NoiseRule rule,
            ChipCoupler pair,
            CouplerState now,
            Controls.OfCoupler tuned,
            double seconds) {
        var well =
                rule.coupler(
                        pair.first(),
                        pair.second(),
                        now.czError(),
                        t1Seconds(pair.first(), seconds),
                        t1Seconds(pair.second(), seconds),
                        first.durations().twoQubitGateSeconds());
        return well.withGateErrors(
                        now.czPhaseRadians() - tuned.czPhaseRadians(),
                        well.czSwapAngle() + now.czSwapRadians(),
                        now.firstPhaseRadians() - tuned.firstPhaseRadians(),
                        now.secondPhaseRadians() - tuned.secondPhaseRadians())
                .withLeakageAndZz(0, now.zzHz())
                .withLoss(now.czLeakage() * SECOND_EXCITED);
    }

    private double t1Seconds(int qubit, double seconds) {
        return qubit(qubit, seconds).map(QubitState::t1Seconds).orElse(Double.POSITIVE_INFINITY);
    }

    /** What the controls would be set to by a calibration that makes no error. */
    public Controls tuned(double seconds) {
        return new Controls(
                IntStream.range(0, first.qubits().size())
                        .mapToObj(id ->
                                qubit(id, seconds)
                                        .map(now ->
                                                new Controls.OfQubit(
                                                        now.frequencyHz(), now.pulseGain()))
                                        .orElse(Controls.OfQubit.UNSET))
                        .toList(),
                IntStream.range(0, first.couplers().size())
                        .mapToObj(index ->
                                coupler(index, seconds)
                                        .map(now ->
                                                new Controls.OfCoupler(
                                                        now.czPhaseRadians(),
                                                        now.firstPhaseRadians(),
                                                        now.secondPhaseRadians()))
                                        .orElse(Controls.OfCoupler.UNSET))
                        .toList());
    }

    /** How many times faster than usual the qubit relaxes. */
    private double decay(ChipQubit qubit, double seconds) {
        double rate = 1;
        var defects = defects(qubit.id());
        for (var defect : defects.at(seconds)) {
            double left =
                    DEFECT_CUTS_LEAST
                            + (DEFECT_CUTS_MOST - DEFECT_CUTS_LEAST) * defects.uniform(defect, 0);
            rate += 1 / left - 1;
        }
        for (var burst : burstsBefore(seconds)) {
            double row = burst.uniform(0) * first.lattice().height();
            double column = burst.uniform(1) * first.lattice().width();
            double distance = Math.hypot(qubit.row() + 0.5 - row, qubit.column() + 0.5 - column);
            double reach = distance / drift.burstReach();
            rate +=
                    BURST_ADDS
                            * StrictMath.exp(-reach * reach / 2)
                            * StrictMath.exp(-burst.ageSeconds() / healSeconds());
        }
        return rate;
    }

    private record Burst(Visits visits, Visits.Visit visit, double ageSeconds) {
        double uniform(int which) {
            return visits.uniform(visit, which);
        }
    }

    private List<Burst> burstsBefore(double seconds) {
        return bursts.beganBetween(seconds - 12 * healSeconds(), seconds).stream()
                .map(visit -> new Burst(bursts, visit, seconds - visit.beganSeconds()))
                .toList();
    }

    private double healSeconds() {
        return drift.burstHeals().toMillis() * 1e-3;
    }

    private double push(int id, double seconds) {
        var defects = defects(id);
        return defects.at(seconds).stream()
                .mapToDouble(defect -> DEFECT_PUSHES_HZ * (2 * defects.uniform(defect, 1) - 1))
                .sum();
    }

    private Visits defects(int id) {
        return new Visits(
                chance(id, Figure.DEFECTS),
                drift.defectEvery().toMillis() * 1e-3,
                drift.defectStays().toMillis() * 1e-3);
    }

    /** A probability that wanders by its logit, so that it stays one. */
    private double drifted(double began, int part, Figure figure, double seconds) {
        double sure = Math.clamp(began, READ_LEAST, 1 - READ_LEAST);
        double moved = drift.readoutLogit() * since0(part, figure, seconds);
        return moved == 0 ? began : 1 / (1 + (1 - sure) / sure * StrictMath.exp(-moved));
    }

    private double since0(int part, Figure figure, double seconds) {
        var time =
                switch (figure) {
                    case FREQUENCY -> drift.frequencyTime();
                    case T1, T2 -> drift.coherenceTime();
                    case GAIN -> drift.amplitudeTime();
                    case F0, F1 -> drift.readoutTime();
                    case CZ_PHASE, FIRST_PHASE, SECOND_PHASE, CZ_SWAP, CZ_LEAKAGE ->
                            drift.czPhaseTime();
                    case ZZ -> drift.zzTime();
                    case DEFECTS, BURSTS ->
                            throw new IllegalArgumentException(figure + " do not drift");
                };
        return new OrnsteinUhlenbeck(chance(part, figure), time.toMillis() * 1e-3).since0(seconds);
    }

    private Chance chance(int part, Figure figure) {
        return Chance.of(seed, part, figure.ordinal());
    }
}
