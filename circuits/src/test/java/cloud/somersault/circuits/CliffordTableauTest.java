package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tableaux against dense matrices, and against what every textbook says. */
class CliffordTableauTest {
    private static final double ROUNDING = 1e-11;
    private static final String LETTERS = "IXYZ";

    /** Independent of {@link PauliString#matrix}: a Kronecker product, the last qubit outermost. */
    private static Matrix kronecker(String lettersFromQubit0) {
        var product = Matrix.identity(1);
        for (char letter : lettersFromQubit0.toCharArray()) {
            var one =
                    switch (letter) {
                        case 'X' -> Matrix.of(2, 0, 0, 1, 0, 1, 0, 0, 0);
                        case 'Y' -> Matrix.of(2, 0, 0, 0, -1, 0, 1, 0, 0);
                        case 'Z' -> Matrix.of(2, 1, 0, 0, 0, 0, 0, -1, 0);
                        default -> Matrix.identity(2);
                    };
            int inner = product.size();
            var pairs = new double[2 * 4 * inner * inner];
            for (int row = 0; row < 2 * inner; row++) {
                for (int column = 0; column < 2 * inner; column++) {
                    double re = one.re(row / inner, column / inner);
                    double im = one.im(row / inner, column / inner);
                    double pRe = product.re(row % inner, column % inner);
                    double pIm = product.im(row % inner, column % inner);
                    int at = 2 * (row * 2 * inner + column);
                    pairs[at] = re * pRe - im * pIm;
                    pairs[at + 1] = re * pIm + im * pRe;
                }
            }
            product = Matrix.of(2 * inner, pairs);
        }
        return product;
    }

    private static List<String> allPaulis(int qubits) {
        var all = new ArrayList<>(List.of(""));
        for (int qubit = 0; qubit < qubits; qubit++) {
            var longer = new ArrayList<String>();
            all.forEach(word -> LETTERS.chars().forEach(c -> longer.add(word + (char) c)));
            all = longer;
        }
        return all;
    }

    private static PauliString pauli(String letters, boolean negative) {
        long x = 0;
        long z = 0;
        for (int qubit = 0; qubit < letters.length(); qubit++) {
            x |= "XY".indexOf(letters.charAt(qubit)) >= 0 ? 1L << qubit : 0;
            z |= "YZ".indexOf(letters.charAt(qubit)) >= 0 ? 1L << qubit : 0;
        }
        return new PauliString(letters.length(), x, z, negative);
    }

    /** The Pauli operators whose trace with a conjugated one has the full size. */
    private static List<PauliString> found(Matrix conjugated, List<String> paulis) {
        var found = new ArrayList<PauliString>();
        for (var letters : paulis) {
            var product = kronecker(letters).times(conjugated);
            double trace = 0;
            for (int i = 0; i < product.size(); i++) {
                trace += product.re(i, i);
            }
            if (Math.abs(Math.abs(trace) / product.size() - 1) < ROUNDING) {
                found.add(pauli(letters, trace < 0));
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_clifford_when_paulis_stay_paulis_and_the_tableau_says_which(Gate gate) {
        var paulis = allPaulis(gate.qubits());
        for (var step : RandomGates.of(gate, 23).subList(0, gate.qubits() == 3 ? 1 : 20)) {
            var unitary = step.matrix();
            var tableau = gate.tableau(RandomGates.values(step));
            boolean clifford = true;
            for (var letters : paulis) {
                var conjugated = unitary.times(kronecker(letters)).times(unitary.adjoint());
                var images = found(conjugated, paulis);
                clifford &= images.size() == 1;
                if (tableau.isPresent()) {
                    assertThat(images).as("%s of %s", step, letters).hasSize(1);
                    assertThat(tableau.get().image(pauli(letters, false)))
                            .isEqualTo(images.getFirst());
                    assertThat(tableau.get().image(pauli(letters, true)).negative())
                            .isNotEqualTo(images.getFirst().negative());
                }
            }
            assertThat(gate.isClifford(RandomGates.values(step)))
                    .as("%s", step)
                    .isEqualTo(clifford);
        }
    }

    @Test
    void a_pauli_string_is_the_kronecker_product_of_its_letters() {
        for (var letters : allPaulis(3)) {
            assertThat(pauli(letters, false).matrix().distance(kronecker(letters))).isZero();
            assertThat(pauli(letters, true).matrix().distance(kronecker(letters).scaled(-1, 0)))
                    .isZero();
        }
    }

    @Test
    void pauli_strings_commute_when_their_matrices_do() {
        for (var first : allPaulis(2)) {
            for (var second : allPaulis(2)) {
                var a = kronecker(first);
                var b = kronecker(second);
                assertThat(pauli(first, false).commutesWith(pauli(second, true)))
                        .isEqualTo(a.times(b).distance(b.times(a)) == 0);
            }
        }
    }

    @Test
    void one_gate_after_another_is_the_tableau_of_the_product() {
        var dice = new SplittableRandom(Long.getLong("seed", 24));
        var gates = List.of(Gate.CX, Gate.CY, Gate.ISWAP, Gate.SWAP, Gate.RXX, Gate.RZX);
        var matrix = Matrix.identity(4);
        var tableau = CliffordTableau.identity(2);
        for (int i = 0; i < 50; i++) {
            var gate = gates.get(dice.nextInt(gates.size()));
            var angles = gate.parameters().stream().map(_ -> Math.PI / 2).toList();
            var next = new Apply(gate, angles, List.of(0, 1)).matrix();
            matrix = next.times(matrix);
            tableau = CliffordTableau.of(next).orElseThrow().after(tableau);
            assertThat(CliffordTableau.of(matrix)).contains(tableau);
        }
    }

    @Test
    void the_textbook_tableaux() {
        assertThat(Gate.H.tableau().orElseThrow()).hasToString("X0 -> +Z0, Z0 -> +X0");
        assertThat(Gate.S.tableau().orElseThrow()).hasToString("X0 -> +Y0, Z0 -> +Z0");
        assertThat(Gate.SX.tableau().orElseThrow()).hasToString("X0 -> +X0, Z0 -> -Y0");
        assertThat(Gate.CX.tableau().orElseThrow())
                .hasToString("X0 -> +X0 X1, Z0 -> +Z0, X1 -> +X1, Z1 -> +Z0 Z1");
        assertThat(Gate.CZ.tableau().orElseThrow())
                .hasToString("X0 -> +X0 Z1, Z0 -> +Z0, X1 -> +Z0 X1, Z1 -> +Z1");
        assertThat(Gate.ISWAP.tableau().orElseThrow())
                .hasToString("X0 -> +Z0 Y1, Z0 -> +Z1, X1 -> +Y0 Z1, Z1 -> +Z0");
        assertThat(Gate.T.tableau()).isEmpty();
        assertThat(Gate.CCX.tableau()).isEmpty();
        assertThat(Gate.RZ.tableau(Math.PI / 2)).isEqualTo(Gate.S.tableau());
        assertThat(Gate.GPHASE.tableau(1.0)).contains(CliffordTableau.identity(0));
    }
}
