package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.compiler.CanonicalForm;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes unitary steps as few kinds of nodes, so that a sweep can do many at once.
 *
 * <p>One-qubit matrices are multiplied together per qubit until another gate needs the qubit. What
 * has come together is P(c), RY, P(a) and a global phase (P for diag(1, e^{i phi})). RY by more
 * than a right angle is a flip, a Z and the rest, so that all rotations have |t| at most 1; a flip
 * only changes how the index is read. All diagonal gates are products of phases on bit patterns. A
 * controlled matrix is V diag V^dagger, of which only the diagonal needs the controls. SWAP changes
 * how the index is read, and a controlled SWAP is three controlled X. Other matrices on two qubits
 * are taken apart into one-qubit matrices, phases and a real rotation (see {@link CanonicalForm}),
 * which are put together again as a {@link Node.Coupling}; with controls they stay dense.
 *
 * <p>A run from |0...0> starts from a product state: what happens to a qubit before it meets others
 * costs nothing.
 */
final class Fusing {
    private static final double[] IDENTITY = {1, 0, 0, 0, 0, 0, 1, 0};
    private static final double[] X = {0, 0, 1, 0, 1, 0, 0, 0};
    private static final Matrix SWAP = Gate.SWAP.matrix();

    private final int qubits;
    private final NodeWriter out;
    private final double[] @Nullable [] pending;
    private final double[] @Nullable [] start;
    private final int[] place;
    private int flips;

    /** Whether rotations are left for a coupling. */
    private boolean coupling;

    private Fusing(int qubits, boolean fromZero) {
        this.qubits = qubits;
        this.out = new NodeWriter(qubits);
        this.pending = new double[qubits] @Nullable [];
        this.start = new double[fromZero ? qubits : 0] @Nullable [];
        this.place = new int[qubits];
        for (int qubit = 0; qubit < qubits; qubit++) {
            place[qubit] = qubit;
        }
    }

    /**
     * Fuses steps.
     *
     * @param fromZero whether they start from |0...0>
     */
    static FusedCircuit fuse(int qubits, List<Step.Unitary> steps, boolean fromZero) {
        var fusing = new Fusing(qubits, fromZero);
        steps.forEach(fusing::step);
        fusing.end();
        var start = new ArrayList<double[]>();
        for (var factor : fusing.start) {
            start.add(factor == null ? new double[] {1, 0, 0, 0} : factor);
        }
        return new FusedCircuit(
                qubits,
                List.copyOf(start),
                fusing.out.nodes(),
                fusing.place,
                fusing.flips,
                fusing.out.phaseRe(),
                fusing.out.phaseIm());
    }

    /** Rotations behind a coupling that both its qubits end with are another. */
    private void end() {
        var at = new int[qubits];
        for (int qubit = 0; qubit < qubits; qubit++) {
            at[place[qubit]] = qubit;
        }
        for (int qubit = 0; qubit < qubits; qubit++) {
            int companion = out.companion(place[qubit]);
            coupling =
                    companion >= 0
                            && !isDiagonal(pending[qubit])
                            && !isDiagonal(pending[at[companion]]);
            flush(qubit);
            if (coupling) {
                flush(at[companion]);
                out.couple(new Node.Twist(place[qubit], companion, 0, 0, 1), List.of());
            }
        }
        coupling = false;
    }

    private void step(Step.Unitary step) {
        var matrix = step.matrix();
        switch (step.targets().size()) {
            case 0 -> phase(step.controls(), matrix.re(0, 0), matrix.im(0, 0));
            case 1 -> oneTarget(step, numbers(matrix));
            default -> twoTargets(step, numbers(matrix));
        }
    }

    private static double[] numbers(Matrix matrix) {
        int size = matrix.size();
        var numbers = new double[2 * size * size];
        for (int i = 0; i < size * size; i++) {
            numbers[2 * i] = matrix.re(i / size, i % size);
            numbers[2 * i + 1] = matrix.im(i / size, i % size);
        }
        return numbers;
    }

    /** e^{i phi} where all these qubits are 1. */
    private void phase(List<Integer> ones, double re, double im) {
        if (ones.size() == 1) {
            fold(ones.getFirst(), new double[] {1, 0, 0, 0, 0, 0, re, im});
            return;
        }
        int mask = 0;
        for (int qubit : ones) {
            flushUnlessDiagonal(qubit);
            mask |= 1 << place[qubit];
        }
        out.phase(mask, mask & ~flips, re, im);
    }

    private void oneTarget(Step.Unitary step, double[] m) {
        int target = step.targets().getFirst();
        if (step.controls().isEmpty()) {
            fold(target, m);
            return;
        }
        var eigen = Eigen2.of(m);
        fold(target, eigen.adjoint());
        controlledDiagonal(step.controls(), target, eigen);
        fold(target, eigen.vectors());
    }

