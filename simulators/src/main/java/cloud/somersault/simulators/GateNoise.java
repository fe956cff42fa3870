package cloud.somersault.simulators;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule of {@link NoiseModel} as steps around each gate and for each wait. Angles by StrictMath:
 * the same bits on every machine, so the same counts.
 */
final class GateNoise {
    private final NoiseModel model;
    private final GateTimes times;
    private final Coherence coherence;
    private final Map<Long, CouplerNoise> couplers = new HashMap<>();

    GateNoise(NoiseModel model, Coherence coherence) {
        this.model = model;
        this.coherence = coherence;
        this.times = model.gateTimes();
        model.couplers()
                .forEach(coupler -> couplers.put(pair(coupler.first(), coupler.second()), coupler));
    }

    /** Half of the detuning that a pulse takes time for. */
    void before(Apply apply, List<Step> steps) {
        if (isPulse(apply.gate())) {
            detune(apply.qubits().getFirst(), times.pulseSeconds() / 2, steps);
        }
    }

    /** What a gate does beyond its matrix. */
    void after(Apply apply, List<Step> steps) {
        switch (apply.qubits().size()) {
            case 1 -> {
                if (isPulse(apply.gate())) {
                    afterPulse(apply, apply.qubits().getFirst(), steps);
                }
            }
            case 2 -> afterTwo(apply.qubits().getFirst(), apply.qubits().getLast(), steps);
            default -> {}
        }
    }

    /** A qubit waits. */
    void wait(int qubit, double seconds, List<Step> steps) {
        detune(qubit, seconds, steps);
        relax(qubit, seconds, steps);
    }

    Readout readout(int qubit) {
        var figures = model.qubit(qubit);
        return new Readout(figures.readZeroGivenZero(), figures.readOneGivenOne());
    }

    /** Whether the chip plays a pulse; diagonal gates are changes of phase in its clock. */
    static boolean isPulse(Gate gate) {
        return switch (gate) {
            case ID, Z, S, SDG, T, TDG, RZ, P -> false;
            default -> gate.qubits() == 1;
        };
    }

    private void afterPulse(Apply apply, int qubit, List<Step> steps) {
        var figures = model.qubit(qubit);
        if (figures.rotationError() != 0) {
            double excess = figures.rotationError() * angle(apply);
            if (excess != 0) {
                var further = Gate.RPHI.matrix(List.of(excess, axis(apply)));
                coherence.add(new Step.Unitary(further, List.of(qubit), List.of()), steps);
            }
        }
        detune(qubit, times.pulseSeconds() / 2, steps);
        relaxDuring(qubit, times.pulseSeconds(), steps);
        if (figures.gateDepolarizing() > 0) {
            steps.add(new Step.Depolarize(figures.gateDepolarizing(), List.of(qubit)));
        }
        if (!figures.gatePauli().equals(PauliRates.NONE)) {
            steps.add(new Step.PauliChannel(figures.gatePauli().probabilities(), List.of(qubit)));
        }
        kraus(figures.gateKraus(), List.of(qubit), steps);
    }

    private void afterTwo(int a, int b, List<Step> steps) {
        var coupler = couplers.get(pair(a, b));
        if (coupler != null) {
            var qubits = List.of(coupler.first(), coupler.second());
            phase(coupler.czPhaseError(), qubits, coherence, steps);
            phase(coupler.firstPhaseError(), qubits.subList(0, 1), coherence, steps);
            phase(coupler.secondPhaseError(), qubits.subList(1, 2), coherence, steps);
            if (coupler.czSwapAngle() != 0) {
                var swap = Gate.ISWAPTHETA.matrix(List.of(coupler.czSwapAngle()));
                coherence.add(new Step.Unitary(swap, qubits, List.of()), steps);
            }
            if (coupler.czLeakage() > 0) {
                steps.add(leakage(coupler.czLeakage(), qubits));
            }
            if (coupler.czLoss() > 0) {
                double loss = coupler.czLoss();
                steps.add(new Step.Relax(coupler.first(), loss, Math.sqrt(1 - loss)));
            }
            kraus(coupler.czKraus(), qubits, steps);
        }
        for (int qubit : List.of(a, b)) {
            detune(qubit, times.czSeconds(), steps);
            relaxDuring(qubit, times.czSeconds(), steps);
        }
        if (coupler != null && coupler.czDepolarizing() > 0) {
            steps.add(new Step.Depolarize(coupler.czDepolarizing(), List.of(a, b)));
        }
    }

    /** |11> goes to |second 1, first 0>, index 2; the rest stays. */
    private static Step leakage(double probability, List<Integer> qubits) {
        var stays = new double[32];
        for (int i = 0; i < 4; i++) {
            stays[2 * 5 * i] = i < 3 ? 1 : Math.sqrt(1 - probability);
        }
        var leaks = new double[32];
        leaks[2 * (4 * 2 + 3)] = Math.sqrt(probability);
        return new Step.Kraus(List.of(Matrix.of(4, stays), Matrix.of(4, leaks)), qubits);
    }

    private static void kraus(KrausChannel channel, List<Integer> qubits, List<Step> steps) {
        if (!channel.operators().isEmpty()) {
            steps.add(new Step.Kraus(channel.matrices(), qubits));
        }
    }

    /** The angle of a pulse: the chip plays the shorter of the two ways around. */
    private static double angle(Apply apply) {
        double angle =
                switch (apply.gate()) {
                    case X, Y -> Math.PI;
                    case H, SX -> Math.PI / 2;
                    case SXDG -> -Math.PI / 2;
                    default -> apply.parameters().getFirst();
                };
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }

    /**
     * The axis of a pulse in the XY plane: what is virtual before it (RZ lambda of a U3) does not
     * matter to an excess that comes after it, what is virtual after it (RZ phi) turns the axis. H
     * is U3(pi/2, 0, pi).
     */
    private static double axis(Apply apply) {
        return switch (apply.gate()) {
            case Y, H, RY -> Math.PI / 2;
            case RPHI -> apply.parameters().get(1);
            case U3 -> apply.parameters().get(1) + Math.PI / 2;
            default -> 0;
        };
    }

    private void detune(int qubit, double seconds, List<Step> steps) {
        double angle = -2 * Math.PI * model.qubit(qubit).detuningHz() * seconds;
        phase(angle, List.of(qubit), coherence, steps);
    }

    private void relaxDuring(int qubit, double seconds, List<Step> steps) {
        if (times.relaxing()) {
            relax(qubit, seconds, steps);
        }
    }

    private void relax(int qubit, double seconds, List<Step> steps) {
        var figures = model.qubit(qubit);
        double t2Seconds = Math.min(figures.t2Seconds(), 2 * figures.t1Seconds());
        double decay = -StrictMath.expm1(-seconds / figures.t1Seconds());
        double coherence = Math.min(StrictMath.exp(-seconds / t2Seconds), Math.sqrt(1 - decay));
        if (decay > 0 || coherence < 1) {
            if (figures.excitedPopulation() > 0) {
                var thermal = KrausChannel.thermal(decay, coherence, figures.excitedPopulation());
                steps.add(new Step.Kraus(thermal.matrices(), List.of(qubit)));
            } else {
                steps.add(new Step.Relax(qubit, decay, coherence));
            }
        }
    }

    /** e^{i angle} where all these qubits are 1. */
    static void phase(double angle, List<Integer> qubits, Coherence coherence, List<Step> steps) {
        if (angle != 0) {
            var phase = Matrix.of(1, StrictMath.cos(angle), StrictMath.sin(angle));
            coherence.add(new Step.Unitary(phase, List.of(), qubits), steps);
        }
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
    }
}
