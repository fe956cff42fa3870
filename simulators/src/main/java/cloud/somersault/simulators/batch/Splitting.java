package cloud.somersault.simulators.batch;

import cloud.somersault.simulators.batch.ParametricCircuit.ParametricGate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits gates into two kinds of pieces: RY, whose matrix is real, and phases of basis states. This
 * is all that the kernels know; everything between two RY on a qubit becomes one multiplication by
 * phases, however many gates it was.
 *
 * <p>The identities, operators acting from right to left: X = RY(pi) Z; H = RY(pi/2) Z; RX(t) =
 * P(-pi/2) RY(t) P(pi/2); U3(t, p, l) = P(p) RY(t) P(l); a controlled RY(t) = RY(t/2) CZ RY(-t/2)
 * CZ; a controlled X = RY(pi/2) CZ RY(-pi/2); XX = (RY RY)(pi/2) ZZ (RY RY)(-pi/2). A SWAP that is
 * not controlled only renames qubits. Global phases are left out, phases of controls are not.
 */
final class Splitting {
    private static final double QUARTER = Math.PI / 2;

    /** A piece of a gate. */
    sealed interface Piece {
        /** RY on a bit of the index. */
        record Turn(int bit, Angle angle) implements Piece {}

        /** e^{i angle} where all bits of the mask are 1. */
        record Phase(int mask, Angle angle) implements Piece {}
    }

    private final List<Piece> pieces = new ArrayList<>();

    /** Which bit of the index a qubit has, after the swaps so far. */
    private final int[] bits;

    private Splitting(int qubits) {
        bits = new int[qubits];
        Arrays.setAll(bits, qubit -> qubit);
    }

    /**
     * A circuit in pieces.
     *
     * @param pieces in order
     * @param bits which bit of the index each qubit has in the end
     */
    record Pieces(List<Piece> pieces, int[] bits) {}

    static Pieces of(ParametricCircuit circuit) {
        var splitting = new Splitting(circuit.qubits());
        circuit.gates().forEach(splitting::split);
        return new Pieces(List.copyOf(splitting.pieces), splitting.bits);
    }

    private void split(ParametricGate gate) {
        var p = gate.angles();
        var on = gate.qubits();
        int c = 0;
        for (int control : gate.controls()) {
            c |= mask(control);
        }
        int last = on.isEmpty() ? 0 : bits[on.getLast()];
        int ofFirst = on.isEmpty() ? 0 : c | mask(on.getFirst());
        switch (gate.gate()) {
            case GPHASE -> phase(c, p.getFirst());
            case ID -> {}
            case X -> x(c, last);
            case Y -> y(c, last);
            case Z -> phase(c | 1 << last, Math.PI);
            case H -> h(c, last);
            case S -> phase(c | 1 << last, QUARTER);
            case SDG -> phase(c | 1 << last, -QUARTER);
            case T -> phase(c | 1 << last, QUARTER / 2);
            case TDG -> phase(c | 1 << last, -QUARTER / 2);
            case SX -> sx(c, last, 1);
            case SXDG -> sx(c, last, -1);
            case RX -> rx(c, last, p.getFirst(), Angle.ZERO);
            case RY -> ry(c, last, p.getFirst());
            case RZ -> rz(c, last, p.getFirst());
            case P -> phase(c | 1 << last, p.getFirst());
            case RPHI -> rx(c, last, p.getFirst(), p.getLast());
            case U3 -> u3(c, last, p);
            case CX -> x(ofFirst, last);
            case CY -> y(ofFirst, last);
            case CZ -> phase(ofFirst | 1 << last, Math.PI);
            case CH -> h(ofFirst, last);
            case CSX -> sx(ofFirst, last, 1);
            case CSXDG -> sx(ofFirst, last, -1);
            case CP -> phase(ofFirst | 1 << last, p.getFirst());
            case CRX -> rx(ofFirst, last, p.getFirst(), Angle.ZERO);
            case CRY -> ry(ofFirst, last, p.getFirst());
            case CRZ -> rz(ofFirst, last, p.getFirst());
            case CU -> {
                phase(ofFirst, p.getLast());
                u3(ofFirst, last, p);
            }
            case SWAP -> swap(c, on.getFirst(), on.getLast());
            case ISWAP -> iswap(c, on, QUARTER);
            case ISWAPDG -> iswap(c, on, -QUARTER);
            case ISWAPTHETA -> {
                xx(c, on, p.getFirst());
                yy(c, on, p.getFirst());
            }
            case RXX -> xx(c, on, p.getFirst());
            case RYY -> yy(c, on, p.getFirst());
            case RZZ -> zz(c, bits[on.getFirst()], last, p.getFirst());
            case RZX -> {
                turn(last, -QUARTER);
                zz(c, bits[on.getFirst()], last, p.getFirst());
                turn(last, QUARTER);
            }
            case CCX -> x(ofFirst | mask(on.get(1)), last);
            case CCZ -> phase(ofFirst | mask(on.get(1)) | 1 << last, Math.PI);
            case CSWAP -> swap(ofFirst, on.get(1), on.get(2));
        }
    }

