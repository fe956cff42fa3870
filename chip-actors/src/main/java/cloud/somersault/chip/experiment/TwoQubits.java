package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Gate;
import java.util.List;

/** The state of two ideal qubits, for comparing with; qubit 0 is the least significant bit. */
final class TwoQubits {
    private final double[] re = {1, 0, 0, 0};
    private final double[] im = new double[4];

    void u3(int qubit, double theta, double phi, double lambda) {
        var gate = Gate.U3.matrix(List.of(theta, phi, lambda));
        for (int other = 0; other < 2; other++) {
            int zero = other << (1 - qubit);
            int one = zero | 1 << qubit;
            double re0 = re[zero];
            double im0 = im[zero];
            double re1 = re[one];
            double im1 = im[one];
            for (int row = 0; row < 2; row++) {
                int to = row == 0 ? zero : one;
                re[to] =
                        gate.re(row, 0) * re0
                                - gate.im(row, 0) * im0
                                + gate.re(row, 1) * re1
                                - gate.im(row, 1) * im1;
                im[to] =
                        gate.re(row, 0) * im0
                                + gate.im(row, 0) * re0
                                + gate.re(row, 1) * im1
                                + gate.im(row, 1) * re1;
            }
        }
    }

    void cz() {
        re[3] = -re[3];
        im[3] = -im[3];
    }

    double[] probabilities() {
        var probabilities = new double[4];
        for (int value = 0; value < 4; value++) {
            probabilities[value] = re[value] * re[value] + im[value] * im[value];
        }
        return probabilities;
    }
}
