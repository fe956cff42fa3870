package cloud.somersault.tuning.adapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix product operator of four cores with bond dimension 8 between a wide side (the layer's
 * width) and a narrow one of 256 numbers, together with the thin matrix P between those 256 and the
 * bottleneck.
 *
 * <p>Core k is G_k[o_k, a_k+1, a_k, i_k] as published: W[o, i] = sum over bonds of the product of
 * the cores. Since operator and thin matrix are both linear, rows of the batch never pass through
 * them: the product F = P W, r x width, is made once for each pass, and the batch sees two thin
 * factors, exactly as in LoRA. The product is built from the middle: M01 of the first two cores,
 * M23 of the last two, T = P M23, F = M01^T T. At 1536 x 256 and r = 4 this takes 1.1 million
 * multiplications instead of 46 million for 64 rows through the cores one by one.
 */
final class Mpo {
    /** The narrow side. */
    static final int NARROW = 256;

    private static final int BOND = 8;
    private static final int[] BONDS = {1, BOND, BOND, BOND, 1};

    /** One core: its modes on both sides, where it lies, and the strides of its four indices. */
    private record Core(
            int wide, int narrow, int offset, int byWide, int byNarrow, int byRight, int byLeft) {}

    private final int rank;
    private final int wide;
    private final boolean down;
    private final Core[] cores = new Core[4];
    private final List<ParameterBlock> blocks;
    private final int thin;
    private final int narrow01;
    private final int narrow23;
    private final int wide01;
    private final int wide23;
    private final float[] m01;
    private final float[] m23;
    private final float[] t;
    private final float[] factor;

    /**
     * @param name of the operator, before its cores' names
     * @param down whether the wide side is the input
     * @param offset of its first parameter
     */
    Mpo(String name, int wide, int rank, boolean down, int offset) {
        this.rank = rank;
        this.wide = wide;
        this.down = down;
        var wideModes = Modes.of(wide);
        var narrowModes = Modes.of(NARROW);
        var named = new ArrayList<ParameterBlock>();
        int next = offset;
        for (int k = 0; k < 4; k++) {
            int w = wideModes.get(k);
            int n = narrowModes.get(k);
            int outer = down ? n : w;
            int inner = down ? w : n;
            int byOuter = BONDS[k + 1] * BONDS[k] * inner;
            cores[k] =
                    new Core(
                            w,
                            n,
                            next,
                            down ? 1 : byOuter,
                            down ? byOuter : 1,
                            BONDS[k] * inner,
                            inner);
            named.add(
                    new ParameterBlock(
                            name + ".core_" + k,
                            List.of(outer, BONDS[k + 1], BONDS[k], inner),
                            next));
            next = named.getLast().end();
        }
        this.thin = next;
        named.add(
                new ParameterBlock(
                        name + ".mlp.weight",
                        down ? List.of(rank, NARROW) : List.of(NARROW, rank),
                        next));
        this.blocks = List.copyOf(named);
        this.narrow01 = narrowModes.get(0) * narrowModes.get(1);
        this.narrow23 = narrowModes.get(2) * narrowModes.get(3);
        this.wide01 = wideModes.get(0) * wideModes.get(1);
        this.wide23 = wideModes.get(2) * wideModes.get(3);
        this.m01 = new float[narrow01 * BOND * wide01];
        this.m23 = new float[narrow23 * BOND * wide23];
        this.t = new float[rank * narrow01 * BOND * wide23];
        this.factor = new float[rank * wide];
    }

    /** Of the cores of both operators, in -> 256 and 256 -> out. */
    static long parameters(int in, int out) {
        return cores(Modes.of(in)) + cores(Modes.of(out));
    }

