package cloud.somersault.tuning.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.tuning.quantum.ExactLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptersTest {
    private static final int IN = 24;
    private static final int OUT = 20;
    private static final Sequences SEQUENCES = Sequences.of(2, 3);
    private static final long SEED = 11;

    static Stream<AdapterMethod> methods() {
        return Stream.of(
                new AdapterMethod.Lora(4),
                new AdapterMethod.Tensor(4),
                new AdapterMethod.SiluNet(4, 2),
                new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, false, false),
                new AdapterMethod.Quantum(2, 2, Fusion.LINEAR, false, true),
                new AdapterMethod.Quantum(3, 1, Fusion.HADAMARD, false, false),
                new AdapterMethod.Quantum(4, 1, Fusion.HADAMARD, false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "256, 4 4 4 4",
        "1536, 8 8 6 4",
        "8960, 20 8 8 7",
        "18944, 37 8 8 8",
        "64, 4 4 2 2",
        "97, 97 1 1 1",
        "24, 3 2 2 2",
        "1000, 8 5 5 5"
    })
    void a_width_is_a_product_of_four_published_or_most_even_modes(int width, String modes) {
        assertThat(Modes.of(width))
                .isEqualTo(Arrays.stream(modes.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void the_published_saving_is_one_of_shape_and_rank() {
        var qtha = new AdapterMethod.Quantum(8, 8, Fusion.LINEAR, false, false);
        var lora = new AdapterMethod.Lora(8);
        assertThat(qtha.parameters(3584, 3584)).isEqualTo(13_632);
        assertThat(lora.parameters(3584, 3584)).isEqualTo(57_344);
        assertThat(13_632 / 57_344.0 - 1).isCloseTo(-0.7623, within(5e-5));

        var small = new AdapterMethod.Quantum(4, 4, Fusion.LINEAR, false, false);
        double share =
                (double) small.parameters(1024, 1024)
                        / new AdapterMethod.Lora(4).parameters(1024, 1024);
        assertThat(share - 1).isCloseTo(0.1055, within(5e-5));
    }

    @Test
    void the_ablation_lacks_qw_and_theta_only() {
        var qtha = new AdapterMethod.Quantum(4, 2, Fusion.LINEAR, false, false);
        assertThat(new AdapterMethod.Tensor(4).parameters(64, 64))
                .isEqualTo(qtha.parameters(64, 64) - 4 * 4 - 4 * 4 * 2);
    }

    @Test
    void the_silu_net_has_as_many_parameters_as_the_ring_where_r_is_4_layers() {
        assertThat(new AdapterMethod.SiluNet(4, 1).parameters(64, 64))
                .isEqualTo(
                        new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, false, false)
                                .parameters(64, 64));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void an_adapter_has_the_parameters_that_its_method_counts(AdapterMethod method) {
        var adapter = create(method);
        assertThat(adapter.parameters()).hasSize((int) method.parameters(IN, OUT));
        int next = 0;
        for (var block : adapter.blocks()) {
            assertThat(block.offset()).isEqualTo(next);
            next += block.size();
        }
        assertThat(next).isEqualTo(adapter.parameters().length);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_new_adapter_leaves_its_layer_as_it_is(AdapterMethod method) {
        var out = new float[SEQUENCES.rows() * OUT];
        create(method).forward(floats(rows(1, IN)), SEQUENCES, out, Pass.EVALUATION);
        assertThat(out).containsOnly(0f);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void equal_seeds_are_equal_adapters(AdapterMethod method) {
        assertThat(create(method).parameters()).isEqualTo(create(method).parameters());
    }

    @Test
    void cores_start_with_the_spread_that_keeps_the_size_of_what_passes() {
        var method = new AdapterMethod.Tensor(4);
        var adapter =
                Adapters.create(
                        method,
                        4096,
                        4096,
                        SEED,
                        _ -> {
                            throw new AssertionError();
                        });
        var core = adapter.blocks().get(1);
        double squares = 0;
        for (int k = core.offset(); k < core.offset() + core.size(); k++) {
            squares += adapter.parameters()[k] * adapter.parameters()[k];
        }
        // 2048 numbers: the variance is right to 2 sqrt(2 / 2048) of itself but for 1 seed in 20.
        assertThat(core.shape()).isEqualTo(List.of(4, 8, 8, 8));
        assertThat(squares / core.size() / (2.0 / (8 * 8))).isCloseTo(1, within(0.0625));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void values_and_gradients_are_those_of_the_formulas_in_float64(AdapterMethod method) {
        var adapter = create(method);
        scatter(adapter);
        var x = rows(1, IN);
        var weights = rows(2, OUT);
        var reference = new AdapterReference(adapter, method, SEQUENCES, new double[0]);
        var p = doubles(adapter.parameters());

        var out = new float[SEQUENCES.rows() * OUT];
        adapter.forward(floats(x), SEQUENCES, out, Pass.TRAINING);
        var expected = reference.delta(p, x);
        double scale = largest(expected);
        for (int i = 0; i < out.length; i++) {
            assertThat((double) out[i]).isCloseTo(expected[i], within(SINGLE * scale));
        }

        var byX = new float[x.length];
        adapter.backward(floats(weights), byX);
        same(adapter.gradients(), slopes(p, near -> dot(weights, reference.delta(near, x))));
        same(byX, slopes(x, near -> dot(weights, reference.delta(p, near))));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void gradients_of_two_batches_add_up(AdapterMethod method) {
        var adapter = create(method);
        scatter(adapter);
        var once = train(adapter);
        train(adapter);
        var twice = adapter.gradients();
        var sum = doubles(once);
        for (int k = 0; k < sum.length; k++) {
            sum[k] *= 2;
        }
        same(twice, sum);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void an_evaluation_in_between_does_not_touch_the_pending_backward_pass(AdapterMethod method) {
        var plain = create(method);
        scatter(plain);
        var disturbed = create(method);
        scatter(disturbed);
        var x = floats(rows(1, IN));
        var expected = train(plain);
        disturbed.forward(x, SEQUENCES, new float[SEQUENCES.rows() * OUT], Pass.TRAINING);
        disturbed.forward(floats(rows(5, IN)), Sequences.one(1), new float[OUT], Pass.EVALUATION);
        disturbed.backward(floats(rows(2, OUT)), new float[x.length]);
        assertThat(disturbed.gradients()).isEqualTo(expected);
    }

    @Test
    void a_pooled_sequence_goes_on_with_the_values_that_it_began_with() {
        var method = new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, false, true);
        var adapter = create(method);
        scatter(adapter);
        var x = floats(rows(1, IN));
        var all = new float[SEQUENCES.rows() * OUT];
        adapter.forward(x, SEQUENCES, all, Pass.EVALUATION);
        var again = Arrays.copyOfRange(x, 0, 2 * IN);
        System.arraycopy(x, 2 * IN, again, IN, IN); // the first rows of both sequences
        var next = new float[2 * OUT];
        adapter.forward(again, Sequences.of(1, 1), next, Pass.CONTINUATION);
        assertThat(Arrays.copyOfRange(next, 0, OUT)).isEqualTo(Arrays.copyOfRange(all, 0, OUT));
        assertThat(Arrays.copyOfRange(next, OUT, 2 * OUT))
                .isEqualTo(Arrays.copyOfRange(all, 2 * OUT, 3 * OUT));
    }

    @Test
    void frozen_angles_are_no_parameters_and_come_from_the_seed() {
        var frozen = new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, true, false);
        var trained = new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, false, false);
        var one = create(frozen);
        var other = create(trained);
        assertThat(other.parameters()).startsWith(one.parameters());
        scatter(one);
        System.arraycopy(one.parameters(), 0, other.parameters(), 0, one.parameters().length);
        assertThat(train(one)).isEqualTo(Arrays.copyOf(train(other), one.parameters().length));
    }

    @Test
    void vera_trains_two_vectors_between_frozen_matrices_that_all_layers_share() {
        var method = new AdapterMethod.Vera(16, 3);
        var adapter = create(method);
        assertThat(adapter.parameters()).hasSize(16 + OUT);
        scatter(adapter);
        var other =
                Adapters.create(
                        method,
                        IN,
                        OUT,
                        SEED + 1,
                        _ -> {
                            throw new AssertionError();
                        });
        System.arraycopy(adapter.parameters(), 0, other.parameters(), 0, 16 + OUT);
        var x = floats(rows(1, IN));
        var delta = delta(adapter, x);
        assertThat(delta(other, x)).isEqualTo(delta);

        // It is linear in x and in each of its vectors, so differences of any step are exact.
        var weights = rows(2, OUT);
        var byX = new float[x.length];
        adapter.forward(x, SEQUENCES, new float[delta.length], Pass.TRAINING);
        adapter.backward(floats(weights), byX);
        double value = dot(weights, doubles(delta));
        for (int k = 0; k < 16 + OUT; k++) {
            float at = adapter.parameters()[k];
            adapter.parameters()[k] = at + 1;
            double slope = dot(weights, doubles(delta(adapter, x))) - value;
            adapter.parameters()[k] = at;
            assertThat((double) adapter.gradients()[k])
                    .isCloseTo(slope, within(SINGLE * 10 * (1 + Math.abs(value))));
        }
        for (int k = 0; k < x.length; k++) {
            float at = x[k];
            x[k] = at + 1;
            double slope = dot(weights, doubles(delta(adapter, x))) - value;
            x[k] = at;
            assertThat((double) byX[k])
                    .isCloseTo(slope, within(SINGLE * 10 * (1 + Math.abs(value))));
        }
    }

    @Test
    void a_ring_of_one_qubit_is_refused() {
        assertThatThrownBy(() -> new AdapterMethod.Quantum(1, 1, Fusion.LINEAR, false, false))
                .hasMessageContaining("a ring has 2");
    }

    /** Sums of a few hundred float32 products, relative to the largest result. */
    private static final double SINGLE = 4e-6;

    private static Adapter create(AdapterMethod method) {
        return Adapters.create(
                method,
                IN,
                OUT,
                SEED,
                ansatz -> ExactLayer.of(ansatz, Precision.F64, Checkpoint.none()));
    }

    /** Nothing zero any more. */
    private static void scatter(Adapter adapter) {
        var random = new Random(3);
        for (var block : adapter.blocks()) {
            for (int k = block.offset(); k < block.offset() + block.size(); k++) {
                adapter.parameters()[k] =
                        (float)
                                ((block.name().contains("core") ? 0.4 : 0.6)
                                        * random.nextGaussian());
            }
        }
    }

    private static float[] train(Adapter adapter) {
        var x = floats(rows(1, IN));
        adapter.forward(x, SEQUENCES, new float[SEQUENCES.rows() * OUT], Pass.TRAINING);
        adapter.backward(floats(rows(2, OUT)), new float[x.length]);
        return adapter.gradients().clone();
    }

    private static float[] delta(Adapter adapter, float[] x) {
        var out = new float[SEQUENCES.rows() * OUT];
        adapter.forward(x, SEQUENCES, out, Pass.EVALUATION);
        return out;
    }

    /** Fourth-order differences; by that all but the angles are polynomials of low degree. */
    private static double[] slopes(double[] of, ToDoubleFunction<double[]> value) {
        double step = 5e-3;
        var slopes = new double[of.length];
        IntStream.range(0, of.length)
                .parallel()
                .forEach(k -> {
                    var near = of.clone();
                    for (int i : new int[] {-2, -1, 1, 2}) {
                        near[k] = of[k] + i * step;
                        slopes[k] +=
                                (Math.abs(i) == 1 ? 8 : -1)
                                        * Math.signum(i)
                                        * value.applyAsDouble(near)
                                        / (12 * step);
                    }
                });
        return slopes;
    }

    private static void same(float[] found, double[] expected) {
        double scale = largest(expected);
        for (int k = 0; k < found.length; k++) {
            assertThat((double) found[k])
                    .as("number " + k)
                    .isCloseTo(expected[k], within(5 * SINGLE * scale));
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** Numbers that are float32 exactly. */
    private static double[] rows(long seed, int width) {
        return doubles(
                floats(new Random(seed).doubles((long) SEQUENCES.rows() * width, -1, 1).toArray()));
    }

    private static float[] floats(double[] doubles) {
        var floats = new float[doubles.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) doubles[k];
        }
        return floats;
    }

    private static double[] doubles(float[] floats) {
        var doubles = new double[floats.length];
        for (int k = 0; k < floats.length; k++) {
            doubles[k] = floats[k];
        }
        return doubles;
    }
}
