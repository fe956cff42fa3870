package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Step;

/**
 * The Pauli twirl of thermal relaxation: what remains of amplitude damping and dephasing when the
 * channel is averaged over conjugation by the Pauli operators. X and Y with decay/4 each, Z with (1
 * - coherence)/2 - decay/4. Source: M. Silva, E. Magesan, D. Kribs, J. Emerson, Phys. Rev. A 78,
 * 012347 (2008); for T1 and T2, J. Ghosh, A. Fowler, M. Geller, Phys. Rev. A 86, 062318 (2012),
 * eqs. 9 to 11.
 *
 * <p>Exact for coherences, which shrink by the coherence factor, and for states that are |0> and
 * |1> alike. Not exact for populations: a twirled qubit decays towards the mixed state at the rate
 * 1/T1 instead of towards |0>, so that after a wait t an excited qubit is found in |1> with (1 +
 * e^{-t/T1})/2 instead of e^{-t/T1}, and a qubit in |0> with (1 - e^{-t/T1})/2 instead of never.
 */
public final class PauliTwirl {

    /** Its name in results. */
    public static final String NAME = "pauli-twirled-relaxation";

    /** What a user has to know, in a sentence. */
    public static final String TEXT =
            "T1 and T2 act as random Pauli errors of the same strength (Pauli twirl): waiting qubits"
                    + " decay towards the mixed state instead of towards |0>.";

    private PauliTwirl() {}

    /** The twirled channel. */
    static ErrorSite of(Step.Relax relax) {
        double flip = relax.decay() / 4;
        double phase = Math.max(0, (1 - relax.coherence()) / 2 - flip);
        return ErrorSite.paulis(relax.qubits(), 1 - 2 * flip - phase, flip, flip, phase);
    }
}
