package cloud.somersault.tuning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Products against the plainest loops, which run the same chains: the bits are equal. */
class ProductsTest {
    /** rows, in, out: narrow and wide, few rows and many, one row, several blocks of each kind. */
    private static final int[][] SHAPES = {
        {2, 5, 3},
        {5, 7, 3},
        {64, 300, 100},
        {130, 64, 64},
        {700, 33, 95},
        {13, 600, 601},
        {300, 520, 7}
    };

    private final SeededDraws draws = new SeededDraws(Long.getLong("seed", 17));

    @Test
    void the_three_products_are_chains_in_order_for_any_number_of_threads() {
        for (var shape : SHAPES) {
            int rows = shape[0];
            int in = shape[1];
            int out = shape[2];
            var x = draws.normals(rows * in, 1);
            var w = draws.normals(in * out, 1);
            var bias = draws.normals(out, 1);
            var dY = draws.normals(rows * out, 1);
            for (int threads : new int[] {1, 3}) {
                try (var workers = new Workers(threads)) {
                    var products = new Products(workers);
                    var matrix = new ArrayMatrix(out, in, w);
                    var y = new float[rows * out];
                    products.forward(matrix, bias, x, rows, y);
                    var dX = new float[rows * in];
                    products.inputGradient(matrix, dY, rows, dX, false);
                    products.inputGradient(matrix, dY, rows, dX, true);
                    var dW = new float[in * out];
                    products.weightGradient(dY, out, x, in, rows, dW);
                    assertThat(y).isEqualTo(forward(x, w, bias, rows, in, out));
                    assertThat(dX).isEqualTo(twiceInputGradient(dY, w, rows, in, out));
                    assertThat(dW).isEqualTo(weightGradient(dY, x, rows, in, out));
                }
            }
        }
    }

    /** Sixteen chains instead of one: n roundings of sums of the size of the root of n at most. */
    @Test
    void a_single_row_differs_from_its_chain_by_rounding_alone() {
        int in = 601;
        var x = draws.normals(in, 1);
        var w = draws.normals(in * 50, 1);
        var bias = draws.normals(50, 1);
        var y = new float[50];
        try (var workers = new Workers(2)) {
            new Products(workers).forward(new ArrayMatrix(50, in, w), bias, x, 1, y);
        }
        var chains = forward(x, w, bias, 1, in, 50);
        for (int o = 0; o < 50; o++) {
            assertThat(y[o]).isEqualTo(chains[o], within(in * Math.ulp((float) Math.sqrt(in))));
        }
    }

    @Test
    void what_a_task_throws_reaches_the_caller_and_the_workers_go_on() {
        try (var workers = new Workers(3)) {
            assertThatThrownBy(() ->
                            workers.each(
                                    50,
                                    (i, _) -> {
                                        if (i == 20) {
                                            throw new IllegalStateException("task 20");
                                        }
                                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 20");
            var done = new AtomicInteger();
            workers.each(1000, (i, _) -> done.addAndGet(i));
            assertThat(done).hasValue(499_500);
        }
    }

    @Test
    void engines_that_share_workers_do_not_disturb_each_other() throws Exception {
        var w = new ArrayMatrix(400, 300, draws.normals(400 * 300, 1));
        var x = draws.normals(64 * 300, 1);
        try (var workers = new Workers(2);
                var callers = Executors.newFixedThreadPool(4)) {
            var expected = new float[64 * 400];
            new Products(workers).forward(w, new float[0], x, 64, expected);
            var results = new ArrayList<Future<float[]>>();
            for (int caller = 0; caller < 4; caller++) {
                results.add(
                        callers.submit(() -> {
                            var products = new Products(workers);
                            var y = new float[64 * 400];
                            for (int i = 0; i < 20; i++) {
                                products.forward(w, new float[0], x, 64, y);
                            }
                            return y;
                        }));
            }
            for (var result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_float_becomes_the_nearest_bfloat16_and_ties_go_to_even() {
        assertThat(NumberFormat.toBfloat16(1)).isEqualTo((short) 0x3f80);
        assertThat(NumberFormat.toBfloat16(Float.intBitsToFloat(0x3f808000)))
                .isEqualTo((short) 0x3f80);
        assertThat(NumberFormat.toBfloat16(Float.intBitsToFloat(0x3f818000)))
                .isEqualTo((short) 0x3f82);
        assertThat(NumberFormat.toBfloat16(Float.intBitsToFloat(0x3f808001)))
                .isEqualTo((short) 0x3f81);
        assertThat(NumberFormat.toBfloat16(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xff80);
        assertThat(NumberFormat.toBfloat16(Float.NaN)).isEqualTo((short) 0x7fc0);
    }

    private static float[] forward(float[] x, float[] w, float[] bias, int rows, int in, int out) {
        var y = new float[rows * out];
        for (int i = 0; i < rows; i++) {
            for (int o = 0; o < out; o++) {
                float sum = 0;
                for (int k = 0; k < in; k++) {
                    sum = Math.fma(x[i * in + k], w[o * in + k], sum);
                }
                y[i * out + o] = sum + bias[o];
            }
        }
        return y;
    }

    private static float[] twiceInputGradient(float[] dY, float[] w, int rows, int in, int out) {
        var dX = new float[rows * in];
        for (int twice = 0; twice < 2; twice++) {
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < in; k++) {
                    for (int o = 0; o < out; o++) {
                        dX[i * in + k] = Math.fma(dY[i * out + o], w[o * in + k], dX[i * in + k]);
                    }
                }
            }
        }
        return dX;
    }

    private static float[] weightGradient(float[] dY, float[] x, int rows, int in, int out) {
        var dW = new float[in * out];
        for (int i = 0; i < rows; i++) {
            for (int o = 0; o < out; o++) {
                for (int k = 0; k < in; k++) {
                    dW[o * in + k] = Math.fma(dY[i * out + o], x[i * in + k], dW[o * in + k]);
                }
            }
        }
        return dW;
    }
}