    private int mask(int qubit) {
        return 1 << bits[qubit];
    }

    private void phase(int mask, Angle angle) {
        if (mask != 0) {
            pieces.add(new Piece.Phase(mask, angle));
        }
    }

    private void phase(int mask, double angle) {
        phase(mask, Angle.constant(angle));
    }

    private void turn(int bit, Angle angle) {
        pieces.add(new Piece.Turn(bit, angle));
    }

    private void turn(int bit, double angle) {
        turn(bit, Angle.constant(angle));
    }

    private void ry(int c, int bit, Angle angle) {
        if (c == 0) {
            turn(bit, angle);
            return;
        }
        phase(c | 1 << bit, Math.PI);
        turn(bit, angle.times(-0.5));
        phase(c | 1 << bit, Math.PI);
        turn(bit, angle.times(0.5));
    }

    private void rz(int c, int bit, Angle angle) {
        phase(c, angle.times(-0.5));
        phase(c | 1 << bit, angle);
    }

    /** A rotation about the axis at this angle in the XY plane. */
    private void rx(int c, int bit, Angle angle, Angle axis) {
        phase(1 << bit, axis.times(-1).plus(QUARTER));
        ry(c, bit, angle);
        phase(1 << bit, axis.plus(-QUARTER));
    }

    private void sx(int c, int bit, int sign) {
        phase(c, sign * QUARTER / 2);
        rx(c, bit, Angle.constant(sign * QUARTER), Angle.ZERO);
    }

    private void u3(int c, int bit, List<Angle> p) {
        phase(c | 1 << bit, p.get(2));
        ry(c, bit, p.get(0));
        phase(c | 1 << bit, p.get(1));
    }

    private void x(int c, int bit) {
        if (c == 0) {
            phase(1 << bit, Math.PI);
            turn(bit, Math.PI);
            return;
        }
        turn(bit, -QUARTER);
        phase(c | 1 << bit, Math.PI);
        turn(bit, QUARTER);
    }

    private void y(int c, int bit) {
        phase(1 << bit, -QUARTER);
        x(c, bit);
        phase(1 << bit, QUARTER);
    }

    private void h(int c, int bit) {
        if (c == 0) {
            phase(1 << bit, Math.PI);
            turn(bit, QUARTER);
            return;
        }
        turn(bit, -QUARTER / 2);
        phase(c | 1 << bit, Math.PI);
        turn(bit, QUARTER / 2);
    }

    private void swap(int c, int first, int second) {
        if (c == 0) {
            int kept = bits[first];
            bits[first] = bits[second];
            bits[second] = kept;
            return;
        }
        x(mask(second), bits[first]);
        x(c | mask(first), bits[second]);
        x(mask(second), bits[first]);
    }

    private void iswap(int c, List<Integer> on, double angle) {
        phase(c | mask(on.getFirst()), angle);
        phase(c | mask(on.getLast()), angle);
        phase(c | mask(on.getFirst()) | mask(on.getLast()), Math.PI);
        swap(c, on.getFirst(), on.getLast());
    }

    private void zz(int c, int a, int b, Angle angle) {
        phase(c, angle.times(-0.5));
        phase(c | 1 << a, angle);
        phase(c | 1 << b, angle);
        phase(c | 1 << a | 1 << b, angle.times(-2));
    }

    private void xx(int c, List<Integer> on, Angle angle) {
        int a = bits[on.getFirst()];
        int b = bits[on.getLast()];
        turn(a, -QUARTER);
        turn(b, -QUARTER);
        zz(c, a, b, angle);
        turn(a, QUARTER);
        turn(b, QUARTER);
    }

    private void yy(int c, List<Integer> on, Angle angle) {
        phase(mask(on.getFirst()), -QUARTER);
        phase(mask(on.getLast()), -QUARTER);
        xx(c, on, angle);
        phase(mask(on.getFirst()), QUARTER);
        phase(mask(on.getLast()), QUARTER);
    }
}
