package cloud.somersault.simulators;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gate's matrix with its controls taken out: an operand that leaves everything alone where it is
 * 0 is a control, whatever the gate is called. CCX is X with two controls, T is the 1x1 matrix e^{i
 * pi/4} with one.
 *
 * @param matrix what is left
 * @param targets operands of the gate that it acts on, least significant first
 * @param controls the other operands
 */
record ControlledCore(Matrix matrix, List<Integer> targets, List<Integer> controls) {

    static ControlledCore of(Matrix matrix) {
        int operands = Integer.numberOfTrailingZeros(matrix.size());
        var left = new ArrayList<Integer>(operands);
        for (int operand = 0; operand < operands; operand++) {
            left.add(operand);
        }
        var controls = new ArrayList<Integer>();
        for (int k = 0; k < left.size(); ) {
            if (isControl(matrix, 1 << k)) {
                matrix = where(matrix, 1 << k);
                controls.add(left.get(k));
                left.remove(k);
            } else {
                k++;
            }
        }
        return new ControlledCore(matrix, left, controls);
    }

    /** The step on these qubits, or nothing if it does nothing that anybody could see. */
    Optional<Step> onto(List<Integer> operands, List<Integer> furtherControls) {
        var allControls = of(controls, operands);
        if (!furtherControls.isEmpty()) {
            var all = new ArrayList<>(furtherControls);
            all.addAll(allControls);
            allControls = all;
        }
        if (targets.isEmpty() && (allControls.isEmpty() || matrix.equals(Matrix.identity(1)))) {
            return Optional.empty();
        }
        return Optional.of(new Step.Unitary(matrix, of(targets, operands), allControls));
    }

    /** The qubits of some of the operands. */
    private static List<Integer> of(List<Integer> some, List<Integer> operands) {
        return switch (some.size()) {
            case 0 -> List.of();
            case 1 -> List.of(operands.get(some.getFirst()));
            case 2 -> List.of(operands.get(some.getFirst()), operands.get(some.get(1)));
            default -> some.stream().map(operands::get).toList();
        };
    }

    private static boolean isControl(Matrix matrix, int bit) {
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                if ((row & column & bit) == 0
                        && (matrix.re(row, column) != (row == column ? 1 : 0)
                                || matrix.im(row, column) != 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes room in an index for a bit, and sets it. */
    private static int spread(int index, int bit) {
        return ((index & -bit) << 1) | (index & (bit - 1)) | bit;
    }

    private static Matrix where(Matrix matrix, int bit) {
        int size = matrix.size() / 2;
        var pairs = new double[2 * size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int from = spread(row, bit);
                int to = spread(column, bit);
                pairs[2 * (row * size + column)] = matrix.re(from, to);
                pairs[2 * (row * size + column) + 1] = matrix.im(from, to);
            }
        }
        return Matrix.of(size, pairs);
    }
}
