package cloud.somersault.simulators.trajectories;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plan as a {@link FrameProgram}, if all its steps can be: unitaries on one qubit, with
 * one control, or diagonal on two; those on two targets that keep the number of excitations; Pauli
 * noise and relaxation.
 */
final class FrameCompiler {
    /** Angles this close to a quarter turn are one: far below single precision. */
    private static final double QUARTER = 1e-12;

    /** Far from the ends of single precision. */
    private static final double LOG_SHRINKING_MAX = 30;

    private final List<FrameProgram.Op> ops = new ArrayList<>();
    private final List<FrameProgram.Place> places = new ArrayList<>();
    private final List<Double> layerScales = new ArrayList<>();
    private final int[] layer;

    /** Unitaries of one qubit with nothing between them are one. */
    private final @Nullable Matrix[] pending;

    private int signs;
    private double logShrinking;

    private FrameCompiler(int qubits) {
        layer = new int[qubits];
        pending = new @Nullable Matrix[qubits];
    }

    /** The program; empty if a step can't be written so. */
    static Optional<FrameProgram> compile(Plan plan, Checkpoint checkpoint) {
        var compiler = new FrameCompiler(plan.qubits());
        for (var step : plan.steps()) {
            checkpoint.pass();
            if (!alone(step)) {
                step.qubits().forEach(compiler::settle);
            }
            if (!compiler.add(step)) {
                return Optional.empty();
            }
        }
        for (int qubit = 0; qubit < plan.qubits(); qubit++) {
            compiler.settle(qubit);
        }
        int layers = compiler.layerScales.size() + 1;
        var scales = new double[layers];
        java.util.Arrays.fill(scales, 1);
        for (int i = 0; i + 1 < layers; i++) {
            scales[i] = compiler.layerScales.get(i);
        }
        return compiler.logShrinking > LOG_SHRINKING_MAX
                ? Optional.empty()
                : Optional.of(
                        new FrameProgram(
                                plan.qubits(),
                                layers,
                                List.copyOf(compiler.ops),
                                List.copyOf(compiler.places),
                                compiler.signs,
                                scales));
    }

    private static boolean alone(Step step) {
        return step instanceof Step.Unitary unitary && unitary.qubits().size() == 1;
    }

    private static Matrix matrix(Step.Unitary alone) {
        var m = alone.matrix();
        return alone.targets().isEmpty()
                ? Matrix.of(2, 1, 0, 0, 0, 0, 0, m.re(0, 0), m.im(0, 0))
                : m;
    }

    private void settle(int qubit) {
        var matrix = pending[qubit];
        if (matrix != null) {
            pending[qubit] = null;
            rotate(qubit, Angles.of(matrix));
        }
    }

    private boolean add(Step step) {
        return switch (step) {
            case Step.Unitary unitary -> unitary(unitary);
            case Step.Depolarize(double p, var qubits) -> {
                int count = 1 << 2 * qubits.size();
                var upTo = new double[count];
                for (int i = 0; i < count; i++) {
                    upTo[i] = (double) i / (count - 1);
                }
                pauli(qubits, p * (count - 1) / count, upTo);
                yield true;
            }
            case Step.PauliChannel(var probabilities, var qubits) -> {
                var upTo = new double[probabilities.size()];
                for (int i = 1; i < upTo.length; i++) {
                    upTo[i] = upTo[i - 1] + probabilities.get(i);
                }
                double any = upTo[upTo.length - 1];
                for (int i = 1; i < upTo.length && any > 0; i++) {
                    upTo[i] /= any;
                }
                pauli(qubits, any, upTo);
                yield true;
            }
            case Step.Relax(int qubit, double decay, double coherence) -> {
                relax(qubit, decay, coherence);
                yield true;
            }
            case Step.Kraus _,
                    Step.Measure _,
                    Step.Reset _,
                    Step.Branch _,
                    Step.Assign _,
                    Step.Loop _ ->
                    false;
        };
    }

    private void pauli(List<Integer> qubits, double probability, double[] upTo) {
        if (probability > 0) {
            ops.add(new FrameProgram.Chance(places.size()));
            places.add(
                    new FrameProgram.PauliPlace(
                            qubits.getFirst(), qubits.getLast(), probability, upTo));
        }
    }

    /**
     * With T2 at most T1, the channel is a mixture: with the probability of decay the qubit is
     * replaced by |0>, else it keeps its state, up to a Z. Nothing of it depends on the state but
     * what the replaced qubit was found in. With T2 above T1, coherence outlives the mixture, and
     * the qubit has to be asked for its excitation.
     */
    private void relax(int qubit, double decay, double coherence) {
        if (coherence <= 1 - decay) {
            double flip = decay < 1 ? (1 - coherence / (1 - decay)) / 2 : 0;
            double any = decay + (1 - decay) * flip;
            if (any > 0) {
                ops.add(new FrameProgram.Chance(places.size()));
                places.add(new FrameProgram.ResetPlace(qubit, any, decay / any, layer[qubit]));
            }
            return;
        }
        double kept = Math.sqrt(1 - decay);
        int place = places.size();
        ops.add(new FrameProgram.Chance(place));
        places.add(new FrameProgram.DecayPlace(qubit, decay, layer[qubit]));
        ops.add(new FrameProgram.Shrink(qubit, kept, layer[qubit], signs++, place));
        logShrinking -= StrictMath.log(kept);
        pauli(List.of(qubit), Math.max(0, (1 - coherence / kept) / 2), new double[] {0, 0, 0, 1});
    }