    private static long cores(List<Integer> modes) {
        var narrow = Modes.of(NARROW);
        long sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += (long) BONDS[k] * BONDS[k + 1] * modes.get(k) * narrow.get(k);
        }
        return sum;
    }

    List<ParameterBlock> blocks() {
        return blocks;
    }

    /** Draws the cores and the thin matrix; {@code zero} leaves the last core at zero. */
    void draw(float[] parameters, Draws draws, boolean zero) {
        for (int k = 0; k < 4; k++) {
            int size = blocks.get(k).size();
            int inner = blocks.get(k).shape().getLast();
            if (k < 3 || !zero) {
                draws.normal(
                        parameters,
                        cores[k].offset,
                        size,
                        Math.sqrt(2.0 / (BONDS[k] * (double) inner)));
            }
        }
        int fanIn = down ? NARROW : rank;
        draws.uniform(parameters, thin, rank * NARROW, Math.sqrt(6.0 / fanIn));
    }

    /** F[rank, wide], valid until the next call. */
    float[] factor(float[] parameters) {
        joinFirst(parameters);
        joinLast(parameters);
        Arrays.fill(t, 0);
        Products.multiply(
                thin(parameters), 0, m23, 0, t, 0, rank * narrow01, narrow23, BOND * wide23);
        Arrays.fill(factor, 0);
        int q = narrow01 * BOND;
        for (int k = 0; k < rank; k++) {
            Products.multiplyTransposed(
                    m01, 0, t, k * q * wide23, factor, k * wide, wide01, q, wide23);
        }
        return factor;
    }

    /** Adds the gradients of cores and thin matrix, from that of the last {@link #factor}. */
    void backward(float[] byFactor, float[] parameters, float[] gradients) {
        int q = narrow01 * BOND;
        var by01 = new float[m01.length];
        var byT = new float[t.length];
        var transposed = new float[wide];
        for (int k = 0; k < rank; k++) {
            Products.multiply(m01, 0, byFactor, k * wide, byT, k * q * wide23, q, wide01, wide23);
            Products.transpose(byFactor, k * wide, transposed, 0, wide01, wide23);
            Products.multiply(t, k * q * wide23, transposed, 0, by01, 0, q, wide23, wide01);
        }
        var thinMatrix = thin(parameters);
        var by23 = new float[m23.length];
        int rows = rank * narrow01;
        Products.multiplyTransposed(thinMatrix, 0, byT, 0, by23, 0, narrow23, rows, BOND * wide23);
        var byThin = new float[rank * NARROW];
        Products.dots(1, byT, 0, m23, 0, byThin, 0, rows, BOND * wide23, narrow23);
        addThin(byThin, gradients);
        splitFirst(by01, parameters, gradients);
        splitLast(by23, parameters, gradients);
    }

    /** P[rank, 256], whichever way it is stored. */
    private float[] thin(float[] parameters) {
        var p = new float[rank * NARROW];
        if (down) {
            System.arraycopy(parameters, thin, p, 0, p.length);
        } else {
            Products.transpose(parameters, thin, p, 0, NARROW, rank);
        }
        return p;
    }

    private void addThin(float[] byThin, float[] gradients) {
        for (int k = 0; k < rank; k++) {
            for (int m = 0; m < NARROW; m++) {
                gradients[thin + (down ? k * NARROW + m : m * rank + k)] += byThin[k * NARROW + m];
            }
        }
    }

    /** M01[(n0 n1), a2, (w0 w1)] = sum over a1 of G0 G1. */
    private void joinFirst(float[] parameters) {
        join(cores[0], 0, cores[1], cores[1].byRight, parameters, m01);
    }

    private void splitFirst(float[] by01, float[] parameters, float[] gradients) {
        split(cores[0], 0, cores[1], cores[1].byRight, parameters, by01, gradients);
    }

    /** M23[(n2 n3), a2, (w2 w3)] = sum over a3 of G2 G3. */
    private void joinLast(float[] parameters) {
        join(cores[2], cores[2].byLeft, cores[3], 0, parameters, m23);
    }

    private void splitLast(float[] by23, float[] parameters, float[] gradients) {
        split(cores[2], cores[2].byLeft, cores[3], 0, parameters, by23, gradients);
    }

    /**
     * The product of two neighbouring cores, summed over the bond between them.
     *
     * @param oneByOuter the first core's stride along the bond a2, 0 if that isn't its
     * @param twoByOuter the second core's
     */
    private static void join(
            Core one, int oneByOuter, Core two, int twoByOuter, float[] p, float[] to) {
        int at = 0;
        for (int row = 0; row < one.narrow * two.narrow * BOND; row++) {
            int first = first(one, two, oneByOuter, row);
            int second = second(two, twoByOuter, row);
            for (int w1 = 0; w1 < one.wide; w1++) {
                for (int w2 = 0; w2 < two.wide; w2++) {
                    float sum = 0;
                    int from1 = first + w1 * one.byWide;
                    int from2 = second + w2 * two.byWide;
                    for (int a = 0; a < BOND; a++) {
                        sum += p[from1 + a * one.byRight] * p[from2 + a * two.byLeft];
                    }
                    to[at++] = sum;
                }
            }
        }
    }

    private static void split(
            Core one,
            int oneByOuter,
            Core two,
            int twoByOuter,
            float[] p,
            float[] byProduct,
            float[] gradients) {
        int at = 0;
        for (int row = 0; row < one.narrow * two.narrow * BOND; row++) {
            int first = first(one, two, oneByOuter, row);
            int second = second(two, twoByOuter, row);
            for (int w1 = 0; w1 < one.wide; w1++) {
                for (int w2 = 0; w2 < two.wide; w2++) {
                    float by = byProduct[at++];
                    int from1 = first + w1 * one.byWide;
                    int from2 = second + w2 * two.byWide;
                    for (int a = 0; a < BOND; a++) {
                        int at1 = from1 + a * one.byRight;
                        int at2 = from2 + a * two.byLeft;
                        gradients[at1] += by * p[at2];
                        gradients[at2] += by * p[at1];
                    }
                }
            }
        }
    }

    /** Where the first core's numbers of a row (n1 n2 a2) begin. */
    private static int first(Core one, Core two, int byOuter, int row) {
        return one.offset + row / BOND / two.narrow * one.byNarrow + row % BOND * byOuter;
    }

    private static int second(Core two, int byOuter, int row) {
        return two.offset + row / BOND % two.narrow * two.byNarrow + row % BOND * byOuter;
    }
}
