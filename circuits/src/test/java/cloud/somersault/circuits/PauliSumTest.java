package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.PauliSum.Term;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PauliSumTest {
    private static PauliString random(Random random, int qubits) {
        return new PauliString(
                qubits,
                random.nextInt(1 << qubits),
                random.nextInt(1 << qubits),
                random.nextBoolean());
    }

    @Test
    void the_product_of_strings_that_commute_is_the_product_of_their_matrices() {
        var random = new Random(1);
        int commuting = 0;
        for (int round = 0; round < 300; round++) {
            var first = random(random, 4);
            var second = random(random, 4);
            if (first.commutesWith(second)) {
                commuting++;
                assertThat(first.times(second).matrix())
                        .satisfies(product ->
                                assertThat(product.distance(first.matrix().times(second.matrix())))
                                        .isZero());
            } else {
                assertThatThrownBy(() -> first.times(second))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(commuting).isBetween(50, 250);
    }

    @Test
    void a_squared_sum_is_the_square_of_its_matrix() {
        var random = new Random(2);
        for (int round = 0; round < 20; round++) {
            var sum =
                    new PauliSum(
                            IntStream.range(0, 6)
                                    .mapToObj(
                                            _ -> new Term(random.nextInt(9) - 4, random(random, 3)))
                                    .toList());
            var matrix = matrix(sum);
            assertThat(matrix(sum.squared()).distance(matrix.times(matrix))).isZero();
        }
    }

    private static Matrix matrix(PauliSum sum) {
        int size = 1 << sum.terms().getFirst().string().qubits();
        var pairs = new double[2 * size * size];
        for (var term : sum.terms()) {
            var matrix = term.string().matrix();
            for (int i = 0; i < size * size; i++) {
                pairs[2 * i] += term.coefficient() * matrix.re(i / size, i % size);
                pairs[2 * i + 1] += term.coefficient() * matrix.im(i / size, i % size);
            }
        }
        return Matrix.of(size, pairs);
    }

    @Test
    void strings_over_different_qubits_make_no_sum() {
        assertThatThrownBy(() ->
                        new PauliSum(
                                List.of(
                                        new Term(1, PauliString.z(2, 0)),
                                        new Term(1, PauliString.z(3, 0)))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
