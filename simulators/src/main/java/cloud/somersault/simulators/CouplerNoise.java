package cloud.somersault.simulators;

/**
 * What disturbs the gate between two qubits, and the two while they should not notice each other.
 *
 * <p>Leakage is an effective channel within the qubits' own levels. On tunable couplers it happens
 * where a CZ brings |11> close to |02>: with probability {@code czLeakage} the pair ends with both
 * excitations in the second qubit, which the readout takes for |01> (first qubit 0, second 1), and
 * without coherence. That a leaked qubit ignores its later pulses until it relaxes is left out: at
 * the rates of a working chip (below one per cent a CZ) it is an effect of second order, while a
 * third level would cost a factor 1.5 per qubit in a state vector and 2.25 in a density matrix.
 *
 * @param first one qubit
 * @param second the other
 * @param czDepolarizing p of the two-qubit depolarizing channel after each CZ; 4 e / 3 for a
 *     calibrated error e
 * @param czPhaseError the angle by which the phase of |11> exceeds that of the gate
 * @param czSwapAngle the angle of the exchange of |01> and |10> by an amplitude that misses its
 *     point: cos and -i sin of it, the theta of fSim (Foxen et al., arXiv 2001.08343, eq. 1)
 * @param firstPhaseError the Z phase on |1> of the first qubit that the gate's compensation missed
 * @param secondPhaseError the same for the second
 * @param czLeakage probability that |11> leaks in a CZ
 * @param zzHz residual ZZ: the qubits' frequencies fall apart by this when the other one is
 *     excited; |11> gets the phase e^{-2 pi i zz t} as long as no gate of this coupler is played
 * @param czLoss probability that the first qubit loses its excitation in a CZ whatever the second
 *     is, as in relaxation: leakage as the first qubit sees it when the second is |0> and |1>
 *     alike, half of {@code czLeakage}. Every engine takes it, while {@code czLeakage} takes one
 *     that knows Kraus operators
 * @param czKraus after each gate, on two qubits, the first the least significant
 */
public record CouplerNoise(
        int first,
        int second,
        double czDepolarizing,
        double czPhaseError,
        double czSwapAngle,
        double firstPhaseError,
        double secondPhaseError,
        double czLeakage,
        double zzHz,
        double czLoss,
        KrausChannel czKraus) {

    public CouplerNoise {
        NoiseModel.requireProbability("CZ depolarizing", czDepolarizing);
        NoiseModel.requireProbability("CZ leakage", czLeakage);
        NoiseModel.requireProbability("CZ loss", czLoss);
        NoiseModel.requireFinite("CZ phase error", czPhaseError);
        NoiseModel.requireFinite("CZ swap angle", czSwapAngle);
        NoiseModel.requireFinite("phase error of the first qubit", firstPhaseError);
        NoiseModel.requireFinite("phase error of the second qubit", secondPhaseError);
        NoiseModel.requireFinite("residual ZZ", zzHz);
        if (first == second) {
            throw new IllegalArgumentException("a coupler joins two qubits, not one: " + first);
        }
        if (czKraus.operators().stream().anyMatch(operator -> operator.size() != 32)) {
            throw new IllegalArgumentException("a CZ has Kraus operators of two qubits");
        }
    }

    /** Depolarizing only. */
    public CouplerNoise(int first, int second, double czDepolarizing) {
        this(first, second, czDepolarizing, 0, 0, 0, 0, 0, 0, 0, KrausChannel.NONE);
    }

    /** The same with coherent errors of the gate. */
    public CouplerNoise withGateErrors(
            double phaseError, double swapAngle, double ofFirst, double ofSecond) {
        return new CouplerNoise(
                first,
                second,
                czDepolarizing,
                phaseError,
                swapAngle,
                ofFirst,
                ofSecond,
                czLeakage,
                zzHz,
                czLoss,
                czKraus);
    }

    /** The same with leakage and residual ZZ. */
    public CouplerNoise withLeakageAndZz(double leakage, double otherZzHz) {
        return new CouplerNoise(
                first,
                second,
                czDepolarizing,
                czPhaseError,
                czSwapAngle,
                firstPhaseError,
                secondPhaseError,
                leakage,
                otherZzHz,
                czLoss,
                czKraus);
    }

    /** The same with a first qubit that loses its excitation now and then. */
    public CouplerNoise withLoss(double loss) {
        return new CouplerNoise(
                first,
                second,
                czDepolarizing,
                czPhaseError,
                czSwapAngle,
                firstPhaseError,
                secondPhaseError,
                czLeakage,
                zzHz,
                loss,
                czKraus);
    }

    /** The same with another channel after each gate. */
    public CouplerNoise withKraus(KrausChannel kraus) {
        return new CouplerNoise(
                first,
                second,
                czDepolarizing,
                czPhaseError,
                czSwapAngle,
                firstPhaseError,
                secondPhaseError,
                czLeakage,
                zzHz,
                czLoss,
                kraus);
    }

    /** See {@link NoiseModel#scaled}. */
    CouplerNoise scaled(double factor) {
        return new CouplerNoise(
                first,
                second,
                NoiseModel.scaledProbability(czDepolarizing, factor),
                czPhaseError * factor,
                czSwapAngle * factor,
                firstPhaseError * factor,
                secondPhaseError * factor,
                NoiseModel.scaledProbability(czLeakage, factor),
                zzHz * factor,
                NoiseModel.scaledProbability(czLoss, factor),
                czKraus.scaled(factor));
    }
}
