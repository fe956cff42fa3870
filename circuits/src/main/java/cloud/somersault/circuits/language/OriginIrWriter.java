package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes OriginIR that Origin's own parser (QPanda 2.8.10) reads: gates that it lacks stand in
 * CONTROL and DAGGER blocks or as U4, which has every global phase. All classical bits become the
 * one register c.
 */
final class OriginIrWriter {
    private final Circuit circuit;
    private final StringBuilder text = new StringBuilder();

    OriginIrWriter(Circuit circuit) {
        this.circuit = circuit;
    }

    String text() {
        line("QINIT " + circuit.qubits());
        line("CREG " + circuit.bits());
        circuit.operations().forEach(this::operation);
        return text.toString();
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private void operation(Operation operation) {
        switch (operation) {
            case Apply apply -> {
                if (apply.gate() != Gate.GPHASE) {
                    apply(apply, false);
                }
            }
            case Operation.Controlled(var controls, var target) -> controlled(controls, target);
            case Operation.Measure(int qubit, int bit) ->
                    line("MEASURE q[" + qubit + "],c[" + bit + "]");
            case Operation.Reset(int qubit) -> line("RESET q[" + qubit + "]");
            case Operation.Barrier(var qubits) -> {
                if (!qubits.isEmpty()) {
                    line("BARRIER " + operands(qubits));
                }
            }
            case Operation.Delay _ -> throw new UnwritableCircuitException("OriginIR has no delay");
            case Operation.If choice -> choice(choice);
            case Operation.Assign(int bit, Condition.Constant(var one)) ->
                    line("c[" + bit + "]=" + (one ? 1 : 0));
            case Operation.Assign(int bit, var value) -> line("c[" + bit + "]=" + condition(value));
            case Operation.While(var condition, var body, _) -> {
                line("QWHILE " + condition(condition));
                body.forEach(this::operation);
                line("ENDQWHILE");
            }
        }
    }

    /** Canonical first, so that a controlled phase becomes a phase of its last control. */
    private void controlled(List<Integer> controls, Apply target) {
        if (target.gate() != Gate.GPHASE) {
            line("CONTROL " + operands(controls));
            apply(target, true);
            line("ENDCONTROL");
            return;
        }
        switch (Controls.controlled(controls, target)) {
            case Operation.Controlled(var others, var phase) -> controlled(others, phase);
            case Operation other -> operation(other);
        }
    }

    /**
     * @param exact under a control, where a global phase counts
     */
    private void apply(Apply apply, boolean exact) {
        var q = apply.qubits();
        var p = apply.parameters();
        double half = Math.PI / 2;
        switch (apply.gate()) {
            case ID -> gate("I", p, q);
            case X,
                    Y,
                    Z,
                    H,
                    S,
                    T,
                    RX,
                    RY,
                    RZ,
                    U3,
                    CZ,
                    SWAP,
                    ISWAP,
                    ISWAPTHETA,
                    RXX,
                    RYY,
                    RZZ,
                    RZX ->
                    gate(apply.gate().name(), p, q);
            case P -> gate("U1", p, q);
            case RPHI -> gate("RPhi", p, q);
            case SDG -> inverse("S", q);
            case TDG -> inverse("T", q);
            case ISWAPDG -> inverse("ISWAP", q);
            case SX -> squareRootOfX(half, q, exact);
            case SXDG -> squareRootOfX(-half, q, exact);
            case CX -> gate("CNOT", p, q);
            case CP -> gate("CR", p, q);
            case CCX -> gate("TOFFOLI", p, q);
            case CU ->
                    gate(
                            "CU",
                            List.of(
                                    p.get(3) + (p.get(1) + p.get(2)) / 2,
                                    p.get(1),
                                    p.get(0),
                                    p.get(2)),
                            q);
            case CY -> block(Gate.Y, 1, apply);
            case CH -> block(Gate.H, 1, apply);
            case CSX -> block(Gate.SX, 1, apply);
            case CSXDG -> block(Gate.SXDG, 1, apply);
            case CRX -> block(Gate.RX, 1, apply);
            case CRY -> block(Gate.RY, 1, apply);
            case CRZ -> block(Gate.RZ, 1, apply);
            case CSWAP -> block(Gate.SWAP, 1, apply);
            case CCZ -> block(Gate.Z, 2, apply);
            case GPHASE -> throw new IllegalStateException("a phase is written by its controls");
        }
    }

    private void block(Gate target, int controls, Apply apply) {
        var q = apply.qubits();
        controlled(
                q.subList(0, controls),
                new Apply(target, apply.parameters(), q.subList(controls, q.size())));
    }

    private void inverse(String name, List<Integer> qubits) {
        line("DAGGER");
        gate(name, List.of(), qubits);
        line("ENDDAGGER");
    }

    /** RX turns alike, and U4 has the phase as well. */
    private void squareRootOfX(double angle, List<Integer> qubits, boolean exact) {
        if (exact) {
            double half = Math.PI / 2;
            gate("U4", List.of(angle / 2, -half, angle, half), qubits);
        } else {
            gate("RX", List.of(angle), qubits);
        }
    }

    private void gate(String name, List<Double> parameters, List<Integer> qubits) {
        String brackets =
                parameters.isEmpty()
                        ? ""
                        : parameters.stream()
                                .map(OriginIrWriter::number)
                                .collect(Collectors.joining(",", ",(", ")"));
        line(name + " " + operands(qubits) + brackets);
    }

    private static String number(double value) {
        return Double.toString(value).replace('E', 'e');
    }

    private static String operands(List<Integer> qubits) {
        return qubits.stream().map(qubit -> "q[" + qubit + "]").collect(Collectors.joining(","));
    }

    private void choice(Operation.If choice) {
        line("QIF " + condition(choice.condition()));
        choice.then().forEach(this::operation);
        if (!choice.otherwise().isEmpty()) {
            line("ELSE");
            choice.otherwise().forEach(this::operation);
        }
        line("ENDQIF");
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Compare(var bits, var comparison, long value) ->
                    switch (comparison) {
                        case EQUAL -> equal(bits, value);
                        case NOT_EQUAL -> "!(" + equal(bits, value) + ")";
                        case LESS -> less(bits, value);
                        case GREATER_OR_EQUAL -> "!(" + less(bits, value) + ")";
                        case LESS_OR_EQUAL -> less(bits, value) + " || " + equal(bits, value);
                        case GREATER ->
                                "!(" + less(bits, value) + " || " + equal(bits, value) + ")";
                    };
            case Condition.Not(var inner) -> "!(" + condition(inner) + ")";
            case Condition.And(var left, var right) ->
                    "(" + condition(left) + ") && (" + condition(right) + ")";
            case Condition.Or(var left, var right) ->
                    "(" + condition(left) + ") || (" + condition(right) + ")";
            case Condition.Xor(var left, var right) ->
                    "(%s && !%s) || (!%s && %s)"
                            .formatted(part(left), part(right), part(left), part(right));
            case Condition.CompareBits(var left, var comparison, var right) ->
                    condition(bitwise(left, comparison, right));
            case Condition.Constant(var one) -> one ? "1==1" : "1==0";
        };
    }

