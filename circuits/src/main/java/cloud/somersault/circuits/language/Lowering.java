package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-controlled gates in gates on one and two qubits, for a language that has no controls. A
 * controlled gate on one qubit is turned until it is diagonal, and is then a product of
 * multi-controlled phases. A phase lambda x1 x2 ... xm needs no further qubits: the product of bits
 * is 2^{1-m} times the alternating sum of the parities of all their subsets (Barenco et al. 1995,
 * section 7). Exact, and exponential in the number of controls, which is therefore limited.
 */
final class Lowering {
    private static final int QUBITS_MAX = 8;

    private final List<Operation> lowered = new ArrayList<>();

    private Lowering() {}

    static List<Operation> of(Controlled controlled) {
        if (controlled.controls().size() >= QUBITS_MAX) {
            throw new UnwritableCircuitException(
                    "OpenQASM 2 has no words for "
                            + controlled.controls().size()
                            + " controls on one gate");
        }
        var lowering = new Lowering();
        lowering.lower(controlled.controls(), controlled.target());
        return lowering.lowered;
    }

    private void lower(List<Integer> controls, Apply target) {
        if (Controls.controlled(controls, target) instanceof Controlled(var all, var bare)) {
            bare(all, bare);
        } else {
            lowered.add(Controls.controlled(controls, target));
        }
    }

    /** Of a gate whose own controls are among the controls, but for CU. */
    private void bare(List<Integer> controls, Apply target) {
        var q = target.qubits();
        double theta = target.parameters().isEmpty() ? 0 : target.parameters().getFirst();
        switch (target.gate()) {
            case SWAP -> {
                apply(Gate.CX, q.get(1), q.get(0));
                var inner = new ArrayList<>(controls);
                inner.add(q.get(0));
                lower(inner, new Apply(Gate.X, List.of(), List.of(q.get(1))));
                apply(Gate.CX, q.get(1), q.get(0));
            }
            case RXX -> between(Gate.H, Gate.H, controls, theta, q);
            case RYY -> {
                lowered.add(turn(Math.PI / 2, q.get(0)));
                lowered.add(turn(Math.PI / 2, q.get(1)));
                parity(controls, theta, q);
                lowered.add(turn(-Math.PI / 2, q.get(0)));
                lowered.add(turn(-Math.PI / 2, q.get(1)));
            }
            case RZZ -> parity(controls, theta, q);
            case RZX -> between(Gate.ID, Gate.H, controls, theta, q);
            case ISWAPTHETA -> exchange(controls, theta, q);
            case ISWAP -> exchange(controls, -Math.PI / 2, q);
            case ISWAPDG -> exchange(controls, Math.PI / 2, q);
            case CU -> {
                var p = target.parameters();
                var inner = new ArrayList<>(controls);
                inner.add(q.get(0));
                phase(inner, p.get(3));
                var u3 = new Apply(Gate.U3, p.subList(0, 3), List.of(q.get(1)));
                lower(inner, u3);
            }
            default -> oneQubit(controls, target);
        }
    }

    private void exchange(List<Integer> controls, double theta, List<Integer> q) {
        bare(controls, new Apply(Gate.RXX, List.of(theta), q));
        bare(controls, new Apply(Gate.RYY, List.of(theta), q));
    }

    private void between(
            Gate first, Gate second, List<Integer> controls, double theta, List<Integer> q) {
        apply(first, q.get(0));
        apply(second, q.get(1));
        parity(controls, theta, q);
        apply(first, q.get(0));
        apply(second, q.get(1));
    }

    private void parity(List<Integer> controls, double theta, List<Integer> q) {
        apply(Gate.CX, q.get(0), q.get(1));
        lower(controls, new Apply(Gate.RZ, List.of(theta), List.of(q.get(1))));
        apply(Gate.CX, q.get(0), q.get(1));
    }

    private static Apply turn(double angle, Integer qubit) {
        return new Apply(Gate.RX, List.of(angle), List.of(qubit));
    }

    private void oneQubit(List<Integer> controls, Apply target) {
        var spectrum = Spectrum.of(target.matrix());
        var axis =
                List.of(
                        Math.atan2(Math.hypot(spectrum.x(), spectrum.y()), spectrum.z()),
                        Math.atan2(spectrum.y(), spectrum.x()),
                        0.0);
        var turned = new Apply(Gate.U3, axis, target.qubits());
        boolean diagonal = axis.getFirst() == 0;
        if (!diagonal) {
            lowered.add(turned.inverse());
        }
        phase(controls, spectrum.plus());
        var all = new ArrayList<>(controls);
        all.addAll(target.qubits());
        phase(all, spectrum.minus() - spectrum.plus());
        if (!diagonal) {
            lowered.add(turned);
        }
    }

    /** The phase lambda where all these qubits are 1. */
    private void phase(List<Integer> qubits, double lambda) {
        if (Math.abs(lambda) < 1e-15) {
            return;
        }
        double share = lambda / (1 << qubits.size() - 1);
        for (int subset = 1; subset < 1 << qubits.size(); subset++) {
            int last = 31 - Integer.numberOfLeadingZeros(subset);
            double sign = Integer.bitCount(subset) % 2 == 1 ? 1 : -1;
            parityOnto(qubits, subset, last);
            lowered.add(new Apply(Gate.P, List.of(sign * share), List.of(qubits.get(last))));
            parityOnto(qubits, subset, last);
        }
    }

    private void parityOnto(List<Integer> qubits, int subset, int last) {
        for (int i = 0; i < last; i++) {
            if ((subset >> i & 1) == 1) {
                apply(Gate.CX, qubits.get(i), qubits.get(last));
            }
        }
    }

    private void apply(Gate gate, Integer... qubits) {
        if (gate != Gate.ID) {
            lowered.add(new Apply(gate, List.of(), List.of(qubits)));
        }
    }
}
