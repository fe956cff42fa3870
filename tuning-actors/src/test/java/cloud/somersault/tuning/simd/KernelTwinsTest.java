package cloud.somersault.tuning.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.tuning.tensor.SeededDraws;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** Kernels with vectors and their twins without give the same bits. */
class KernelTwinsTest {
    private final SeededDraws draws = new SeededDraws(Long.getLong("seed", 17));

    @Test
    void products_of_every_number_of_rows_have_the_bits_of_the_scalar_chain() {
        for (int rows = 1; rows <= 29; rows++) {
            for (int inner : new int[] {1, 7, 64}) {
                for (boolean add : new boolean[] {false, true}) {
                    boolean transposed = (rows + inner) % 2 == 0;
                    int aRow = transposed ? 1 : inner + 3;
                    int aInner = transposed ? rows + 2 : 1;
                    var a = draws.normals((rows + 3) * (inner + 3), 1);
                    var panel = draws.normals(5 + inner * ProductKernel.PANEL, 1);
                    var c = draws.normals(rows * 40 + 4, 1);
                    var twin = c.clone();
                    VectorProducts.multiply(
                            rows, inner, a, 2, aRow, aInner, panel, 5, c, 3, 40, add);
                    ProductKernel.scalar(
                            rows, inner, a, 2, aRow, aInner, panel, 5, twin, 3, 40, add);
                    assertThat(c).as("%d rows, inner %d", rows, inner).isEqualTo(twin);
                }
            }
        }
    }

    @Test
    void sums_of_every_length_have_the_bits_of_the_scalar_chains() {
        var x = draws.normals(300, 1);
        var y = draws.normals(300, 1);
        for (int count = 0; count < 280; count++) {
            assertThat(RowSums.vectorDot(x, 3, y, 7, count))
                    .isEqualTo(RowSums.scalarDot(x, 3, y, 7, count));
        }
    }

    @Test
    void rows_of_exponentials_have_the_bits_of_single_ones() {
        var x = draws.normals(103, 20);
        var row = new float[103];
        Exponential.exp(x, 0, 103, 0.5f, row, 0);
        for (int i = 0; i < 103; i++) {
            assertThat(row[i]).isEqualTo(Exponential.exp(x[i] - 0.5f));
        }
        Exponential.logistic(x, 0, 103, row, 0);
        for (int i = 0; i < 103; i++) {
            assertThat(row[i]).isEqualTo(1 / (Exponential.exp(-x[i]) + 1));
        }
    }

    /** Four roundings of half a unit in the last place and the rounding of the result. */
    @Test
    void exponentials_are_right_to_two_units_in_the_last_place() {
        for (int i = 0; i < 100_000; i++) {
            float x = (float) (-87 + 175 * draws.uniform());
            double exact = StrictMath.exp(x);
            assertThat(Exponential.exp(x) / exact).isEqualTo(1, within(2.4e-7));
        }
        assertThat(Exponential.exp(0)).isEqualTo(1);
        assertThat(Exponential.exp(-1000)).isBetween(0f, 1e-37f);
        assertThat(Exponential.exp(Float.NaN)).isNaN();
        var row = new float[40];
        row[21] = Float.NaN;
        Exponential.exp(row, 0, 40, 0, row, 0);
        assertThat(row[21]).isNaN();
        assertThat(row[20]).isEqualTo(1);
    }

    @Test
    void a_maximum_sees_every_element_and_every_NaN() {
        for (int count = 1; count < 70; count++) {
            var x = draws.normals(count, 1);
            int where = draws.below(count);
            x[where] = 9;
            assertThat(RowSums.max(x, 0, count)).isEqualTo(9);
            x[where] = Float.NaN;
            assertThat(RowSums.max(x, 0, count)).isNaN();
        }
    }

    @Test
    void bfloat16_is_widened_exactly_from_any_place() {
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocate(203);
            for (int i = 0; i < 203; i++) {
                bytes.set(ValueLayout.JAVA_BYTE, i, (byte) draws.bits());
            }
            var vector = new float[104];
            var scalar = new float[104];
            Widening.vector(bytes, 3, vector, 4, 100);
            Widening.scalar(bytes, 3, scalar, 4, 100);
            for (int i = 0; i < 104; i++) {
                assertThat(Float.floatToIntBits(vector[i]))
                        .isEqualTo(Float.floatToIntBits(scalar[i]));
            }
            bytes.set(ValueLayout.JAVA_BYTE, 0, (byte) 0x80);
            bytes.set(ValueLayout.JAVA_BYTE, 1, (byte) 0x3f);
            Widening.bfloat16(bytes, 0, vector, 0, 1);
            assertThat(vector[0]).isEqualTo(1);
        }
    }
}
