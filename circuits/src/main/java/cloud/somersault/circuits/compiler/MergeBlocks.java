package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One sweep in which every qubit keeps what it still has to turn, and interactions exp(i z ZZ) move
 * to each other where they commute.
 *
 * <p>A turn about Z commutes with ZZ, a half turn about an axis across Z only changes its sign;
 * both go on waiting. So an interaction meets the earlier one on the same pair, whatever else of
 * its kind lies between (CX with common controls, CX with common targets, RZZ and CP of any kind),
 * and their angles add up. Interactions with a qubit known to be |0> or |1> are rotations of the
 * other, and those before the readout of both qubits are only a phase.
 */
final class MergeBlocks {
    private static final Rotation Z = new Rotation(0, 0, 0, 1);

    private final List<Piece> out = new ArrayList<>();
    private final BitSet gone = new BitSet();
    private final Rotation[] waiting;

    /** Qubits in |0>, but for what waits. */
    private final BitSet zero = new BitSet();

    /** How many pieces that don't commute with ZZ each qubit has seen. */
    private final int[] age;

    /** The age at which each qubit was measured last, -1 for never. */
    private final int[] measured;

    /** By pair, the last interaction that a later one may still meet. */
    private final Map<Long, Open> open = new HashMap<>();

    private record Open(int index, int ageLow, int ageHigh) {}

    private MergeBlocks(int qubits) {
        waiting = new Rotation[qubits];
        Arrays.fill(waiting, Rotation.NOTHING);
        age = new int[qubits];
        measured = new int[qubits];
        Arrays.fill(measured, -1);
    }

    /**
     * The same program in fewer pieces.
     *
     * @param zero the qubits that start in |0>
     */
    static List<Piece> merged(List<Piece> pieces, int qubits, BitSet zero) {
        var sweep = new MergeBlocks(qubits);
        sweep.zero.or(zero);
        pieces.forEach(sweep::add);
        for (int qubit = 0; qubit < qubits; qubit++) {
            sweep.write(qubit);
        }
        var kept = new ArrayList<Piece>(sweep.out.size());
        for (int i = 0; i < sweep.out.size(); i++) {
            if (!sweep.gone.get(i)) {
                kept.add(sweep.out.get(i));
            }
        }
        return kept;
    }

    private void add(Piece piece) {
        switch (piece) {
            case Piece.Turn(int qubit, var rotation) ->
                    waiting[qubit] = rotation.after(waiting[qubit]);
            case Piece.Block block when block.core().isDiagonal() ->
                    diagonal(block.first(), block.second(), block.core().z());
            case Piece.Block block -> general(block);
            case Piece.Wall(var operation) -> wall(operation);
        }
    }

    private void general(Piece.Block block) {
        int a = block.first();
        int b = block.second();
        boolean zeroA = zero.get(a) && waiting[a].isDiagonal();
        boolean zeroB = zero.get(b) && waiting[b].isDiagonal();
        boolean swap = block.core().isSwap();
        if (swap && zeroA && zeroB) {
            return;
        }
        write(a);
        write(b);
        if ((zeroA || zeroB) && block.core().czGates() == 3) {
            besideZero(block, zeroA ? b : a);
        } else {
            append(block);
        }
        zero.set(a, swap && zeroB);
        zero.set(b, swap && zeroA);
    }

    /**
     * On |0> exp(i z ZZ) is a rotation of the other qubit, so it may be taken out of the
     * interaction, which leaves two CZ of three: a SWAP with an idle qubit costs two.
     */
    private void besideZero(Piece.Block block, int other) {
        var core = block.core();
        var kak = Kak.of(Unitary4.of(new Interaction(core.x(), core.y(), 0)));
        var turn = Rotation.aboutZ(-2 * core.z());
        boolean first = other == block.first();
        appendTurn(block.first(), kak.beforeFirst().after(first ? turn : Rotation.NOTHING));
        appendTurn(block.second(), kak.beforeSecond().after(first ? Rotation.NOTHING : turn));
        append(new Piece.Block(block.first(), block.second(), kak.core()));
        // Written at once: only then is a qubit that ends in |0> in that state before what waits.
        appendTurn(block.first(), kak.afterFirst());
        appendTurn(block.second(), kak.afterSecond());
    }

    private void appendTurn(int qubit, Rotation rotation) {
        if (!rotation.isNothing()) {
            append(new Piece.Turn(qubit, rotation));
        }
    }

