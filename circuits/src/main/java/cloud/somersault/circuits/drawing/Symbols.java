package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.drawing.Mark.Box;
import cloud.somersault.circuits.drawing.Mark.Control;
import cloud.somersault.circuits.drawing.Mark.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which marks stand for an operation. */
final class Symbols {
    private static final int ASSIGNMENT_MAX = 24;

    private final Rows rows;
    private final Labels labels;

    Symbols(Rows rows, Labels labels) {
        this.rows = rows;
        this.labels = labels;
    }

    /** The marks of anything but an If or While, in the order of their rows. */
    List<Mark> of(Operation operation) {
        var marks = new ArrayList<Mark>();
        switch (operation) {
            case Apply apply -> gate(apply, List.of(), marks);
            case Operation.Controlled(var controls, var target) -> gate(target, controls, marks);
            case Operation.Measure(int qubit, int bit) -> measure(qubit, bit, marks);
            case Operation.Reset(int qubit) ->
                    marks.add(new Box(rows.qubit(qubit), labels.reset(), Kind.RESET));
            case Operation.Barrier(var qubits) ->
                    qubits.stream()
                            .filter(rows::shows)
                            .distinct()
                            .forEach(qubit -> marks.add(new Mark.Fence(rows.qubit(qubit))));
            case Operation.Delay(double seconds, var qubits) -> {
                var label = labels.delay(seconds);
                qubits.stream()
                        .distinct()
                        .forEach(qubit -> marks.add(new Box(rows.qubit(qubit), label, Kind.WAIT)));
            }
            case Operation.Assign(int bit, var value) ->
                    labels.register(bit)
                            .ifPresent(register -> {
                                var label = labels.assignment(bit, value, ASSIGNMENT_MAX);
                                marks.add(new Box(rows.register(register), label, Kind.GATE));
                            });
            case Operation.If _, Operation.While _ ->
                    throw new IllegalArgumentException("what contains others is a frame");
        }
        if (marks.isEmpty()) {
            marks.add(new Box(rows.nowhere(), nothing(operation), Kind.GATE));
        }
        marks.sort(Comparator.comparingInt(Mark::row));
        return marks;
    }

    private String nothing(Operation operation) {
        return switch (operation) {
            case Operation.Barrier _ -> "barrier";
            case Operation.Delay(double seconds, _) -> labels.delay(seconds);
            default -> labels.words(operation);
        };
    }

    private void measure(int qubit, int bit, List<Mark> marks) {
        var register = labels.register(bit);
        String label = register.isPresent() ? "M" : "M " + bit;
        marks.add(new Box(rows.qubit(qubit), label, Kind.MEASUREMENT));
        register.ifPresent(r -> marks.add(new Mark.Bit(rows.register(r), "" + (bit - r.offset()))));
    }

    /** A gate's own controls become controls like any others. */
    private void gate(Apply apply, List<Integer> controls, List<Mark> marks) {
        var gate = apply.gate();
        var q = apply.qubits();
        int own =
                switch (gate) {
                    case CX, CY, CZ, CH, CSX, CSXDG, CP, CRX, CRY, CRZ, CU, CSWAP -> 1;
                    case CCX, CCZ -> 2;
                    case GPHASE, ID, X, Y, Z, H, S, SDG, T, TDG, SX, SXDG -> 0;
                    case RX, RY, RZ, P, RPHI, U3 -> 0;
                    case SWAP, ISWAP, ISWAPDG, ISWAPTHETA, RXX, RYY, RZZ, RZX -> 0;
                };
        var all = Stream.concat(controls.stream(), q.stream().limit(own)).toList();
        if (gate == Gate.GPHASE) {
            phase(apply, all, marks);
            return;
        }
        all.forEach(control -> marks.add(new Control(rows.qubit(control))));
        var targets = q.subList(own, q.size()).stream().map(rows::qubit).toList();
        boolean controlled = !all.isEmpty();
        switch (gate) {
            case X, CX, CCX -> {
                int row = targets.getFirst();
                marks.add(controlled ? new Mark.Target(row) : box(apply, row));
            }
            case Z, CZ, CCZ -> {
                int row = targets.getFirst();
                marks.add(controlled ? new Control(row) : box(apply, row));
            }
            case SWAP, CSWAP -> targets.forEach(row -> marks.add(new Mark.Cross(row)));
            case RZX -> {
                String name = labels.name(gate);
                marks.add(new Box(targets.get(0), box(apply, 0).label() + ":Z", Kind.GATE));
                marks.add(new Box(targets.get(1), name + ":X", Kind.GATE));
            }
            default -> {
                marks.add(box(apply, targets.getFirst()));
                targets.stream()
                        .skip(1)
                        .forEach(row -> marks.add(new Box(row, labels.name(gate), kind(gate))));
            }
        }
    }

    private Box box(Apply apply, int row) {
        return new Box(row, labels.gate(apply.gate(), apply.parameters()), kind(apply.gate()));
    }

    private static Kind kind(Gate gate) {
        return gate.isAlwaysDiagonal() ? Kind.PHASE : Kind.GATE;
    }

    /** Under controls it is a phase of the last of them. */
    private void phase(Apply apply, List<Integer> controls, List<Mark> marks) {
        if (controls.isEmpty()) {
            String label = labels.phase(apply.parameters().getFirst());
            marks.add(new Box(rows.nowhere(), label, Kind.PHASE));
            return;
        }
        controls.stream()
                .limit(controls.size() - 1)
                .forEach(control -> marks.add(new Control(rows.qubit(control))));
        String label = labels.gate(Gate.P, apply.parameters());
        marks.add(new Box(rows.qubit(controls.getLast()), label, Kind.PHASE));
    }
}
