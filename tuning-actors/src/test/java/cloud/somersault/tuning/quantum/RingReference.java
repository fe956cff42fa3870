package cloud.somersault.tuning.quantum;

/** The ring computed the plainest way: a dense complex state, every gate written out, float64. */
public final class RingReference {
    private RingReference() {}

    /** The values of every qubit of one row. */
    public static double[] values(int n, int layers, double[] theta, double[] inputs) {
        var re = new double[1 << n];
        var im = new double[1 << n];
        re[0] = 1;
        for (int k = 0; k < layers; k++) {
            for (int i = 0; i < n; i++) {
                ry(re, im, i, inputs[i]);
            }
            for (int t = 0; t < 4; t++) {
                for (int i = 0; i < n; i++) {
                    double angle = theta[4 * n * k + n * t + i];
                    if (t % 2 == 1) {
                        ry(re, im, i, angle);
                    } else {
                        crz(re, im, i, (i + (t == 0 ? 1 : n - 1)) % n, angle);
                    }
                }
            }
        }
        var values = new double[n];
        for (int state = 0; state < re.length; state++) {
            double p = re[state] * re[state] + im[state] * im[state];
            for (int i = 0; i < n; i++) {
                values[i] += (state >> i & 1) == 0 ? p : -p;
            }
        }
        return values;
    }

    private static void ry(double[] re, double[] im, int qubit, double angle) {
        double c = Math.cos(angle / 2);
        double s = Math.sin(angle / 2);
        for (int state = 0; state < re.length; state++) {
            if ((state >> qubit & 1) == 0) {
                int one = state | 1 << qubit;
                for (var part : new double[][] {re, im}) {
                    double zero = part[state];
                    part[state] = c * zero - s * part[one];
                    part[one] = s * zero + c * part[one];
                }
            }
        }
    }

    private static void crz(double[] re, double[] im, int control, int target, double angle) {
        for (int state = 0; state < re.length; state++) {
            if ((state >> control & 1) == 1) {
                double phase = (state >> target & 1) == 0 ? -angle / 2 : angle / 2;
                double real = re[state];
                re[state] = real * Math.cos(phase) - im[state] * Math.sin(phase);
                im[state] = real * Math.sin(phase) + im[state] * Math.cos(phase);
            }
        }
    }
}
