package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Step;
import java.util.Comparator;
import java.util.List;

/**
 * A channel as a trajectory takes it: the operators in rising order of what they can weigh at most,
 * so that the last is the one that nearly always happens.
 *
 * @param operators 2x2, or 4x4 with index 2 s(first) + s(second), as (re, im) pairs
 * @param othersAtMost no state gives the operators before the last more probability than this
 */
record KrausWeights(List<double[]> operators, List<Integer> qubits, double othersAtMost) {

    static KrausWeights of(Step.Kraus step) {
        var rising =
                step.operators().stream()
                        .map(TwoQubitMatrix::pairs)
                        .map(m -> m.length == 8 ? m : TwoQubitMatrix.exchanged(m))
                        .sorted(Comparator.comparingDouble(KrausWeights::weightMost))
                        .toList();
        double others =
                rising.subList(0, rising.size() - 1).stream()
                        .mapToDouble(KrausWeights::weightMost)
                        .sum();
        // Above a half it is worth no look; that also keeps the norm from shrinking fast.
        return new KrausWeights(rising, step.qubits(), others > 0.5 ? 1 : others);
    }

    double[] dominant() {
        return operators.getLast();
    }

    /**
     * The probability of each operator, tr(K rho K^dagger).
     *
     * @param rho of the qubits, of trace one, in the order of the operators' index
     */
    double[] probabilities(double[] rho) {
        return operators.stream()
                .mapToDouble(operator -> {
                    var after = TwoQubitMatrix.product(operator, rho);
                    double trace = 0;
                    for (int i = 0; i < rho.length; i += 2) {
                        trace += after[i] * operator[i] + after[i + 1] * operator[i + 1];
                    }
                    return Math.max(0, trace);
                })
                .toArray();
    }

    /** The largest eigenvalue of K^dagger K is at most its largest row sum (Gershgorin). */
    private static double weightMost(double[] operator) {
        int size = operator.length == 8 ? 2 : 4;
        double most = 0;
        for (int row = 0; row < size; row++) {
            double sum = 0;
            for (int column = 0; column < size; column++) {
                double re = 0;
                double im = 0;
                for (int k = 0; k < size; k++) {
                    int a = 2 * (size * k + row);
                    int b = 2 * (size * k + column);
                    re += operator[a] * operator[b] + operator[a + 1] * operator[b + 1];
                    im += operator[a] * operator[b + 1] - operator[a + 1] * operator[b];
                }
                sum += Math.sqrt(re * re + im * im);
            }
            most = Math.max(most, sum);
        }
        return Math.min(1, most);
    }
}
