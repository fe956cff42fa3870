package cloud.somersault.simulators.density;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;

/**
 * A unitary on three qubits or more. For every Pauli string on the other qubits the values are
 * turned into the operator that they stand for (a Hermitian matrix over the qubits of the unitary),
 * which is conjugated and turned back: a few operations an element and qubit, where a matrix over
 * Pauli strings would have 4^k of them.
 */
final class ControlledSweep {
    private final int qubits;
    private final int[] offsets;
    private final double[] re;
    private final double[] im;
    private final Step.Unitary step;

    private ControlledSweep(Step.Unitary step) {
        this.step = step;
        this.qubits = step.qubits().size();
        this.offsets = new int[1 << 2 * qubits];
        this.re = new double[offsets.length];
        this.im = new double[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            for (int q = 0; q < qubits; q++) {
                offsets[i] |= (i >> 2 * q & 3) << 2 * step.qubits().get(q);
            }
        }
    }

    static void apply(Step.Unitary step, PauliVector values, Checkpoint checkpoint) {
        var sweep = new ControlledSweep(step);
        int held = sweep.offsets[sweep.offsets.length - 1];
        int groups = values.size() / sweep.offsets.length;
        for (int k = 0; k < groups; k++) {
            if ((long) k * sweep.offsets.length % (1 << 14) == 0) {
                checkpoint.pass();
            }
            sweep.group(values, PauliVector.index(k, held), checkpoint);
        }
    }

    private void group(PauliVector values, int start, Checkpoint checkpoint) {
        for (int i = 0; i < re.length; i++) {
            re[i] = values.get(start + offsets[i]);
            im[i] = 0;
        }
        for (int q = 0; q < qubits; q++) {
            checkpoint.pass();
            toElements(1 << 2 * q);
        }
        conjugate(true);
        conjugate(false);
        for (int q = 0; q < qubits; q++) {
            checkpoint.pass();
            toPaulis(1 << 2 * q);
        }
        for (int i = 0; i < re.length; i++) {
            values.set(start + offsets[i], re[i]);
        }
    }

    /** Digits I, X, Y, Z become row + 2 * column of the operator aI + bX + cY + dZ. */
    private void toElements(int stride) {
        for (int i = 0; i < re.length; i++) {
            if ((i & 3 * stride) == 0) {
                double aRe = re[i];
                double aIm = im[i];
                double bRe = re[i + stride];
                double bIm = im[i + stride];
                double cRe = re[i + 2 * stride];
                double cIm = im[i + 2 * stride];
                double dRe = re[i + 3 * stride];
                double dIm = im[i + 3 * stride];
                re[i] = aRe + dRe;
                im[i] = aIm + dIm;
                re[i + stride] = bRe - cIm; // row 1, column 0: b + i c
                im[i + stride] = bIm + cRe;
                re[i + 2 * stride] = bRe + cIm; // row 0, column 1: b - i c
                im[i + 2 * stride] = bIm - cRe;
                re[i + 3 * stride] = aRe - dRe;
                im[i + 3 * stride] = aIm - dIm;
            }
        }
    }

    private void toPaulis(int stride) {
        for (int i = 0; i < re.length; i++) {
            if ((i & 3 * stride) == 0) {
                double aRe = re[i];
                double aIm = im[i];
                double bRe = re[i + stride];
                double bIm = im[i + stride];
                double cRe = re[i + 2 * stride];
                double cIm = im[i + 2 * stride];
                double dRe = re[i + 3 * stride];
                double dIm = im[i + 3 * stride];
                re[i] = (aRe + dRe) / 2;
                im[i] = (aIm + dIm) / 2;
                re[i + stride] = (bRe + cRe) / 2;
                im[i + stride] = (bIm + cIm) / 2;
                re[i + 2 * stride] = (bIm - cIm) / 2; // (b - c) / 2i
                im[i + 2 * stride] = (cRe - bRe) / 2;
                re[i + 3 * stride] = (aRe - dRe) / 2;
                im[i + 3 * stride] = (aIm - dIm) / 2;
            }
        }
    }

    /** The matrix on the rows, or its complex conjugate on the columns. */
    private void conjugate(boolean rows) {
        int controls = step.controls().size();
        int shift = rows ? 0 : 1;
        int ones = 0;
        for (int q = 0; q < controls; q++) {
            ones |= 1 << 2 * q + shift;
        }
        int size = step.matrix().size();
        var places = new int[size];
        for (int row = 0; row < size; row++) {
            for (int t = 0; t < step.targets().size(); t++) {
                places[row] |= (row >> t & 1) << 2 * (controls + t) + shift;
            }
        }
        int targets = places[size - 1];
        double sign = rows ? 1 : -1;
        var xRe = new double[size];
        var xIm = new double[size];
        for (int i = 0; i < re.length; i++) {
            if ((i & ones) == ones && (i & targets) == 0) {
                for (int column = 0; column < size; column++) {
                    xRe[column] = re[i + places[column]];
                    xIm[column] = im[i + places[column]];
                }
                for (int row = 0; row < size; row++) {
                    double sumRe = 0;
                    double sumIm = 0;
                    for (int column = 0; column < size; column++) {
                        double mRe = step.matrix().re(row, column);
                        double mIm = sign * step.matrix().im(row, column);
                        sumRe += mRe * xRe[column] - mIm * xIm[column];
                        sumIm += mRe * xIm[column] + mIm * xRe[column];
                    }
                    re[i + places[row]] = sumRe;
                    im[i + places[row]] = sumIm;
                }
            }
        }
    }
}