    private static String part(Condition condition) {
        return "(" + condition(condition) + ")";
    }

    /** The comparison of two numbers in comparisons of their bits. */
    private static Condition bitwise(
            List<Integer> left, Condition.Comparison comparison, List<Integer> right) {
        int width = Math.max(left.size(), right.size());
        var a = padded(left, width);
        var b = padded(right, width);
        return switch (comparison) {
            case EQUAL -> Logic.equal(a, b);
            case NOT_EQUAL -> Logic.not(Logic.equal(a, b));
            case LESS -> Logic.less(a, b);
            case GREATER -> Logic.less(b, a);
            case LESS_OR_EQUAL -> Logic.not(Logic.less(b, a));
            case GREATER_OR_EQUAL -> Logic.not(Logic.less(a, b));
        };
    }

    private static List<Condition> padded(List<Integer> bits, int width) {
        var all = new ArrayList<Condition>(width);
        for (int i = 0; i < width; i++) {
            all.add(i < bits.size() ? Condition.bit(bits.get(i)) : Logic.FALSE);
        }
        return all;
    }

    private static String bit(int bit, long value) {
        return "c[" + bit + "]==" + value;
    }

    private static String never(List<Integer> bits) {
        return "(" + bit(bits.getFirst(), 0) + " && " + bit(bits.getFirst(), 1) + ")";
    }

    private static boolean isBeyond(List<Integer> bits, long value) {
        return bits.size() < Long.SIZE && value >>> bits.size() != 0;
    }

    /** Bit by bit. */
    private static String equal(List<Integer> bits, long value) {
        if (isBeyond(bits, value)) {
            return never(bits);
        }
        var parts = new ArrayList<String>();
        for (int i = 0; i < bits.size(); i++) {
            parts.add(bit(bits.get(i), value >>> i & 1));
        }
        return parts.size() == 1
                ? parts.getFirst()
                : parts.stream().collect(Collectors.joining(" && ", "(", ")"));
    }

    /** Less in some bit, and equal in all above it. */
    private static String less(List<Integer> bits, long value) {
        if (isBeyond(bits, value)) {
            return "!" + never(bits);
        }
        var cases = new ArrayList<String>();
        for (int i = 0; i < bits.size(); i++) {
            if ((value >>> i & 1) == 0) {
                continue;
            }
            var parts = new ArrayList<String>();
            parts.add(bit(bits.get(i), 0));
            for (int above = i + 1; above < bits.size(); above++) {
                parts.add(bit(bits.get(above), value >>> above & 1));
            }
            cases.add(String.join(" && ", parts));
        }
        return cases.isEmpty()
                ? never(bits)
                : cases.stream().collect(Collectors.joining(" || ", "(", ")"));
    }
}
