package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Matrix;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Amazon Braket's gates against the matrices in its documentation, entered here by hand: rows and
 * columns in the order 00, 01, 10, 11, the first qubit on the left.
 */
class BraketGatesTest {
    private static final double ROUNDING = 1e-12;
    private static final double A = .7;
    private static final double B = 1.1;
    private static final double C = .4;

    /** An entry: what it is, by modulus and argument. */
    private static double[] at(double modulus, double argument) {
        return new double[] {modulus * Math.cos(argument), modulus * Math.sin(argument)};
    }

    private static double[] real(double value) {
        return new double[] {value, 0};
    }

    private static double[] imaginary(double value) {
        return new double[] {0, value};
    }

    private static final double COS = Math.cos(A / 2);
    private static final double SIN = Math.sin(A / 2);
    private static final double ROOT = Math.sqrt(.5);
    private static final double[] O = real(0);
    private static final double[] I = real(1);

    private static final Map<String, double[][]> TWO_BY_TWO =
            Map.of(
                    "i", new double[][] {I, O, O, I},
                    "si", new double[][] {I, O, O, imaginary(-1)},
                    "ti", new double[][] {I, O, O, at(1, -Math.PI / 4)},
                    "v",
                            new double[][] {
                                at(ROOT, Math.PI / 4),
                                at(ROOT, -Math.PI / 4),
                                at(ROOT, -Math.PI / 4),
                                at(ROOT, Math.PI / 4)
                            },
                    "vi",
                            new double[][] {
                                at(ROOT, -Math.PI / 4),
                                at(ROOT, Math.PI / 4),
                                at(ROOT, Math.PI / 4),
                                at(ROOT, -Math.PI / 4)
                            },
                    "phaseshift(.7)", new double[][] {I, O, O, at(1, A)},
                    "gpi(.7)", new double[][] {O, at(1, -A), at(1, A), O},
                    "gpi2(.7)",
                            new double[][] {
                                real(ROOT),
                                at(ROOT, -A - Math.PI / 2),
                                at(ROOT, A - Math.PI / 2),
                                real(ROOT)
                            },
                    "prx(.7, 1.1)",
                            new double[][] {
                                real(COS),
                                at(SIN, -B - Math.PI / 2),
                                at(SIN, B - Math.PI / 2),
                                real(COS)
                            },
                    "u(.7, 1.1, .4)",
                            new double[][] {real(COS), at(-SIN, C), at(SIN, B), at(COS, B + C)});

    private static final Map<String, double[][]> FOUR_BY_FOUR =
            Map.ofEntries(
                    Map.entry(
                            "cnot",
                            new double[][] {I, O, O, O, O, I, O, O, O, O, O, I, O, O, I, O}),
                    Map.entry(
                            "cv",
                            new double[][] {
                                I,
                                O,
                                O,
                                O,
                                O,
                                I,
                                O,
                                O,
                                O,
                                O,
                                at(ROOT, Math.PI / 4),
                                at(ROOT, -Math.PI / 4),
                                O,
                                O,
                                at(ROOT, -Math.PI / 4),
                                at(ROOT, Math.PI / 4)
                            }),
                    Map.entry("cphaseshift(.7)", diagonal(I, I, I, at(1, A))),
                    Map.entry("cphaseshift00(.7)", diagonal(at(1, A), I, I, I)),
                    Map.entry("cphaseshift01(.7)", diagonal(I, at(1, A), I, I)),
                    Map.entry("cphaseshift10(.7)", diagonal(I, I, at(1, A), I)),
                    Map.entry(
                            "zz(.7)",
                            diagonal(at(1, -A / 2), at(1, A / 2), at(1, A / 2), at(1, -A / 2))),
                    Map.entry("xx(.7)", crossed(real(COS), imaginary(-SIN), imaginary(-SIN))),
                    Map.entry("yy(.7)", crossed(real(COS), imaginary(SIN), imaginary(-SIN))),
                    Map.entry("swap", middle(O, I)),
                    Map.entry("iswap", middle(O, imaginary(1))),
                    Map.entry("pswap(.7)", middle(O, at(1, A))),
                    Map.entry("xy(.7)", middle(real(COS), imaginary(SIN))),
                    Map.entry(
                            "ecr",
                            new double[][] {
                                O,
                                O,
                                real(ROOT),
                                imaginary(ROOT),
                                O,
                                O,
                                imaginary(ROOT),
                                real(ROOT),
                                real(ROOT),
                                imaginary(-ROOT),
                                O,
                                O,
                                imaginary(-ROOT),
                                real(ROOT),
                                O,
                                O
                            }),
                    Map.entry(
                            "ms(1.1, .4, .7)",
                            new double[][] {
                                real(COS),
                                O,
                                O,
                                at(SIN, -B - C - Math.PI / 2),
                                O,
                                real(COS),
                                at(SIN, -B + C - Math.PI / 2),
                                O,
                                O,
                                at(SIN, B - C - Math.PI / 2),
                                real(COS),
                                O,
                                at(SIN, B + C - Math.PI / 2),
                                O,
                                O,
                                real(COS)
                            }));

