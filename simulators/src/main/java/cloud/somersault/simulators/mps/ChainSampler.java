package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.simd.ComplexMatrix;
import cloud.somersault.simulators.simd.ComplexProducts;
import java.util.Arrays;
import java.util.List;

/**
 * Draws readings of a chain without ever having its amplitudes: with the centre at the left end,
 * all that is right of a place is an isometry, so the probabilities of a qubit, given those before
 * it, are the norms of a vector of one bond dimension (A. Ferris, G. Vidal, Phys. Rev. B 85,
 * 165146, 2012).
 *
 * <p>Many shots go along the chain together. Those that have read the same so far share a vector;
 * the vectors of all groups are rows of one matrix that is multiplied with the tensor. A row of a
 * product does not depend on its neighbours, and each shot draws a number of its own at each place:
 * what it reads depends on its number and the state alone.
 */
final class ChainSampler {
    private static final int SHOTS_AT_ONCE = 1 << 11;

    /** Norms below this are rounding: nothing is ever read that can't be. */
    private static final double IMPOSSIBLE = 1e-13;

    /** A uniform number of a shot for a place of the chain. */
    @FunctionalInterface
    interface Draw {
        double uniform(int shot, int place);
    }

    /** Learns what a shot finds at a final measurement, by its index. */
    @FunctionalInterface
    interface Reader {
        void found(int shot, int measure, boolean one);
    }

    private final MatrixProductState state;
    private final int[][] measuresAt;
    private final int last;
    private final Checkpoint checkpoint;
    private final Scratch here = new Scratch();
    private final Scratch zeros = new Scratch();
    private final Scratch chosen = new Scratch();
    private final Scratch ones = new Scratch();
    private final double[] panel;

    ChainSampler(MatrixProductState state, List<Step.Measure> finals, Checkpoint checkpoint) {
        this.state = state;
        this.checkpoint = checkpoint;
        this.measuresAt = new int[state.qubits()][0];
        int most = 0;
        for (int i = 0; i < finals.size(); i++) {
            int p = state.position(finals.get(i).qubit());
            measuresAt[p] = Arrays.copyOf(measuresAt[p], measuresAt[p].length + 1);
            measuresAt[p][measuresAt[p].length - 1] = i;
            most = Math.max(most, p);
        }
        last = most;
        state.moveCentre(0, checkpoint);
        panel = new double[ComplexProducts.panelLength(state.bondMost())];
    }

    /** Samples some shots. Their array is not kept. */
    void sample(int[] shots, Draw draw, Reader reader) {
        for (int from = 0; from < shots.length; from += SHOTS_AT_ONCE) {
            int to = Math.min(shots.length, from + SHOTS_AT_ONCE);
            sampleSome(Arrays.copyOfRange(shots, from, to), draw, reader);
        }
    }

    /** The shots of group g are those from {@code starts[g]} to {@code starts[g + 1]}. */
    private void sampleSome(int[] shots, Draw draw, Reader reader) {
        var order = shots;
        var starts = new int[] {0, shots.length};
        var vectors = here.take(1, 1);
        vectors.re[0] = 1;
        vectors.im[0] = 0;
        for (int p = 0; p <= last; p++) {
            checkpoint.pass();
            var site = state.site(p);
            int groups = starts.length - 1;
            var whenZero = zeros.take(groups, site.right, site.row());
            multiply(groups, site, 0, vectors, whenZero);
            var picked = new boolean[order.length];
            var weights = new double[groups];
            var withOnes = new int[groups];
            int some = 0;
            for (int g = 0; g < groups; g++) {
                weights[g] = square(whenZero, g, site.right);
                boolean any = false;
                for (int i = starts[g]; i < starts[g + 1]; i++) {
                    picked[i] = weights[g] < IMPOSSIBLE || draw.uniform(order[i], p) >= weights[g];
                    any |= picked[i];
                }
                if (any) {
                    withOnes[some++] = g;
                }
            }
            var gathered = chosen.take(some, site.left);
            for (int k = 0; k < some; k++) {
                copy(vectors, withOnes[k], gathered, k, site.left, 1);
            }
            var whenOne = ones.take(some, site.right, site.row());
            multiply(some, site, 1, gathered, whenOne);

            var nextOrder = new int[order.length];
            var nextStarts = new int[2 * groups + 1];
            var next = here.take(groups + some, site.right);
            int filled = 0;
            int count = 0;
            for (int g = 0, k = 0; g < groups; g++) {
                boolean mayBeOne = k < some && withOnes[k] == g;
                double weightOfOne = mayBeOne ? square(whenOne, k, site.right) : 0;
                boolean possible = weightOfOne >= IMPOSSIBLE || weights[g] < IMPOSSIBLE;
                for (int value = 0; value < 2; value++) {
                    int before = filled;
                    for (int i = starts[g]; i < starts[g + 1]; i++) {
                        boolean one = picked[i] && possible;
                        if (one == (value == 1)) {
                            nextOrder[filled++] = order[i];
                            for (int measure : measuresAt[p]) {
                                reader.found(order[i], measure, one);
                            }
                        }
                    }
                    if (filled > before) {
                        nextStarts[count] = before;
                        var from = value == 0 ? whenZero : whenOne;
                        double weight = value == 0 ? weights[g] : weightOfOne;
                        copy(
                                from,
                                value == 0 ? g : k,
                                next,
                                count++,
                                site.right,
                                1 / Math.sqrt(weight));
                    }
                }
                k += mayBeOne ? 1 : 0;
            }
            nextStarts[count] = filled;
            order = nextOrder;
            starts = Arrays.copyOf(nextStarts, count + 1);
            vectors = next;
        }
    }

    private void multiply(
            int rows, Site site, int value, ComplexMatrix vectors, ComplexMatrix into) {
        var half = site.tensor.from(value * site.row(), 2 * site.row());
        ComplexProducts.multiply(rows, site.left, site.row(), vectors, half, into, panel);
    }

    private static double square(ComplexMatrix m, int row, int columns) {
        double sum = 0;
        int at = m.index(row, 0);
        for (int j = at; j < at + columns; j++) {
            sum += m.re[j] * m.re[j] + m.im[j] * m.im[j];
        }
        return sum;
    }

    private static void copy(
            ComplexMatrix from, int row, ComplexMatrix to, int toRow, int columns, double factor) {
        int a = from.index(row, 0);
        int b = to.index(toRow, 0);
        for (int j = 0; j < columns; j++) {
            to.re[b + j] = from.re[a + j] * factor;
            to.im[b + j] = from.im[a + j] * factor;
        }
    }
}
