package cloud.somersault.simulators.statevector.fused;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down nodes on stored qubits. Phases on one qubit wait for others on the same. What phases
 * come behind a coupling, on its qubits and before anything else happens to them, becomes part of
 * it; so do rotations that are left for the next.
 */
final class NodeWriter {
    private final List<Node> nodes = new ArrayList<>();
    private final double[] held;

    /** For each qubit the coupling that did the last thing to it but phases, or -1. */
    private final int[] coupledBy;

    private final Node.@Nullable Rotation[] turns;
    private double phaseRe = 1;
    private double phaseIm;

    NodeWriter(int qubits) {
        this.held = new double[2 * qubits];
        this.coupledBy = new int[qubits];
        this.turns = new Node.@Nullable Rotation[qubits];
        for (int at = 0; at < qubits; at++) {
            held[2 * at] = 1;
            coupledBy[at] = -1;
        }
    }

    /** What was written, phases that wait included. */
    List<Node> nodes() {
        for (int at = 0; at < coupledBy.length; at++) {
            emitHeld(at);
        }
        return nodes;
    }

    /** The factor of everything that is not part of the nodes. */
    double phaseRe() {
        return phaseRe;
    }

    /** Its imaginary part. */
    double phaseIm() {
        return phaseIm;
    }

    /** A factor of everything. */
    void global(double re, double im) {
        double was = phaseRe;
        phaseRe = was * re - phaseIm * im;
        phaseIm = was * im + phaseIm * re;
    }

    /** A factor where the qubits under the mask have the pattern. */
    void phase(int mask, int pattern, double re, double im) {
        if (Integer.bitCount(mask) == 1) {
            int at = Integer.numberOfTrailingZeros(mask);
            if (pattern != 0) {
                hold(at, re, im);
            } else {
                global(re, im);
                double square = re * re + im * im;
                hold(at, re / square, -im / square);
            }
        } else if (re != 1 || im != 0) {
            write(new Node.Phase(mask, pattern, re, im));
        }
    }

    /** A factor where a qubit is 1. */
    private void hold(int at, double re, double im) {
        double wasRe = held[2 * at];
        double wasIm = held[2 * at + 1];
        held[2 * at] = wasRe * re - wasIm * im;
        held[2 * at + 1] = wasRe * im + wasIm * re;
    }

    private void emitHeld(int at) {
        double re = held[2 * at];
        double im = held[2 * at + 1];
        if (re != 1 || im != 0) {
            write(new Node.Phase(1 << at, 1 << at, re, im));
            held[2 * at] = 1;
            held[2 * at + 1] = 0;
        }
    }

    private void write(Node.Phase phase) {
        int by = coupledBy[Integer.numberOfTrailingZeros(phase.mask())];
        boolean whole = by >= 0 && (phase.mask() & ~nodes.get(by).mask()) == 0;
        if (whole
                && phase.pattern() != 0
                && coupledBy[31 - Integer.numberOfLeadingZeros(phase.mask())] == by
                && nodes.get(by) instanceof Node.Coupling before) {
            nodes.set(by, before.with(phase));
        } else {
            nodes.add(phase);
        }
    }

    /** Anything but a phase or a coupling. */
    void act(Node node) {
        int all = (1 << coupledBy.length) - 1;
        int before = node instanceof Node.Dense ? all : node.mask();
        for (int left = before; left != 0; left &= left - 1) {
            emitHeld(Integer.numberOfTrailingZeros(left));
        }
        add(node, -1);
    }

    private void add(Node node, int coupling) {
        for (int left = node.mask(); left != 0; left &= left - 1) {
            coupledBy[Integer.numberOfTrailingZeros(left)] = coupling;
        }
        nodes.add(node);
    }

    /** A rotation that becomes part of the next coupling, which must be the next on its qubit. */
    void leave(Node.Rotation rotation) {
        emitHeld(rotation.qubit());
        turns[rotation.qubit()] = rotation;
    }

    /** The qubit that came out of the same coupling and has only seen phases since, or -1. */
    int companion(int at) {
        int by = coupledBy[at];
        if (by >= 0) {
            int other = Integer.numberOfTrailingZeros(nodes.get(by).mask() & ~(1 << at));
            return coupledBy[other] == by ? other : -1;
        }
        return -1;
    }

    /**
     * A twist, with the rotations that were left for it and phases.
     *
     * @param twist what would be written without them
     * @param signs phases between the rotations and the twist
     */
    void couple(Node.Twist twist, List<Node.Phase> signs) {
        int low = Math.min(twist.first(), twist.second());
        int high = Math.max(twist.first(), twist.second());
        var between = new double[] {1, 0, 1, 0, 1, 0, 1, 0};
        double scale = twist.scale();
        for (int at : new int[] {low, high}) {
            int bit = 1 << at;
            var own = new Node.Phase(bit, bit, held[2 * at], held[2 * at + 1]);
            Node.Coupling.multiply(between, low, high, own);
            held[2 * at] = 1;
            held[2 * at + 1] = 0;
            var rotation = turns[at];
            scale *= rotation == null ? 1 : rotation.scale();
        }
        signs.forEach(phase -> Node.Coupling.multiply(between, low, high, phase));
        if (between[0] != 1) { // a sign
            global(-1, 0);
            for (int i = 0; i < between.length; i++) {
                between[i] = -between[i];
            }
        }
        var coupling =
                new Node.Coupling(
                        low,
                        high,
                        turn(low),
                        turn(high),
                        between,
                        twist.equal(),
                        twist.first() == low ? twist.different() : -twist.different(),
                        new double[] {scale, 0, scale, 0, scale, 0, scale, 0});
        add(coupling, nodes.size());
    }

    private double turn(int at) {
        var rotation = turns[at];
        turns[at] = null;
        return rotation == null ? 0 : rotation.t();
    }
}
