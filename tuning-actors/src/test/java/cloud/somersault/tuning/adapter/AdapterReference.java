package cloud.somersault.tuning.adapter;

import cloud.somersault.tuning.quantum.RingReference;

/**
 * The adapters written down as the paper has them, in float64 and without any of the shortcuts:
 * core by core. From an adapter it takes the blocks' names and places only.
 */
final class AdapterReference {
    private static final int[] BONDS = {1, 8, 8, 8, 1};

    private final Adapter adapter;
    private final AdapterMethod method;
    private final Sequences sequences;
    private final double[] frozen;

    AdapterReference(
            Adapter adapter, AdapterMethod method, Sequences sequences, double[] frozenAngles) {
        this.adapter = adapter;
        this.method = method;
        this.sequences = sequences;
        this.frozen = frozenAngles;
    }

    /** delta(x) of all rows. */
    double[] delta(double[] p, double[] x) {
        int rows = sequences.rows();
        var u = split(x, rows);
        if (method instanceof AdapterMethod.Lora) {
            u = times(p, "lora_A.weight", u);
        } else {
            u = times(p, "mpo_a.mlp.weight", operator(p, "mpo_a", u));
        }
        var v = new double[rows][];
        for (int row = 0; row < rows; row++) {
            v[row] = middle(p, u, row);
        }
        var y =
                method instanceof AdapterMethod.Lora
                        ? times(p, "lora_B.weight", v)
                        : operator(p, "mpo_b", times(p, "mpo_b.mlp.weight", v));
        var delta = new double[rows * adapter.outputWidth()];
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < y[row].length; o++) {
                delta[row * y[row].length + o] = method.scale() * y[row][o];
            }
        }
        return delta;
    }

    private static double[][] split(double[] x, int rows) {
        int width = x.length / rows;
        var split = new double[rows][];
        for (int row = 0; row < rows; row++) {
            split[row] = java.util.Arrays.copyOfRange(x, row * width, (row + 1) * width);
        }
        return split;
    }

    private double[][] times(double[] p, String name, double[][] of) {
        var result = new double[of.length][];
        for (int row = 0; row < of.length; row++) {
            result[row] = times(p, name, of[row]);
        }
        return result;
    }

    private double[] middle(double[] p, double[][] u, int row) {
        return switch (method) {
            case AdapterMethod.Lora _ -> u[row];
            case AdapterMethod.Vera _ -> throw new IllegalArgumentException("not here");
            case AdapterMethod.Tensor _ -> times(p, "cw.weight", u[row]);
            case AdapterMethod.SiluNet net -> {
                var q = u[row];
                for (int layer = 0; layer < net.layers(); layer++) {
                    q = times(p, "net_" + layer + ".weight", q);
                    for (int i = 0; i < q.length; i++) {
                        q[i] = q[i] / (1 + Math.exp(-q[i]));
                    }
                }
                yield plus(times(p, "qw.weight", q), times(p, "cw.weight", u[row]));
            }
            case AdapterMethod.Quantum ring -> {
                var theta = ring.frozenAngles() ? frozen : block(p, "theta");
                var q =
                        RingReference.values(
                                ring.rank(),
                                ring.layers(),
                                theta,
                                ring.pooled() ? mean(u, row) : u[row]);
                var cu = times(p, "cw.weight", u[row]);
                yield switch (ring.fusion()) {
                    case LINEAR -> plus(times(p, "qw.weight", q), cu);
                    case HADAMARD -> {
                        for (int i = 0; i < q.length; i++) {
                            q[i] *= cu[i];
                        }
                        yield q;
                    }
                };
            }
        };
    }

    private double[] mean(double[][] u, int row) {
        int s = 0;
        while (sequences.start(s) + sequences.length(s) <= row) {
            s++;
        }
        var mean = new double[u[row].length];
        for (int r = 0; r < sequences.length(s); r++) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += u[sequences.start(s) + r][k] / sequences.length(s);
            }
        }
        return mean;
    }

    /** y[o0..o3] = sum G0[o0,a1,1,i0] G1[o1,a2,a1,i1] G2[o2,a3,a2,i2] G3[o3,1,a3,i3] x[i0..i3]. */
    private double[][] operator(double[] p, String name, double[][] x) {
        var g = new double[4][];
        var o = new int[4];
        var i = new int[4];
        int width = 1;
        for (int k = 0; k < 4; k++) {
            var shape = find(name + ".core_" + k).shape();
            g[k] = block(p, name + ".core_" + k);
            o[k] = shape.get(0);
            i[k] = shape.get(3);
            width *= o[k];
        }
        // One core after the other, from the last: z[i0..i(k-1), a_k, ok..o3, row].
        var z = new double[x[0].length * x.length];
        for (int row = 0; row < x.length; row++) {
            for (int in = 0; in < x[row].length; in++) {
                z[in * x.length + row] = x[row][in];
            }
        }
        int before = i[0] * i[1] * i[2];
        int after = x.length;
        for (int k = 3; k >= 0; k--) {
            int left = BONDS[k];
            int right = BONDS[k + 1];
            var next = new double[before * left * o[k] * after];
            for (int b = 0; b < before; b++) {
                for (int a = 0; a < left; a++) {
                    for (int out = 0; out < o[k]; out++) {
                        int to = ((b * left + a) * o[k] + out) * after;
                        for (int in = 0; in < i[k]; in++) {
                            for (int r = 0; r < right; r++) {
                                double core = g[k][((out * right + r) * left + a) * i[k] + in];
                                int from = ((b * i[k] + in) * right + r) * after;
                                for (int rest = 0; rest < after; rest++) {
                                    next[to + rest] += core * z[from + rest];
                                }
                            }
                        }
                    }
                }
            }
            z = next;
            after *= o[k];
            before = k == 0 ? 1 : before / i[k - 1];
        }
        if (z.length != width * x.length) {
            throw new AssertionError(z.length + " is not " + width + " x " + x.length);
        }
        var y = new double[x.length][width];
        for (int row = 0; row < x.length; row++) {
            for (int out = 0; out < width; out++) {
                y[row][out] = z[out * x.length + row];
            }
        }
        return y;
    }

    private double[] times(double[] p, String name, double[] of) {
        var matrix = block(p, name);
        var result = new double[matrix.length / of.length];
        for (int row = 0; row < result.length; row++) {
            for (int k = 0; k < of.length; k++) {
                result[row] += matrix[row * of.length + k] * of[k];
            }
        }
        return result;
    }

    private double[] block(double[] p, String name) {
        var block = find(name);
        return java.util.Arrays.copyOfRange(p, block.offset(), block.offset() + block.size());
    }

    private ParameterBlock find(String name) {
        return adapter.blocks().stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block " + name));
    }

    private static double[] plus(double[] a, double[] b) {
        var sum = a.clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] += b[k];
        }
        return sum;
    }
}
