package cloud.somersault.simulators.statevector;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A channel as a trajectory takes it: the operators in rising order of what they can weigh at most,
 * so that the last is the one that nearly always happens.
 *
 * @param operators rising
 * @param othersAtMost no state gives the operators before the last more probability than this
 */
record KrausOperators(List<Matrix> operators, List<Integer> qubits, double othersAtMost) {

    static KrausOperators of(Step.Kraus step) {
        var rising = new ArrayList<>(step.operators());
        rising.sort(Comparator.comparingDouble(KrausOperators::weightMost));
        double others =
                rising.subList(0, rising.size() - 1).stream()
                        .mapToDouble(KrausOperators::weightMost)
                        .sum();
        // Above a half it is worth no look; that also keeps the norm from shrinking fast.
        return new KrausOperators(List.copyOf(rising), step.qubits(), others > 0.5 ? 1 : others);
    }

    Matrix dominant() {
        return operators.getLast();
    }

    /**
     * The weight of each operator: tr(K rho K^dagger), rho being the state's own norm at most.
     *
     * @param state settled on these qubits
     */
    double[] weights(StateVector state, Checkpoint checkpoint) {
        var rho = reduced(state, checkpoint);
        return operators.stream()
                .mapToDouble(operator -> {
                    var image = operator.times(rho).times(operator.adjoint());
                    double trace = 0;
                    for (int i = 0; i < image.size(); i++) {
                        trace += image.re(i, i);
                    }
                    return Math.max(0, trace);
                })
                .toArray();
    }

    private Matrix reduced(StateVector state, Checkpoint checkpoint) {
        int size = 1 << qubits.size();
        var offsets = new int[size];
        for (int i = 0; i < size; i++) {
            for (int q = 0; q < qubits.size(); q++) {
                offsets[i] |= (i >> q & 1) << qubits.get(q);
            }
        }
        var pairs = new double[2 * size * size];
        int held = offsets[size - 1];
        for (int k = 0; k < state.size() / size; k++) {
            if (k % (1 << 14) == 0) {
                checkpoint.pass();
            }
            int base = Integer.expand(k, ~held);
            for (int row = 0; row < size; row++) {
                double aRe = state.re(base + offsets[row]);
                double aIm = state.im(base + offsets[row]);
                for (int column = 0; column < size; column++) {
                    double bRe = state.re(base + offsets[column]);
                    double bIm = state.im(base + offsets[column]);
                    int at = 2 * (row * size + column);
                    pairs[at] += aRe * bRe + aIm * bIm;
                    pairs[at + 1] += aIm * bRe - aRe * bIm;
                }
            }
        }
        return Matrix.of(size, pairs);
    }

    /** Which of some probabilities, put end to end, a uniform number falls on; else the last. */
    static int choice(double uniform, int choices, IntToDoubleFunction probability) {
        double left = uniform;
        for (int choice = 0; choice < choices - 1; choice++) {
            left -= probability.applyAsDouble(choice);
            if (left < 0) {
                return choice;
            }
        }
        return choices - 1;
    }

    /** The largest eigenvalue of K^dagger K is at most its largest row sum (Gershgorin). */
    private static double weightMost(Matrix operator) {
        var square = operator.adjoint().times(operator);
        double most = 0;
        for (int row = 0; row < square.size(); row++) {
            double sum = 0;
            for (int column = 0; column < square.size(); column++) {
                sum += Math.hypot(square.re(row, column), square.im(row, column));
            }
            most = Math.max(most, sum);
        }
        return Math.min(1, most);
    }
}
