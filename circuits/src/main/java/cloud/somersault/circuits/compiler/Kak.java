package cloud.somersault.circuits.compiler;

/**
 * Any unitary on two qubits as one-qubit rotations, an {@link Interaction}, and one-qubit
 * rotations, up to a phase: U = (afterFirst x afterSecond) exp(i (x XX + y YY + z ZZ)) (beforeFirst
 * x beforeSecond).
 *
 * <p>In the magic basis one-qubit gates are real orthogonal and the interaction is diagonal
 * (Khaneja and Glaser; Kraus and Cirac, arXiv:quant-ph/0011050). So V = O1 D O2 there, and V^T V =
 * O2^T D^2 O2: its real and imaginary parts are symmetric and commute. Both are diagonalized at
 * once by Jacobi rotations (Bunse-Gerstner, Byers, Mehrmann 1993; angles of Cardoso and Souloumiac
 * 1996), which needs no luck where eigenvalues coincide, as they do for all the gates with names:
 * with equal eigenvalues the off-diagonal element is already nothing. Errors stay near 1e-15.
 */
record Kak(
        Rotation afterFirst,
        Rotation afterSecond,
        Interaction core,
        Rotation beforeFirst,
        Rotation beforeSecond) {

    private static final int SIZE = 4;
    private static final int SWEEPS_MAX = 40;
    private static final double OFF_DIAGONAL_MAX = 1e-30;

    private static final Rotation X = new Rotation(0, 1, 0, 0);
    private static final Rotation Y = new Rotation(0, 0, 1, 0);
    private static final Rotation Z = new Rotation(0, 0, 0, 1);
    private static final double HALF = Math.sqrt(0.5);

    /** Half turns that exchange two axes and reverse the third. */
    private static final Rotation XZ = new Rotation(0, HALF, 0, HALF);

    private static final Rotation XY = new Rotation(0, HALF, HALF, 0);

    /** Columns (00 + 11), i (01 + 10), (01 - 10), i (00 - 11), each over the root of 2. */
    private static final double[] MAGIC_RE = {
        HALF, 0, 0, 0, 0, 0, HALF, 0, 0, 0, -HALF, 0, HALF, 0, 0, 0
    };

    private static final double[] MAGIC_IM = {
        0, 0, 0, HALF, 0, HALF, 0, 0, 0, HALF, 0, 0, 0, 0, 0, -HALF
    };

    static Kak of(Unitary4 unitary) {
        var v = magic(unitary);
        var square = square(v);
        double[] re = square.re;
        double[] im = square.im;
        var right = diagonalizer(re, im);
        if (determinant(right) < 0) {
            negateColumn(right, 0);
        }
        var phase = new double[SIZE];
        for (int k = 0; k < SIZE; k++) {
            phase[k] = StrictMath.atan2(im[k * SIZE + k], re[k * SIZE + k]) / 2;
        }
        var left = left(v, right, phase);
        if (determinant(left) < 0) {
            negateColumn(left, 0);
            phase[0] += Math.PI;
        }
        var after = locals(left);
        var before = locals(transposed(right));
        double x = (phase[0] + phase[1] - phase[2] - phase[3]) / 4;
        double y = (phase[1] + phase[3] - phase[0] - phase[2]) / 4;
        double z = (phase[0] + phase[3] - phase[1] - phase[2]) / 4;
        return new Kak(after[0], after[1], new Interaction(x, y, z), before[0], before[1])
                .shifted()
                .sorted()
                .signed()
                .shifted()
                .settled();
    }

    /** V^T V. */
    private static Unitary4 square(Unitary4 v) {
        var square = Unitary4.zero();
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                for (int k = 0; k < SIZE; k++) {
                    int a = k * SIZE + row;
                    int b = k * SIZE + column;
                    square.re[row * SIZE + column] += v.re[a] * v.re[b] - v.im[a] * v.im[b];
                    square.im[row * SIZE + column] += v.re[a] * v.im[b] + v.im[a] * v.re[b];
                }
            }
        }
        return square;
    }

    /** O1 = V O2^T D^-1, which is real. */
    private static double[] left(Unitary4 v, double[] right, double[] phase) {
        var left = new double[SIZE * SIZE];
        for (int column = 0; column < SIZE; column++) {
            double c = StrictMath.cos(phase[column]);
            double s = StrictMath.sin(phase[column]);
            for (int row = 0; row < SIZE; row++) {
                for (int k = 0; k < SIZE; k++) {
                    left[row * SIZE + column] +=
                            (v.re[row * SIZE + k] * c + v.im[row * SIZE + k] * s)
                                    * right[k * SIZE + column];
                }
            }
        }
        return left;
    }

    /** M^-1 U M. */
    private static Unitary4 magic(Unitary4 unitary) {
        var m = Unitary4.zero();
        var inverse = Unitary4.zero();
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int at = row * SIZE + column;
                int mirrored = column * SIZE + row;
                m.re[at] = MAGIC_RE[at];
                m.im[at] = MAGIC_IM[at];
                inverse.re[mirrored] = MAGIC_RE[at];
                inverse.im[mirrored] = -MAGIC_IM[at];
            }
        }
        return inverse.after(unitary).after(m);
    }

    /** Makes two commuting symmetric matrices diagonal; the columns of the answer are the axes. */
    private static double[] diagonalizer(double[] re, double[] im) {
        var axes = new double[SIZE * SIZE];
        for (int k = 0; k < SIZE; k++) {
            axes[k * SIZE + k] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS_MAX; sweep++) {
            double off = 0;
            for (int p = 0; p < SIZE; p++) {
                for (int q = p + 1; q < SIZE; q++) {
                    off += turn(p, q, re, im, axes);
                }
            }
            if (off < OFF_DIAGONAL_MAX) {
                break;
            }
        }
        return axes;
    }

    /** One joint Jacobi rotation; what was off the diagonal, squared. */
    private static double turn(int p, int q, double[] re, double[] im, double[] axes) {
        double differenceRe = re[p * SIZE + p] - re[q * SIZE + q];
        double differenceIm = im[p * SIZE + p] - im[q * SIZE + q];
        double offRe = 2 * re[p * SIZE + q];
        double offIm = 2 * im[p * SIZE + q];
        double off = offRe * offRe + offIm * offIm;
        if (off < OFF_DIAGONAL_MAX / 100) {
            return off;
        }
        double ton = differenceRe * differenceRe + differenceIm * differenceIm - off;
        double toff = 2 * (differenceRe * offRe + differenceIm * offIm);
        double r = Math.sqrt(ton * ton + toff * toff);
        double u = ton >= 0 ? ton + r : Math.abs(toff);
        double w = ton >= 0 ? toff : toff >= 0 ? r - ton : ton - r;
        double norm = Math.sqrt(u * u + w * w);
        if (!(norm > 0)) {
            return off;
        }
        double c = Math.sqrt((1 + u / norm) / 2);
        double s = w / norm / (2 * c);
        rotateColumns(axes, p, q, c, s);
        rotateColumns(re, p, q, c, s);
        rotateRows(re, p, q, c, s);
        rotateColumns(im, p, q, c, s);
        rotateRows(im, p, q, c, s);
        return off;
    }

    private static void rotateColumns(double[] m, int p, int q, double c, double s) {
        for (int row = 0; row < SIZE; row++) {
            double a = m[row * SIZE + p];
            double b = m[row * SIZE + q];
            m[row * SIZE + p] = c * a + s * b;
            m[row * SIZE + q] = c * b - s * a;
        }
    }

    private static void rotateRows(double[] m, int p, int q, double c, double s) {
        for (int column = 0; column < SIZE; column++) {
            double a = m[p * SIZE + column];
            double b = m[q * SIZE + column];
            m[p * SIZE + column] = c * a + s * b;
            m[q * SIZE + column] = c * b - s * a;
        }
    }

    private static void negateColumn(double[] m, int column) {
        for (int row = 0; row < SIZE; row++) {
            m[row * SIZE + column] = -m[row * SIZE + column];
        }
    }

    private static double[] transposed(double[] m) {
        var out = new double[SIZE * SIZE];
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                out[column * SIZE + row] = m[row * SIZE + column];
            }
        }
        return out;
    }

    /** By products of 2 x 2 minors of the upper and the lower half. */
    private static double determinant(double[] m) {
        double sum = 0;
        for (int a = 0; a < SIZE; a++) {
            for (int b = a + 1; b < SIZE; b++) {
                int c = -1;
                int d = -1;
                for (int k = 0; k < SIZE; k++) {
                    if (k != a && k != b) {
                        d = c < 0 ? d : k;
                        c = c < 0 ? k : c;
                    }
                }
                double sign = (a + b) % 2 == 1 ? 1 : -1;
                sum +=
                        sign
                                * (m[a] * m[SIZE + b] - m[b] * m[SIZE + a])
                                * (m[2 * SIZE + c] * m[3 * SIZE + d]
                                        - m[2 * SIZE + d] * m[3 * SIZE + c]);
            }
        }
        return sum;
    }

    /** The rotation of each qubit in M O M^-1: its 16 Pauli coefficients are their products. */
    private static Rotation[] locals(double[] orthogonal) {
        var table = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                table[i][j] = coefficient(orthogonal, i, j);
            }
        }
        int best = 0;
        double most = -1;
        for (int i = 0; i < SIZE; i++) {
            double norm = 0;
            for (int j = 0; j < SIZE; j++) {
                norm += table[i][j] * table[i][j];
            }
            if (norm > most) {
                most = norm;
                best = i;
            }
        }
        var second = normalized(table[best]);
        var first = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                first[i] += table[i][j] * second[j];
            }
        }
        first = normalized(first);
        return new Rotation[] {
            new Rotation(first[0], first[1], first[2], first[3]),
            new Rotation(second[0], second[1], second[2], second[3])
        };
    }

    private static double[] normalized(double[] v) {
        double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2] + v[3] * v[3]);
        return new double[] {v[0] / norm, v[1] / norm, v[2] / norm, v[3] / norm};
    }

    /**
     * tr(O M^-1 (q_i x q_j)^-1 M) / 4 where q_0 = 1 and q_1, q_2, q_3 = -i X, -i Y, -i Z; the
     * matrix in the middle is real orthogonal.
     */
    private static double coefficient(double[] orthogonal, int i, int j) {
        double sum = 0;
        var basis = BASIS[i][j];
        for (int k = 0; k < SIZE * SIZE; k++) {
            sum += orthogonal[k] * basis[k];
        }
        return sum / SIZE;
    }

    /** M^-1 (q_i x q_j) M, for all i and j. */
    private static final double[][][] BASIS = basis();

    private static double[][][] basis() {
        var units = new Rotation[] {Rotation.NOTHING, X, Y, Z};
        var basis = new double[SIZE][SIZE][];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                basis[i][j] = magic(Unitary4.of(units[i], units[j])).re;
            }
        }
        return basis;
    }

    /** Each coordinate into (-pi/4, pi/4]: a shift by pi/2 is a Pauli on both qubits. */
    private Kak shifted() {
        var first = afterFirst;
        var second = afterSecond;
        double[] c = {core.x(), core.y(), core.z()};
        Rotation[] paulis = {X, Y, Z};
        for (int axis = 0; axis < 3; axis++) {
            // A little more than a quarter turn below stays below: -pi/4 is written as pi/4.
            double turns = Math.ceil(c[axis] / (Math.PI / 2) - 0.5 - 1e-11);
            c[axis] -= turns * Math.PI / 2;
            if (Math.abs(turns) % 2 == 1) {
                first = first.after(paulis[axis]);
                second = second.after(paulis[axis]);
            }
        }
        return new Kak(first, second, new Interaction(c[0], c[1], c[2]), beforeFirst, beforeSecond);
    }

    /** |z| the largest, |y| the smallest. */
    private Kak sorted() {
        var out = this;
        if (Math.abs(out.core.x()) > Math.abs(out.core.z())) {
            out = out.conjugated(XZ, XZ, new Interaction(core.z(), core.y(), core.x()));
        }
        if (Math.abs(out.core.y()) > Math.abs(out.core.x())) {
            var c = out.core;
            out = out.conjugated(XY, XY, new Interaction(c.y(), c.x(), c.z()));
            if (Math.abs(c.y()) > Math.abs(c.z())) {
                out = out.conjugated(XZ, XZ, new Interaction(c.z(), c.x(), c.y()));
            }
        }
        return out;
    }

    /** z and x not negative: a Pauli on one side reverses two signs. */
    private Kak signed() {
        var out = this;
        if (out.core.z() < 0) {
            var c = out.core;
            out = out.conjugated(X, Rotation.NOTHING, new Interaction(c.x(), -c.y(), -c.z()));
        }
        if (out.core.x() < 0) {
            var c = out.core;
            out = out.conjugated(Z, Rotation.NOTHING, new Interaction(-c.x(), -c.y(), c.z()));
        }
        return out;
    }

    private Kak conjugated(Rotation first, Rotation second, Interaction other) {
        return new Kak(
                afterFirst.after(first),
                afterSecond.after(second),
                other,
                first.inverse().after(beforeFirst),
                second.inverse().after(beforeSecond));
    }

    /**
     * What passes through the interaction is moved behind it, so that a Clifford gate gets Clifford
     * rotations, though its decomposition is not unique: everything through nothing and, changing
     * sides, through SWAP; turns about Z through exp(i z ZZ); turns about Y, changing sides,
     * through exp(i pi/4 (XX + ZZ)).
     */
    private Kak settled() {
        boolean swaps = Interaction.isTiny(core.x() - Math.PI / 4);
        if (core.czGates() == 0 || core.isSwap()) {
            return passed(beforeFirst, beforeSecond, swaps);
        }
        if (core.isDiagonal()) {
            var straight = straightened();
            return straight.passed(
                    lastAboutZ(straight.beforeFirst), lastAboutZ(straight.beforeSecond), false);
        }
        if (swaps && Interaction.isTiny(core.y())) {
            return passed(lastAboutY(beforeFirst), lastAboutY(beforeSecond), true);
        }
        return this;
    }

    /**
     * A half turn before exp(i z ZZ) goes behind it and reverses its sign, so that RZZ needs no
     * turns at all, whatever its angle.
     */
    private Kak straightened() {
        var out = this;
        double z = core.z();
        if (turnsOver(beforeFirst)) {
            z = -z;
            out = out.conjugated(X, Rotation.NOTHING, new Interaction(0, 0, z));
        }
        if (turnsOver(beforeSecond)) {
            z = -z;
            out = out.conjugated(Rotation.NOTHING, X, new Interaction(0, 0, z));
        }
        return out.shifted();
    }

    private static boolean turnsOver(Rotation r) {
        return r.w() * r.w() + r.z() * r.z() < 0.5 - 1e-9;
    }

    private Kak passed(Rotation first, Rotation second, boolean swaps) {
        return new Kak(
                afterFirst.after(swaps ? second : first),
                afterSecond.after(swaps ? first : second),
                core,
                first.inverse().after(beforeFirst),
                second.inverse().after(beforeSecond));
    }

    /** RZ(c) of RZ(c) RY(b) RZ(a), all of it where b is 0, and a = 0 where b is pi. */
    private static Rotation lastAboutZ(Rotation r) {
        if (r.isDiagonal()) {
            return r;
        }
        double difference = StrictMath.atan2(-r.x(), r.y());
        double sum = r.isHalfTurn() ? difference : StrictMath.atan2(r.z(), r.w());
        return Rotation.aboutZ(sum + difference);
    }

    private static Rotation lastAboutY(Rotation r) {
        var turned = lastAboutZ(new Rotation(r.w(), r.z(), r.x(), r.y()));
        return new Rotation(turned.w(), turned.y(), turned.z(), turned.x());
    }
}
