package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;

/**
 * Between operations and {@link Piece}s. Between passes an interaction stands as RXX, RYY and RZZ
 * on its pair, in this order, without those whose angle is 0.
 */
final class Pieces {
    private static final Rotation QUARTER_Z = Rotation.aboutZ(Math.PI / 2);

    private Pieces() {}

    /** Of U3, RZ, CZ, SWAP, RXX, RYY and RZZ, and whatever is no gate. */
    static List<Piece> of(List<Operation> operations) {
        var out = new ArrayList<Piece>(operations.size());
        for (var operation : operations) {
            switch (operation) {
                case Apply apply when isIsing(apply.gate()) -> addIsing(apply, out);
                case Apply apply when apply.gate() == Gate.CZ -> {
                    int a = apply.qubits().get(0);
                    int b = apply.qubits().get(1);
                    out.add(new Piece.Block(a, b, Interaction.CZ));
                    out.add(new Piece.Turn(a, QUARTER_Z));
                    out.add(new Piece.Turn(b, QUARTER_Z));
                }
                case Apply apply when apply.gate() == Gate.SWAP ->
                        out.add(
                                new Piece.Block(
                                        apply.qubits().get(0),
                                        apply.qubits().get(1),
                                        Interaction.SWAP));
                case Apply apply ->
                        out.add(
                                new Piece.Turn(
                                        apply.qubits().getFirst(), MergePulses.rotation(apply)));
                case Operation other -> out.add(new Piece.Wall(other));
            }
        }
        return out;
    }

    /** Whether {@link #of} can read them. */
    static boolean areBlocks(List<Operation> operations) {
        return operations.stream()
                .allMatch(operation ->
                        switch (operation) {
                            case Apply apply ->
                                    apply.qubits().size() == 1
                                            || apply.gate() == Gate.CZ
                                            || apply.gate() == Gate.SWAP
                                            || isIsing(apply.gate());
                            case Operation.Controlled _ -> false;
                            default -> true;
                        });
    }

    private static boolean isIsing(Gate gate) {
        return gate == Gate.RXX || gate == Gate.RYY || gate == Gate.RZZ;
    }

    private static void addIsing(Apply apply, List<Piece> out) {
        int a = apply.qubits().get(0);
        int b = apply.qubits().get(1);
        double angle = -apply.parameters().getFirst() / 2;
        var core = new double[3];
        if (apply.gate() != Gate.RXX
                && !out.isEmpty()
                && out.getLast() instanceof Piece.Block(int first, int second, var before)
                && first == a
                && second == b
                && before.z() == 0
                && (apply.gate() == Gate.RZZ || before.y() == 0)) {
            core[0] = before.x();
            core[1] = before.y();
            out.removeLast();
        }
        core[apply.gate() == Gate.RXX ? 0 : apply.gate() == Gate.RYY ? 1 : 2] = angle;
        out.add(new Piece.Block(a, b, new Interaction(core[0], core[1], core[2])));
    }

    /** In U3, RZ, RXX, RYY and RZZ. */
    static List<Operation> operations(List<Piece> pieces) {
        var out = new ArrayList<Operation>(pieces.size());
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Turn(int qubit, var rotation) -> {
                    if (!rotation.isNothing()) {
                        out.add(rotation.on(qubit));
                    }
                }
                case Piece.Block(int a, int b, var core) -> {
                    addIsing(Gate.RXX, core.x(), a, b, out);
                    addIsing(Gate.RYY, core.y(), a, b, out);
                    addIsing(Gate.RZZ, core.z(), a, b, out);
                }
                case Piece.Wall(var operation) -> out.add(operation);
            }
        }
        return out;
    }

    private static void addIsing(Gate gate, double angle, int a, int b, List<Operation> out) {
        if (angle != 0) {
            out.add(new Apply(gate, List.of(-2 * angle), List.of(a, b)));
        }
    }

    /** In U3, RZ and CZ. */
    static List<Operation> written(List<Piece> pieces) {
        var out = new ArrayList<Operation>(pieces.size());
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Turn(int qubit, var rotation) -> {
                    if (!rotation.isNothing()) {
                        out.add(rotation.on(qubit));
                    }
                }
                case Piece.Block(int first, int second, var core) ->
                        out.addAll(core.steps(first, second));
                case Piece.Wall(var operation) -> out.add(operation);
            }
        }
        return out;
    }

    /** How many CZ the blocks take, branches not counted. */
    static int czGates(List<Piece> pieces) {
        int sum = 0;
        for (var piece : pieces) {
            if (piece instanceof Piece.Block block) {
                sum += block.core().czGates();
            }
        }
        return sum;
    }
}