    private void controlledDiagonal(List<Integer> controls, int target, Eigen2 eigen) {
        int mask = 0;
        for (int control : controls) {
            flushUnlessDiagonal(control);
            mask |= 1 << place[control];
        }
        flushUnlessDiagonal(target);
        int bit = 1 << place[target];
        int ones = (mask | bit) & ~flips;
        if (eigen.onesRe() != 1 || eigen.onesIm() != 0) {
            out.phase(mask | bit, ones, eigen.onesRe(), eigen.onesIm());
        }
        if (eigen.zerosRe() != 1 || eigen.zerosIm() != 0) {
            out.phase(mask | bit, ones ^ bit, eigen.zerosRe(), eigen.zerosIm());
        }
    }

    private void twoTargets(Step.Unitary step, double[] m) {
        int first = step.targets().getFirst();
        int second = step.targets().getLast();
        var controls = step.controls();
        if (step.matrix().equals(SWAP)) {
            if (controls.isEmpty()) {
                exchange(first, second);
            } else {
                controlledX(List.of(second), first);
                var both = new ArrayList<>(controls);
                both.add(first);
                controlledX(both, second);
                controlledX(List.of(second), first);
            }
            return;
        }
        int mask = 0;
        for (int control : controls) {
            flush(control);
            mask |= 1 << place[control];
        }
        if (step.matrix().isDiagonal(Double.MIN_NORMAL)) {
            flushUnlessDiagonal(first);
            flushUnlessDiagonal(second);
            int a = 1 << place[first];
            int b = 1 << place[second];
            for (int k = 0; k < 4; k++) {
                int zeros = ((k & 1) == 0 ? a : 0) | ((k & 2) == 0 ? b : 0);
                int all = mask | a | b;
                out.phase(all, all & ~flips ^ zeros, m[10 * k], m[10 * k + 1]);
            }
            return;
        }
        if (controls.isEmpty()) {
            twist(first, second, step.matrix());
            return;
        }
        flush(first);
        flush(second);
        int flipped = (flips >> place[first] & 1) | (flips >> place[second] & 1) << 1;
        out.act(
                new Node.Dense(
                        place[first], place[second], mask, mask & ~flips, flipped(m, flipped)));
    }

    /**
     * In its canonical form a gate is exp(i z ZZ), which is a phase, and exp(i (x XX + y YY)),
     * which after a quarter turn about Z of the second qubit is a real rotation of 00 with 11 by x
     * - y and of 01 with 10 by x + y. Rotations by more than pi/4 exchange the two first. Together
     * with rotations of its qubits before, it is a coupling; phases behind go into that as well.
     */
    private void twist(int first, int second, Matrix matrix) {
        var form = CanonicalForm.of(matrix);
        fold(first, numbers(form.beforeFirst()));
        fold(
                second,
                Eigen2.product(
                        new double[] {1, 0, 0, 0, 0, 0, 0, -1}, numbers(form.beforeSecond())));
        coupling = !isDiagonal(pending[first]) || !isDiagonal(pending[second]);
        flush(first);
        flush(second);
        var signs = new ArrayList<Node.Phase>();
        double equal = within(form.x() - form.y(), true, first, second, signs);
        double different = within(form.x() + form.y(), false, first, second, signs);
        out.global(StrictMath.cos(form.phase()), StrictMath.sin(form.phase()));
        add(place[first], place[second], equal, different, form.z(), signs);
        coupling = false;
        fold(first, numbers(form.afterFirst()));
        fold(
                second,
                Eigen2.product(numbers(form.afterSecond()), new double[] {1, 0, 0, 0, 0, 0, 0, 1}));
    }

    /**
     * What is left of an angle when a right one has been taken out: (a, b) becomes (-b, a) or (b,
     * -a), by reading the index in another way and a sign.
     */
    private double within(
            double angle, boolean equal, int first, int second, List<Node.Phase> signs) {
        if (Math.abs(angle) <= Math.PI / 4) {
            return angle;
        }
        if (equal) {
            flips ^= 1 << place[first] | 1 << place[second];
        }
        exchange(first, second);
        int a = 1 << place[first];
        int b = 1 << place[second];
        int turned = angle > 0 ? (equal ? 0 : a) : (equal ? a | b : b);
        signs.add(new Node.Phase(a | b, turned ^ flips & (a | b), -1, 0));
        return angle - Math.copySign(Math.PI / 2, angle);
    }

