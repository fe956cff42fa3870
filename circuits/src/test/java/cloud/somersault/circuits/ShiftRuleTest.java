package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three ways to one derivative: shifted values, the exact formula, a finite difference. */
class ShiftRuleTest {
    /** Sums over at most 16 x 16 elements of size one. */
    private static final double ROUNDING = 1e-12;

    /** Central difference with h = 1e-5: h^2/6 times a third derivative below 40, and 1e-16/h. */
    private static final double FINITE = 2e-9;

    private static final double STEP = 1e-5;

    /** A random state and a random observable: any Hermitian matrix with elements of size one. */
    private record Experiment(double[] state, Matrix observable) {
        static Experiment random(int size, SplittableRandom dice) {
            var state = dice.doubles(2L * size, -1, 1).toArray();
            double norm = 0;
            for (double part : state) {
                norm += part * part;
            }
            for (int i = 0; i < state.length; i++) {
                state[i] /= Math.sqrt(norm);
            }
            var half = Matrix.of(size, dice.doubles(2L * size * size, -.5, .5).toArray());
            var pairs = new double[2 * size * size];
            for (int k = 0; k < size * size; k++) {
                pairs[2 * k] = half.re(k / size, k % size) + half.re(k % size, k / size);
                pairs[2 * k + 1] = half.im(k / size, k % size) - half.im(k % size, k / size);
            }
            return new Experiment(state, Matrix.of(size, pairs));
        }

        private double[] apply(Matrix matrix, double[] vector) {
            var out = new double[vector.length];
            for (int row = 0; row < matrix.size(); row++) {
                for (int column = 0; column < matrix.size(); column++) {
                    double re = matrix.re(row, column);
                    double im = matrix.im(row, column);
                    out[2 * row] += re * vector[2 * column] - im * vector[2 * column + 1];
                    out[2 * row + 1] += re * vector[2 * column + 1] + im * vector[2 * column];
                }
            }
            return out;
        }

        /** Re of left psi | O | right psi. */
        double between(Matrix left, Matrix right) {
            var bra = apply(left, state);
            var ket = apply(observable, apply(right, state));
            double sum = 0;
            for (int i = 0; i < bra.length; i++) {
                sum += bra[i] * ket[i];
            }
            return sum;
        }
    }

    private static Matrix controlled(Matrix matrix, int controls, boolean derivative) {
        var out = matrix;
        for (int i = 0; i < controls; i++) {
            out = derivative ? zeroUnlessOne(out) : out.controlled();
        }
        return out;
    }

    /** The derivative of a controlled gate: nothing changes where the control is 0. */
    private static Matrix zeroUnlessOne(Matrix inner) {
        int size = 2 * inner.size();
        var pairs = new double[2 * size * size];
        for (int row = 0; row < inner.size(); row++) {
            for (int column = 0; column < inner.size(); column++) {
                int at = 2 * ((2 * row + 1) * size + 2 * column + 1);
                pairs[at] = inner.re(row, column);
                pairs[at + 1] = inner.im(row, column);
            }
        }
        return Matrix.of(size, pairs);
    }

    @ParameterizedTest
    @EnumSource
    void shifted_values_give_the_exact_derivative(Gate gate) {
        var dice = new SplittableRandom(Long.getLong("seed", 29));
        for (int controls = 0; controls <= (gate.qubits() < 3 ? 2 : 0); controls++) {
            for (var step : RandomGates.of(gate, 30).subList(0, 8)) {
                for (int p = 0; p < gate.parameters().size(); p++) {
                    check(gate, step.parameters(), p, controls, dice);
                }
            }
        }
    }

    private static void check(
            Gate gate, List<Double> at, int parameter, int controls, SplittableRandom dice) {
        var experiment = Experiment.random(1 << gate.qubits() + controls, dice);
        java.util.function.DoubleUnaryOperator f =
                value -> {
                    var moved = new ArrayList<>(at);
                    moved.set(parameter, value);
                    var unitary = controlled(gate.matrix(moved), controls, false);
                    return experiment.between(unitary, unitary);
                };
        double point = at.get(parameter);
        var rule =
                controls == 0 ? gate.shiftRule(parameter) : ShiftRule.ofControlled(gate, parameter);

        Map<String, Double> named = new HashMap<>();
        for (int i = 0; i < at.size(); i++) {
            named.put(gate.parameters().get(i), at.get(i));
        }
        var symbolic = gate.formula();
        var reader = new FormulaReader(symbolic, named, gate.parameters().get(parameter));
        var unitary = controlled(gate.matrix(at), controls, false);
        var slope = controlled(reader.matrix(symbolic, true), controls, true);
        double exact = 2 * experiment.between(unitary, slope);
        double finite =
                (f.applyAsDouble(point + STEP) - f.applyAsDouble(point - STEP)) / (2 * STEP);

        assertThat(rule.derivative(f, point))
                .as("%s%s by parameter %s under %s controls", gate, at, parameter, controls)
                .isCloseTo(exact, within(ROUNDING));
        assertThat(finite).isCloseTo(exact, within(FINITE));
    }

    @Test
    void rotations_take_two_values_and_controlled_rotations_four() {
        assertThat(Gate.RX.shiftRule(0).evaluations()).isEqualTo(2);
        assertThat(Gate.P.shiftRule(0).evaluations()).isEqualTo(2);
        assertThat(Gate.CP.shiftRule(0).evaluations()).isEqualTo(2);
        assertThat(Gate.CRZ.shiftRule(0).evaluations()).isEqualTo(4);
        assertThat(ShiftRule.ofControlled(Gate.RX, 0)).isEqualTo(Gate.CRX.shiftRule(0));
        assertThat(Gate.GPHASE.shiftRule(0).evaluations()).isZero();
        double root = Math.sqrt(2);
        assertThat(Gate.CRY.shiftRule(0).terms())
                .containsExactly(
                        new ShiftRule.Term((root + 1) / (4 * root), Math.PI / 2),
                        new ShiftRule.Term(-(root - 1) / (4 * root), 3 * Math.PI / 2));
    }

    @Test
    void a_parameter_that_is_not_there_has_no_rule() {
        assertThatThrownBy(() -> Gate.X.shiftRule(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Gate.RX.shiftRule(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