    private void append(Piece piece) {
        out.add(piece);
        piece.qubits().forEach(qubit -> age[qubit]++);
    }

    private void wall(Operation operation) {
        switch (operation) {
            case Operation.Measure(int qubit, _) -> {
                if (!waiting[qubit].isDiagonal()) {
                    write(qubit);
                }
                waiting[qubit] = Rotation.NOTHING;
                out.add(new Piece.Wall(operation));
                measured[qubit] = age[qubit]++;
                dropPhases(qubit);
                zero.clear(qubit);
            }
            case Operation.Reset(int qubit) -> {
                boolean idle = zero.get(qubit) && waiting[qubit].isDiagonal();
                waiting[qubit] = Rotation.NOTHING;
                if (!idle) {
                    append(new Piece.Wall(operation));
                    zero.set(qubit);
                }
            }
            default -> {
                operation.qubits().forEach(this::write);
                if (!(operation instanceof Operation.Barrier)
                        && !(operation instanceof Operation.Delay)) {
                    operation.qubits().forEach(zero::clear);
                }
                append(new Piece.Wall(operation));
            }
        }
    }

    private void leaveZero(int qubit) {
        zero.clear(qubit);
    }

    /** Interactions right before the readout of both their qubits. */
    private void dropPhases(int qubit) {
        for (int other = 0; other < measured.length; other++) {
            if (measured[other] >= 0 && other != qubit) {
                var before = open.get(pair(qubit, other));
                if (before != null
                        && !gone.get(before.index)
                        && before.ageLow == measured[Math.min(qubit, other)]
                        && before.ageHigh == measured[Math.max(qubit, other)]) {
                    gone.set(before.index);
                    open.remove(pair(qubit, other));
                }
            }
        }
    }

    private void diagonal(int a, int b, double angle) {
        if (becomesRotation(a, b, angle) || becomesRotation(b, a, angle)) {
            return;
        }
        double z = angle;
        for (int qubit : new int[] {a, b}) {
            if (waiting[qubit].isHalfTurn()) {
                z = -z;
            } else if (!waiting[qubit].isDiagonal()) {
                write(qubit);
            }
        }
        leaveZero(a);
        leaveZero(b);
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        var before = open.get(pair(a, b));
        if (before != null && before.ageLow == age[low] && before.ageHigh == age[high]) {
            z += ((Piece.Block) out.get(before.index)).core().z();
            put(before.index, low, high, z);
        } else {
            out.add(new Piece.Block(low, high, Interaction.NOTHING));
            put(out.size() - 1, low, high, z);
        }
    }

    /** exp(i z ZZ), its angle in (-pi/4, pi/4]: a shift by pi/2 is Z on both. */
    private void put(int index, int low, int high, double angle) {
        double turns = Math.ceil(angle / (Math.PI / 2) - 0.5 - 1e-11);
        double z = angle - turns * Math.PI / 2;
        if (Math.abs(turns) % 2 == 1) {
            waiting[low] = waiting[low].after(Z);
            waiting[high] = waiting[high].after(Z);
        }
        if (Interaction.isTiny(z)) {
            gone.set(index);
            open.remove(pair(low, high));
        } else {
            out.set(index, new Piece.Block(low, high, new Interaction(0, 0, z)));
            open.put(pair(low, high), new Open(index, age[low], age[high]));
        }
    }

    private boolean becomesRotation(int known, int other, double angle) {
        if (!zero.get(known)) {
            return false;
        }
        if (waiting[known].isDiagonal()) {
            waiting[other] = Rotation.aboutZ(-2 * angle).after(waiting[other]);
            return true;
        }
        if (waiting[known].isHalfTurn()) {
            waiting[other] = Rotation.aboutZ(2 * angle).after(waiting[other]);
            return true;
        }
        return false;
    }

    private void write(int qubit) {
        var rotation = waiting[qubit];
        waiting[qubit] = Rotation.NOTHING;
        if (zero.get(qubit) && rotation.isDiagonal()) {
            return;
        }
        if (!rotation.isNothing()) {
            out.add(new Piece.Turn(qubit, rotation));
            if (!rotation.isDiagonal()) {
                age[qubit]++;
                zero.clear(qubit);
            }
        }
    }

    private long pair(int a, int b) {
        return (long) Math.min(a, b) * age.length + Math.max(a, b);
    }
}
