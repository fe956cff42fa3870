package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every two-qubit unitary comes back from its decomposition, with the least number of CZ. */
class KakTest {
    private static final long SEED = Long.getLong("seed", 5);

    /** Products of some ten unitaries, each right to some 1e-16. */
    private static final double ROUNDING = 1e-13;

    /** By so much a coordinate may pass pi/4 before it is taken for -pi/4. */
    private static final double HAIR = 2e-11;

    private static Unitary4 unitary(Matrix matrix) {
        var out = Unitary4.zero();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                out.re[row * 4 + column] = matrix.re(row, column);
                out.im[row * 4 + column] = matrix.im(row, column);
            }
        }
        return out;
    }

    /** 1 - |tr(A^-1 B)| / 4. */
    private static double distance(Unitary4 a, Unitary4 b) {
        double re = 0;
        double im = 0;
        for (int k = 0; k < 16; k++) {
            re += a.re[k] * b.re[k] + a.im[k] * b.im[k];
            im += a.re[k] * b.im[k] - a.im[k] * b.re[k];
        }
        return Math.abs(1 - Math.hypot(re, im) / 4);
    }

    /** The unitary of native steps on qubits 0 and 1, by their own matrices. */
    private static Unitary4 product(List<Operation> steps) {
        var all = Unitary4.of(Rotation.NOTHING, Rotation.NOTHING);
        for (var step : steps) {
            var apply = (Apply) step;
            var own = Matrix.identity(4);
            if (apply.qubits().size() == 2) {
                own = apply.matrix();
            } else {
                own = onOne(apply.matrix(), apply.qubits().getFirst());
            }
            all = unitary(own).after(all);
        }
        return all;
    }

    private static Matrix onOne(Matrix m, int qubit) {
        var pairs = new double[32];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                if ((row >> (1 - qubit) & 1) == (column >> (1 - qubit) & 1)) {
                    int r = row >> qubit & 1;
                    int c = column >> qubit & 1;
                    pairs[2 * (row * 4 + column)] = m.re(r, c);
                    pairs[2 * (row * 4 + column) + 1] = m.im(r, c);
                }
            }
        }
        return Matrix.of(4, pairs);
    }

    private static Kak check(Unitary4 unitary) {
        var kak = Kak.of(unitary);
        var core = kak.core();
        var back =
                Unitary4.of(kak.afterFirst(), kak.afterSecond())
                        .after(Unitary4.of(core))
                        .after(Unitary4.of(kak.beforeFirst(), kak.beforeSecond()));
        assertThat(distance(unitary, back)).isLessThan(ROUNDING);
        assertThat(core.isDiagonal() ? Math.abs(core.z()) : core.z())
                .isBetween(Math.abs(core.x()) - ROUNDING, Math.PI / 4 + HAIR);
        assertThat(core.x()).isGreaterThanOrEqualTo(Math.abs(core.y()) - ROUNDING);
        var steps = core.steps(0, 1);
        assertThat(distance(Unitary4.of(core), product(steps))).isLessThan(ROUNDING);
        assertThat(steps.stream().filter(Wires::isCz)).hasSize(core.czGates());
        return kak;
    }

    private static Rotation rotation(SplittableRandom dice) {
        if (dice.nextInt(3) == 0) {
            int quarter = dice.nextInt(4);
            return Rotation.euler(
                    quarter * Math.PI / 2,
                    dice.nextInt(4) * Math.PI / 2,
                    dice.nextInt(4) * Math.PI / 2);
        }
        return Rotation.euler(
                dice.nextDouble(Math.PI), dice.nextDouble(-7, 7), dice.nextDouble(-7, 7));
    }

    private static Unitary4 dressed(Unitary4 core, SplittableRandom dice) {
        return Unitary4.of(rotation(dice), rotation(dice))
                .after(core)
                .after(Unitary4.of(rotation(dice), rotation(dice)));
    }

    @ParameterizedTest
    @CsvSource({
        "ID, 0", "CX, 1", "CY, 1", "CZ, 1", "CH, 1", "SWAP, 3", "ISWAP, 2", "ISWAPDG, 2", "CSX, 2",
        "RZZ, 2", "RXX, 2", "RYY, 2", "RZX, 2", "CP, 2", "CRX, 2", "CRY, 2", "CRZ, 2", "CU, 2",
        "ISWAPTHETA, 2"
    })
    void a_gate_under_any_one_qubit_gates_takes_its_least_number_of_cz(Gate gate, int czGates) {
        var dice = new SplittableRandom(SEED);
        for (int round = 0; round < 50; round++) {
            var angles = new ArrayList<Double>();
            gate.parameters().forEach(_ -> angles.add(dice.nextDouble(.1, 1.4)));
            var bare =
                    gate == Gate.ID
                            ? Unitary4.of(Rotation.NOTHING, Rotation.NOTHING)
                            : unitary(gate.matrix(angles));
            assertThat(check(bare).core().czGates()).isEqualTo(czGates);
            assertThat(check(dressed(bare, dice)).core().czGates()).isEqualTo(czGates);
        }
    }

    @Test
    void a_clifford_gate_gets_clifford_rotations() {
        var dice = new SplittableRandom(SEED + 4);
        var entangling = List.of(Gate.CX, Gate.CZ, Gate.SWAP, Gate.ISWAP, Gate.CY);
        for (int round = 0; round < 500; round++) {
            var unitary = Unitary4.of(clifford(dice), clifford(dice));
            for (int i = 0; i < dice.nextInt(4); i++) {
                var gate = entangling.get(dice.nextInt(entangling.size()));
                unitary =
                        Unitary4.of(clifford(dice), clifford(dice))
                                .after(unitary(gate.matrix()).after(unitary));
            }
            var kak = check(unitary);
            for (var rotation :
                    List.of(
                            kak.afterFirst(),
                            kak.afterSecond(),
                            kak.beforeFirst(),
                            kak.beforeSecond())) {
                assertThat(turned(rotation))
                        .allSatisfy(part ->
                                assertThat(part).isCloseTo(Math.rint(part), within(ROUNDING)));
            }
        }
    }

    /** What becomes of the axes X and Z. */
    private static List<Double> turned(Rotation r) {
        return List.of(
                1 - 2 * (r.y() * r.y() + r.z() * r.z()),
                2 * (r.x() * r.y() + r.w() * r.z()),
                2 * (r.x() * r.z() - r.w() * r.y()),
                2 * (r.x() * r.z() + r.w() * r.y()),
                2 * (r.y() * r.z() - r.w() * r.x()),
                1 - 2 * (r.x() * r.x() + r.y() * r.y()));
    }

    private static Rotation clifford(SplittableRandom dice) {
        return Rotation.euler(
                dice.nextInt(4) * Math.PI / 2,
                dice.nextInt(4) * Math.PI / 2,
                dice.nextInt(4) * Math.PI / 2);
    }

    @Test
    void any_unitary_takes_at_most_three_cz() {
        var dice = new SplittableRandom(SEED + 1);
        for (int round = 0; round < 2000; round++) {
            var unitary = Unitary4.of(Rotation.NOTHING, Rotation.NOTHING);
            for (int i = 0; i < 1 + dice.nextInt(4); i++) {
                unitary = dressed(unitary(Gate.CX.matrix()), dice).after(unitary);
            }
            assertThat(check(unitary).core().czGates()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void corners_edges_and_what_lies_a_hair_beside_them_are_no_trouble() {
        var dice = new SplittableRandom(SEED + 2);
        double[] hairs = {0, 1e-16, -1e-15, 1e-13, -1e-11, 1e-9, -1e-8, 1e-6};
        for (int x = -4; x <= 4; x++) {
            for (int y = -4; y <= 4; y++) {
                for (int z = -4; z <= 4; z++) {
                    double hair = hairs[dice.nextInt(hairs.length)];
                    var core =
                            new Interaction(
                                    x * Math.PI / 8 + hair,
                                    y * Math.PI / 8,
                                    z * Math.PI / 8 - hair * dice.nextInt(2));
                    check(dressed(Unitary4.of(core), dice));
                }
            }
        }
    }

    @Test
    void a_swap_beside_a_gate_takes_one_cz_more_than_the_gate_and_never_more_than_three() {
        var dice = new SplittableRandom(SEED + 3);
        var swap = unitary(Gate.SWAP.matrix());
        for (int cz = 0; cz <= 3; cz++) {
            for (int round = 0; round < 50; round++) {
                double x = cz < 2 ? 0 : dice.nextDouble(.1, .3);
                var core =
                        new Interaction(
                                x,
                                cz < 3 ? 0 : dice.nextDouble(.01, x),
                                cz == 0 ? 0 : cz == 1 ? Math.PI / 4 : dice.nextDouble(x, .6));
                assertThat(check(dressed(Unitary4.of(core), dice)).core().czGates()).isEqualTo(cz);
                int with = check(swap.after(dressed(Unitary4.of(core), dice))).core().czGates();
                assertThat(with).isEqualTo(cz == 0 ? 3 : Math.min(cz + 1, 3));
            }
        }
    }
}