    private void add(
            int a, int b, double equal, double different, double z, List<Node.Phase> signs) {
        boolean otherSide = (flips >> a & 1) != (flips >> b & 1);
        double sign = (flips >> b & 1) == 0 ? 1 : -1;
        double angle = sign * (otherSide ? different : equal);
        double otherAngle = sign * (otherSide ? equal : different);
        double turn = otherSide ? -z : z;
        out.global(StrictMath.cos(turn), StrictMath.sin(turn));
        double scale = StrictMath.cos(angle);
        var twist = new Node.Twist(a, b, StrictMath.tan(angle), StrictMath.tan(otherAngle), scale);
        if (coupling) {
            out.couple(twist, signs);
        } else {
            signs.forEach(phase -> out.phase(phase.mask(), phase.pattern(), -1, 0));
            out.act(twist);
        }
        // What pairs with different bits have more than the others, e^{-2 i z} and their scale.
        double ratio = StrictMath.cos(otherAngle) / scale;
        double re = ratio * StrictMath.cos(2 * turn);
        double im = -ratio * StrictMath.sin(2 * turn);
        int both = 1 << a | 1 << b;
        double square = ratio * ratio * ratio * ratio;
        out.phase(1 << a, 1 << a, re, im);
        out.phase(1 << b, 1 << b, re, im);
        out.phase(both, both, (re * re - im * im) / square, -2 * re * im / square);
    }

    private void controlledX(List<Integer> controls, int target) {
        oneTarget(new Step.Unitary(Gate.X.matrix(), List.of(target), controls), X);
    }

    private static double[] flipped(double[] m, int flipped) {
        var out = new double[32];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int from = (row ^ flipped) * 4 + (column ^ flipped);
                out[2 * (row * 4 + column)] = m[2 * from];
                out[2 * (row * 4 + column) + 1] = m[2 * from + 1];
            }
        }
        return out;
    }

    private void exchange(int first, int second) {
        int was = place[first];
        place[first] = place[second];
        place[second] = was;
        var waiting = pending[first];
        pending[first] = pending[second];
        pending[second] = waiting;
    }

    private void fold(int qubit, double[] m) {
        var before = pending[qubit];
        pending[qubit] = before == null ? m : Eigen2.product(m, before);
    }

    private void flushUnlessDiagonal(int qubit) {
        var m = pending[qubit];
        boolean fresh = start.length > 0 && start[place[qubit]] == null;
        if (fresh || !isDiagonal(m)) {
            flush(qubit);
        }
    }

    private static boolean isDiagonal(double @Nullable [] m) {
        return m == null || m[2] == 0 && m[3] == 0 && m[4] == 0 && m[5] == 0;
    }

    private void flush(int qubit) {
        var m = pending[qubit];
        pending[qubit] = null;
        int at = place[qubit];
        if (start.length > 0 && start[at] == null) {
            var u = m == null ? IDENTITY : m;
            start[at] = new double[] {u[0], u[1], u[4], u[5]};
            return;
        }
        if (m == null) {
            return;
        }
        double c = Math.hypot(m[0], m[1]);
        double s = Math.hypot(m[4], m[5]);
        if (s == 0) {
            out.global(m[0], m[1]);
            onOne(at, m[6] * m[0] + m[7] * m[1], m[7] * m[0] - m[6] * m[1]);
            return;
        }
        double gRe = c > 0 ? m[0] / c : 1;
        double gIm = c > 0 ? m[1] / c : 0;
        out.global(gRe, gIm);
        // U = g P(a) RY P(c): e^{ia} = U10 / (s g)
        double aRe = (m[4] * gRe + m[5] * gIm) / s;
        double aIm = (m[5] * gRe - m[4] * gIm) / s;
        double bRe;
        double bIm;
        if (c >= s) { // e^{ic} = U11 / (c g e^{ia})
            double nRe = gRe * aRe - gIm * aIm;
            double nIm = gRe * aIm + gIm * aRe;
            bRe = (m[6] * nRe + m[7] * nIm) / c;
            bIm = (m[7] * nRe - m[6] * nIm) / c;
        } else { // e^{ic} = -U01 / (s g)
            bRe = -(m[2] * gRe + m[3] * gIm) / s;
            bIm = -(m[3] * gRe - m[2] * gIm) / s;
        }
        if (c >= s) {
            onOne(at, bRe, bIm);
            rotation(at, s / c, c);
        } else { // RY(theta) = RY(theta - pi) X Z
            onOne(at, -bRe, -bIm);
            flips ^= 1 << at;
            rotation(at, -c / s, s);
        }
        onOne(at, aRe, aIm);
    }

    private void rotation(int at, double t, double scale) {
        if (t != 0) {
            var rotation = new Node.Rotation(at, (flips >> at & 1) == 0 ? t : -t, scale);
            if (coupling) {
                out.leave(rotation);
            } else {
                out.act(rotation);
            }
        }
    }

    private void onOne(int at, double re, double im) {
        out.phase(1 << at, 1 << at & ~flips, re, im);
    }
}
