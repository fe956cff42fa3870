package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says whether a compiled Clifford program of any size is the same unitary as its source: both must
 * turn X and Z of every program qubit into the same signed Pauli string, found where the final
 * layout says; on the other chip qubits, which start in |0>, there may be Z. What a gate does to
 * Paulis is read off its matrix.
 */
final class CliffordEquivalence {
    private static final double ROUNDING = 1e-6;
    private static final Matrix[] PAULIS = {
        Matrix.identity(2),
        Matrix.of(2, 0, 0, 1, 0, 1, 0, 0, 0),
        Matrix.of(2, 1, 0, 0, 0, 0, 0, -1, 0),
        Matrix.of(2, 0, 0, 0, -1, 0, 1, 0, 0)
    };

    /** A Pauli string: code 1 is X, 2 is Z, 3 is Y. */
    private static final class Pauli {
        final BitSet x = new BitSet();
        final BitSet z = new BitSet();
        boolean minus;

        int code(List<Integer> qubits) {
            int code = 0;
            for (int k = 0; k < qubits.size(); k++) {
                code |= (x.get(qubits.get(k)) ? 1 : 0) << 2 * k;
                code |= (z.get(qubits.get(k)) ? 2 : 0) << 2 * k;
            }
            return code;
        }
    }

    /** Of one gate: code of a Pauli before to code after, complemented where the sign changes. */
    private static final Map<Operation, int[]> TABLES = new HashMap<>();

    private CliffordEquivalence() {}

    static void check(Circuit source, Compiled compiled) {
        var program = source.touchedQubits();
        for (int qubit : program.stream().toArray()) {
            for (int kind = 0; kind < 2; kind++) {
                var wanted = new Pauli();
                var found = new Pauli();
                (kind == 0 ? wanted.x : wanted.z).set(qubit);
                (kind == 0 ? found.x : found.z).set(compiled.initialLayout().get(qubit));
                source.operations().forEach(step -> push(wanted, step));
                compiled.circuit().operations().forEach(step -> push(found, step));
                compare(program, compiled.finalLayout(), wanted, found);
            }
        }
    }

    private static void compare(BitSet program, List<Integer> layout, Pauli wanted, Pauli found) {
        assertThat(found.minus).isEqualTo(wanted.minus);
        var places = new BitSet();
        program.stream()
                .forEach(q -> {
                    places.set(layout.get(q));
                    assertThat(found.x.get(layout.get(q))).isEqualTo(wanted.x.get(q));
                    assertThat(found.z.get(layout.get(q))).isEqualTo(wanted.z.get(q));
                });
        var outside = (BitSet) found.x.clone();
        outside.andNot(places);
        assertThat(outside.isEmpty()).isTrue();
    }

    private static void push(Pauli pauli, Operation operation) {
        if (!(operation instanceof Apply apply)) {
            return;
        }
        var qubits = apply.qubits();
        int code = pauli.code(qubits);
        if (code == 0) {
            return;
        }
        int after = table(apply)[code];
        if (after < 0) {
            after = ~after;
            pauli.minus = !pauli.minus;
        }
        for (int k = 0; k < qubits.size(); k++) {
            pauli.x.set(qubits.get(k), (after >> 2 * k & 1) != 0);
            pauli.z.set(qubits.get(k), (after >> 2 * k & 2) != 0);
        }
    }

    private static int[] table(Apply apply) {
        var places = apply.qubits().size() == 1 ? List.of(0) : List.of(0, 1);
        var key = new Apply(apply.gate(), apply.parameters(), places);
        return TABLES.computeIfAbsent(key, _ -> tableOf(apply));
    }

    private static int[] tableOf(Apply apply) {
        var unitary = apply.matrix();
        int codes = 1 << 2 * apply.qubits().size();
        var table = new int[codes];
        for (int code = 0; code < codes; code++) {
            var image = unitary.times(matrix(code, apply)).times(unitary.adjoint());
            boolean known = false;
            for (int after = 0; after < codes; after++) {
                var pauli = matrix(after, apply);
                if (distance(image, pauli, 1) < ROUNDING) {
                    table[code] = after;
                    known = true;
                } else if (distance(image, pauli, -1) < ROUNDING) {
                    table[code] = ~after;
                    known = true;
                }
            }
            assertThat(known).as("%s is a Clifford gate", apply).isTrue();
        }
        return table;
    }

    private static Matrix matrix(int code, Apply apply) {
        var first = PAULIS[code & 3];
        if (apply.qubits().size() == 1) {
            return first;
        }
        var second = PAULIS[code >> 2];
        var pairs = new double[32];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                double a = first.re(row & 1, column & 1);
                double b = first.im(row & 1, column & 1);
                double c = second.re(row >> 1, column >> 1);
                double d = second.im(row >> 1, column >> 1);
                pairs[2 * (4 * row + column)] = a * c - b * d;
                pairs[2 * (4 * row + column) + 1] = a * d + b * c;
            }
        }
        return Matrix.of(4, pairs);
    }

    private static double distance(Matrix a, Matrix b, int sign) {
        double most = 0;
        for (int row = 0; row < a.size(); row++) {
            for (int column = 0; column < a.size(); column++) {
                most = Math.max(most, Math.abs(a.re(row, column) - sign * b.re(row, column)));
                most = Math.max(most, Math.abs(a.im(row, column) - sign * b.im(row, column)));
            }
        }
        return most;
    }
}