    private boolean unitary(Step.Unitary step) {
        var targets = step.targets();
        var controls = step.controls();
        if (alone(step)) {
            int qubit = step.qubits().getFirst();
            var before = pending[qubit];
            pending[qubit] = before == null ? matrix(step) : matrix(step).times(before);
            return true;
        }
        if (targets.isEmpty() && controls.size() == 2) {
            double angle = StrictMath.atan2(step.matrix().im(0, 0), step.matrix().re(0, 0));
            phase(controls.getFirst(), controls.getLast(), angle);
            return true;
        }
        if (targets.size() == 1 && controls.size() == 1) {
            controlled(controls.getFirst(), targets.getFirst(), step.matrix());
            return true;
        }
        if (targets.size() == 2 && controls.isEmpty() && keepsExcitations(step.matrix())) {
            exchange(targets.getFirst(), targets.getLast(), step.matrix());
            return true;
        }
        return false;
    }

    /** RZ(after) RY(turn) RZ(before). */
    private void rotate(int qubit, Angles angles) {
        rz(qubit, angles.before());
        ry(qubit, angles.turn());
        rz(qubit, angles.after());
    }

    /** In its eigenbasis, a controlled unitary is a phase where the control is 1. */
    private void controlled(int control, int target, Matrix matrix) {
        var eigen = Eigenbasis.of(matrix);
        var basis = Angles.of(eigen.vectors());
        // The RZ nearest to the phases commutes with them, and need not be undone.
        rz(target, -basis.after());
        ry(target, -basis.turn());
        rz(control, eigen.zeroPhase());
        phase(control, target, eigen.onePhase() - eigen.zeroPhase());
        ry(target, basis.turn());
        rz(target, basis.after());
    }

    /**
     * Blocks {00}, {01, 10}, {11}: with the parity in the second qubit, the middle block is a
     * unitary of the first one that the second controls, and the others are phases.
     */
    private void exchange(int first, int second, Matrix m) {
        var x = Matrix.of(2, 0, 0, 1, 0, 1, 0, 0, 0);
        controlled(first, second, x);
        // Odd parity: (first, second) = (0, 1) is |10>, (1, 1) is |01>.
        var block =
                Matrix.of(
                        2,
                        m.re(2, 2),
                        m.im(2, 2),
                        m.re(2, 1),
                        m.im(2, 1),
                        m.re(1, 2),
                        m.im(1, 2),
                        m.re(1, 1),
                        m.im(1, 1));
        controlled(second, first, block);
        double zeros = StrictMath.atan2(m.im(0, 0), m.re(0, 0));
        double ones = StrictMath.atan2(m.im(3, 3), m.re(3, 3));
        // Even parity: zeros where the first is 0, ones where it is 1; that is the phase zeros on
        // all but the odd, and the difference where the first is 1 and the second 0.
        rz(second, -zeros);
        rz(first, ones - zeros);
        phase(first, second, zeros - ones);
        controlled(first, second, x);
    }

    private static boolean keepsExcitations(Matrix m) {
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                boolean linked = Integer.bitCount(row) == Integer.bitCount(column);
                if (!linked && (m.re(row, column) != 0 || m.im(row, column) != 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void rz(int qubit, double angle) {
        double left = Math.IEEEremainder(angle, 2 * Math.PI);
        if (Math.abs(left) > Math.PI / 2 + QUARTER) {
            left -= Math.copySign(Math.PI, left);
            ops.add(new FrameProgram.Fixed(qubit, false, true));
        }
        if (Math.abs(left) > QUARTER) {
            boolean quarter = Math.abs(left) > Math.PI / 2 - QUARTER;
            ops.add(
                    new FrameProgram.Rz(
                            qubit,
                            left,
                            StrictMath.cos(left),
                            StrictMath.sin(left),
                            layer[qubit],
                            quarter ? -1 : signs++));
        }
    }

    private void ry(int qubit, double angle) {
        double left = Math.IEEEremainder(angle, 2 * Math.PI);
        if (Math.abs(left) > Math.PI / 2 + QUARTER) {
            left -= Math.copySign(Math.PI, left);
            ops.add(new FrameProgram.Fixed(qubit, true, true));
        }
        if (Math.abs(left) > QUARTER) {
            boolean quarter = Math.abs(left) > Math.PI / 2 - QUARTER;
            int at = layer[qubit]++;
            while (layerScales.size() <= at) {
                layerScales.add(1.0);
            }
            double half = quarter ? Math.copySign(Math.PI / 4, left) : left / 2;
            layerScales.set(at, layerScales.get(at) * StrictMath.cos(half));
            double tangent = quarter ? Math.copySign(1, left) : StrictMath.tan(half);
            ops.add(new FrameProgram.Ry(qubit, tangent, at, quarter ? -1 : signs++));
        }
    }

    private void phase(int a, int b, double angle) {
        double left = Math.IEEEremainder(angle, 2 * Math.PI);
        if (Math.abs(left) <= QUARTER) {
            return;
        }
        int at = Math.max(layer[a], layer[b]);
        layer[a] = at;
        layer[b] = at;
        if (Math.abs(left) > Math.PI - QUARTER) {
            ops.add(new FrameProgram.Cz(a, b, at));
        } else {
            double cos = StrictMath.cos(left);
            double sin = StrictMath.sin(left);
            ops.add(new FrameProgram.Cp(a, b, cos, sin, at, signs));
            signs += 2;
        }
    }
}
