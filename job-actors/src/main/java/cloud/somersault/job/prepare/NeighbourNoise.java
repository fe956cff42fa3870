package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipDurations;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the pulses of circuits side by side add to a chip's noise, by the numbers that
 * <i>job-compiled</i> keeps and nothing else. An average infidelity e in the time of a pulse is
 * depolarizing with p = 2 e (Nielsen, arXiv quant-ph/0205035): after each pulse; in a CZ on either
 * of its qubits, for as many pulse times as it lasts, where depolarizing one of two qubits by p
 * loses as much as depolarizing both by 0.8 p; and while waiting both of relaxation and of
 * dephasing at the rate p / pulse time, on top of the qubit's own.
 */
public final class NeighbourNoise {
    /** The mean infidelity is 3/4 of p where both are depolarized, 3/5 of p where one is. */
    private static final double ONE_OF_TWO = 0.8;

    private final Map<Integer, Double> depolarizing;
    private final ChipDurations durations;

    private NeighbourNoise(Map<Integer, Double> depolarizing, ChipDurations durations) {
        this.depolarizing = depolarizing;
        this.durations = durations;
    }

    /** On a chip whose pulses and CZ take so long. */
    public static NeighbourNoise of(List<Disturbed> disturbed, ChipDurations durations) {
        var depolarizing = new HashMap<Integer, Double>();
        disturbed.forEach(one -> depolarizing.put(one.qubit(), 2 * one.errorPerPulse()));
        return new NeighbourNoise(depolarizing, durations);
    }

    /** The noise with the neighbours; without any it is what it was. */
    public NoiseModel on(NoiseModel noise) {
        if (depolarizing.isEmpty()) {
            return noise;
        }
        var qubits = new TreeMap<Integer, QubitNoise>(noise.qubits());
        qubits.replaceAll((id, qubit) -> with(p(id), qubit));
        var couplers = noise.couplers().stream().map(this::with).toList();
        return new NoiseModel(qubits, couplers, noise.gateTimes());
    }

    private double p(int qubit) {
        return depolarizing.getOrDefault(qubit, 0.0);
    }

    private QubitNoise with(double p, QubitNoise qubit) {
        if (p == 0) {
            return qubit;
        }
        double rate = p / durations.oneQubitGateSeconds();
        return new QubitNoise(
                both(qubit.gateDepolarizing(), p),
                1 / (1 / qubit.t1Seconds() + rate),
                1 / (1 / qubit.t2Seconds() + rate),
                qubit.readZeroGivenZero(),
                qubit.readOneGivenOne(),
                qubit.excitedPopulation(),
                qubit.rotationError(),
                qubit.detuningHz(),
                qubit.gatePauli(),
                qubit.gateKraus());
    }

    private CouplerNoise with(CouplerNoise coupler) {
        double sum = p(coupler.first()) + p(coupler.second());
        if (sum == 0) {
            return coupler;
        }
        double pulses = durations.twoQubitGateSeconds() / durations.oneQubitGateSeconds();
        return new CouplerNoise(
                coupler.first(),
                coupler.second(),
                both(coupler.czDepolarizing(), Math.min(1, ONE_OF_TWO * sum * pulses)),
                coupler.czPhaseError(),
                coupler.czSwapAngle(),
                coupler.firstPhaseError(),
                coupler.secondPhaseError(),
                coupler.czLeakage(),
                coupler.zzHz(),
                coupler.czLoss(),
                coupler.czKraus());
    }

    /** One depolarizing channel after the other. */
    private static double both(double p, double q) {
        return 1 - (1 - p) * (1 - q);
    }
}
