package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import java.util.List;

/**
 * The slow and obvious way: each gate as a full 2^n matrix times the whole state. Shares nothing
 * with the engines but the gates' own matrices.
 */
public final class DenseReference {
    private DenseReference() {}

    /** The amplitudes (re, im) of a circuit of gates only. */
    public static double[][] amplitudes(Circuit circuit) {
        var state = new double[1 << circuit.qubits()][2];
        state[0][0] = 1;
        for (var operation : circuit.operations()) {
            state =
                    switch (operation) {
                        case Operation.Apply apply ->
                                times(apply.matrix(), apply.qubits(), List.of(), state);
                        case Operation.Controlled(var controls, var target) ->
                                times(target.matrix(), target.qubits(), controls, state);
                        default -> throw new IllegalArgumentException("gates only: " + operation);
                    };
        }
        return state;
    }

    private static double[][] times(
            Matrix gate, List<Integer> operands, List<Integer> controls, double[][] state) {
        var out = new double[state.length][2];
        for (int row = 0; row < state.length; row++) {
            for (int column = 0; column < state.length; column++) {
                var element = element(gate, operands, controls, row, column);
                out[row][0] += element[0] * state[column][0] - element[1] * state[column][1];
                out[row][1] += element[0] * state[column][1] + element[1] * state[column][0];
            }
        }
        return out;
    }

    private static double[] element(
            Matrix gate, List<Integer> operands, List<Integer> controls, int row, int column) {
        if (!controls.stream().allMatch(control -> (column >> control & 1) == 1)) {
            return new double[] {row == column ? 1 : 0, 0};
        }
        int gateRow = 0;
        int gateColumn = 0;
        int others = ~0;
        for (int k = 0; k < operands.size(); k++) {
            gateRow |= (row >> operands.get(k) & 1) << k;
            gateColumn |= (column >> operands.get(k) & 1) << k;
            others &= ~(1 << operands.get(k));
        }
        return (row & others) != (column & others)
                ? new double[2]
                : new double[] {gate.re(gateRow, gateColumn), gate.im(gateRow, gateColumn)};
    }
}
