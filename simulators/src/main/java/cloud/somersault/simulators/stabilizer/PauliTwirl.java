package cloud.somersault.simulators.stabilizer;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

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

    /** The same where there are coherent errors too. */
    public static final String TEXT_COHERENT =
            "T1, T2 and errors that are the same in every shot act as random Pauli errors of the same"
                    + " strength (Pauli twirl): waiting qubits decay towards the mixed state, and"
                    + " errors neither add up nor cancel.";

    private static final List<Matrix> PAULIS =
            List.of(Gate.ID.matrix(), Gate.X.matrix(), Gate.Y.matrix(), Gate.Z.matrix());

    private PauliTwirl() {}

    /**
     * A unitary error on one or two qubits, averaged over conjugation by the Pauli operators: each
     * operator P of dimension d happens with |tr(P U)|^2 / d^2.
     */
    public static Step.PauliChannel of(Step.Unitary error) {
        var qubits = Stream.concat(error.controls().stream(), error.targets().stream()).toList();
        var matrix = error.matrix();
        for (int control = 0; control < error.controls().size(); control++) {
            matrix = matrix.controlled();
        }
        int paulis = 1 << 2 * qubits.size();
        var probabilities = new ArrayList<Double>(Collections.nCopies(paulis, 0.0));
        double any = 0;
        for (int pauli = 1; pauli < paulis; pauli++) {
            double share = share(matrix, pauli);
            probabilities.set(pauli, share);
            any += share;
        }
        probabilities.set(0, Math.max(0, 1 - any));
        return new Step.PauliChannel(probabilities, qubits);
    }

    /** |tr(P U)|^2 / d^2 for the Pauli operator of this number. */
    private static double share(Matrix matrix, int pauli) {
        var low = PAULIS.get(pauli % 4);
        var high = PAULIS.get(pauli / 4);
        double re = 0;
        double im = 0;
        for (int row = 0; row < matrix.size(); row++) {
            // One column of each row of a Pauli operator is not zero.
            int column = row ^ (flips(pauli % 4) | flips(pauli / 4) << 1);
            double lowRe = low.re(row & 1, column & 1);
            double lowIm = low.im(row & 1, column & 1);
            double highRe = high.re(row >> 1, column >> 1);
            double highIm = high.im(row >> 1, column >> 1);
            double pRe = lowRe * highRe - lowIm * highIm;
            double pIm = lowRe * highIm + lowIm * highRe;
            re += pRe * matrix.re(column, row) - pIm * matrix.im(column, row);
            im += pRe * matrix.im(column, row) + pIm * matrix.re(column, row);
        }
        return (re * re + im * im) / (matrix.size() * matrix.size());
    }

    private static int flips(int pauli) {
        return pauli == 1 || pauli == 2 ? 1 : 0;
    }

    /** The twirled channel. */
    static ErrorSite of(Step.Relax relax) {
        double flip = relax.decay() / 4;
        double phase = Math.max(0, (1 - relax.coherence()) / 2 - flip);
        return ErrorSite.paulis(relax.qubits(), 1 - 2 * flip - phase, flip, flip, phase);
    }
}
