package cloud.somersault.circuits.compiler;

import java.util.List;

/**
 * The part of a two-qubit unitary that one-qubit gates can't undo: exp(i (x XX + y YY + z ZZ)),
 * with |z| the largest and |y| the smallest of the three, none above pi/4, x not negative, and z
 * only where it is alone.
 *
 * @param x radians
 * @param y radians
 * @param z radians
 */
record Interaction(double x, double y, double z) {
    static final Interaction NOTHING = new Interaction(0, 0, 0);
    static final Interaction CZ = new Interaction(0, 0, Math.PI / 4);
    static final Interaction SWAP = new Interaction(Math.PI / 4, Math.PI / 4, Math.PI / 4);

    private static final double TINY = Rotation.ANGLE_MIN / 2;

    static boolean isTiny(double angle) {
        return Math.abs(angle) < TINY;
    }

    /**
     * The least number of CZ that make it (Shende, Bullock, Markov, "Recognizing small-circuit
     * structure in two-qubit operators", arXiv:quant-ph/0308045): none for locals, one for z = pi/4
     * alone, two when y = 0, three for all.
     */
    int czGates() {
        if (!isTiny(y)) {
            return 3;
        }
        if (!isTiny(x)) {
            return 2;
        }
        return isTiny(z) ? 0 : isTiny(z - Math.PI / 4) ? 1 : 2;
    }

    /** Whether it is diagonal: then it commutes with rotations about Z. */
    boolean isDiagonal() {
        return isTiny(x) && isTiny(y);
    }

    /** Whether it is a SWAP. */
    boolean isSwap() {
        return isTiny(x - Math.PI / 4) && isTiny(y - Math.PI / 4) && isTiny(z - Math.PI / 4);
    }

    /**
     * Its steps in CZ and rotations.
     *
     * <p>Two CZ: CX turns X of its control into XX and Z of its target into ZZ. Three CZ (Vatan,
     * Williams, "Optimal quantum circuits for general two-qubit gates", arXiv:quant-ph/0308006):
     * CX(b,a) Rz(a) Ry(b) CX(a,b) Ry(b) CX(b,a) is SWAP times three commuting terms, and SWAP
     * itself is a shift of all three by pi/4.
     */
    void write(int a, int b, Expansion out) {
        switch (czGates()) {
            case 0 -> {}
            case 1 -> {
                out.cz(a, b);
                out.rz(a, -Math.PI / 2);
                out.rz(b, -Math.PI / 2);
            }
            case 2 -> {
                out.cx(a, b);
                out.rotate(a, aboutX(-2 * x));
                out.rz(b, -2 * z);
                out.cx(a, b);
            }
            default -> {
                out.rz(a, Math.PI / 2);
                out.cx(b, a);
                out.rotate(b, aboutY(-2 * (Math.PI / 4 - y)));
                out.cx(a, b);
                out.rz(a, -2 * (z - Math.PI / 4));
                out.rotate(b, aboutY(-2 * (x - Math.PI / 4)));
                out.cx(b, a);
                out.rz(b, -Math.PI / 2);
            }
        }
    }

    /** The steps on two qubits. */
    List<cloud.somersault.circuits.Operation> steps(int a, int b) {
        var out = new Expansion();
        write(a, b, out);
        return out.finish();
    }

    static Rotation aboutX(double angle) {
        return new Rotation(StrictMath.cos(angle / 2), StrictMath.sin(angle / 2), 0, 0);
    }

    static Rotation aboutY(double angle) {
        return new Rotation(StrictMath.cos(angle / 2), 0, StrictMath.sin(angle / 2), 0);
    }
}