    private static double[][] diagonal(double[]... entries) {
        var all = new double[16][];
        Arrays.fill(all, O);
        for (int k = 0; k < 4; k++) {
            all[5 * k] = entries[k];
        }
        return all;
    }

    /** Equal on the diagonal; the corners and the inner entries across. */
    private static double[][] crossed(double[] own, double[] corners, double[] inner) {
        var all = diagonal(own, own, own, own);
        all[3] = corners;
        all[12] = corners;
        all[6] = inner;
        all[9] = inner;
        return all;
    }

    /** Nothing on 00 and 11. */
    private static double[][] middle(double[] stay, double[] swap) {
        var all = diagonal(I, stay, stay, I);
        all[6] = swap;
        all[9] = swap;
        return all;
    }

    /** The registry counts the first qubit as the lowest bit. */
    private static Matrix matrix(int qubits, double[][] entries) {
        int size = 1 << qubits;
        var pairs = new double[2 * size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int to = reversed(row, qubits) * size + reversed(column, qubits);
                pairs[2 * to] = entries[row * size + column][0];
                pairs[2 * to + 1] = entries[row * size + column][1];
            }
        }
        return Matrix.of(size, pairs);
    }

    private static int reversed(int index, int qubits) {
        return qubits == 1 ? index : (index & 1) << 1 | index >> 1;
    }

    /** Under a control, which makes global phases visible. */
    private static Matrix controlled(int qubits, String gate) {
        var operands = qubits == 1 ? " q[0], q[1];" : " q[0], q[1], q[2];";
        var text = "qubit[" + (qubits + 1) + "] q; ctrl @ " + gate + operands;
        return Unitary.of(Texts.circuit(Language.OPENQASM_3, text));
    }

    @Test
    void every_gate_has_the_matrix_of_the_documentation_phase_included() {
        TWO_BY_TWO.forEach((gate, entries) ->
                assertThat(controlled(1, gate).distance(matrix(1, entries).controlled()))
                        .as(gate)
                        .isLessThan(ROUNDING));
        FOUR_BY_FOUR.forEach((gate, entries) ->
                assertThat(controlled(2, gate).distance(matrix(2, entries).controlled()))
                        .as(gate)
                        .isLessThan(ROUNDING));
    }

    @Test
    void gates_whose_matrix_is_not_given_here_have_the_registry_s_under_the_same_name() {
        var rest = new TreeSet<>(BraketGates.ALL.keySet());
        TWO_BY_TWO.keySet().forEach(gate -> rest.remove(gate.replaceAll("\\(.*", "")));
        FOUR_BY_FOUR.keySet().forEach(gate -> rest.remove(gate.replaceAll("\\(.*", "")));
        assertThat(rest)
                .containsExactly(
                        "ccnot", "cswap", "cy", "cz", "h", "rx", "ry", "rz", "s", "t", "x", "y",
                        "z");
    }

    @Test
    void an_own_definition_comes_first() {
        var circuit =
                Texts.circuit(
                        Language.OPENQASM_3, "gate v a { U(0, 0, pi) a; } qubit q; v q; x q;");
        assertThat(circuit.operations()).hasSize(2);
    }
}
