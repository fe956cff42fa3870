package cloud.somersault.simulators.batch;

import cloud.somersault.simulators.batch.Splitting.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts pieces into layers: in each, RY on some bits, then phases. A piece goes into the earliest
 * layer that its bits allow; RY that meet on a bit, and phases of the same mask, add their angles.
 */
final class Layering {

    /**
     * What happens at a time.
     *
     * @param turns angle of RY by bit
     * @param phases angle by mask, after the turns
     */
    record Layer(SortedMap<Integer, Angle> turns, SortedMap<Integer, Angle> phases) {
        Layer() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        boolean isEmpty() {
            return turns.isEmpty() && phases.isEmpty();
        }
    }

    private static final int NEVER = -1;

    private final List<Layer> layers = new ArrayList<>();
    private final int[] lastTurn;
    private final int[] lastPhase;

    private Layering(int qubits) {
        lastTurn = new int[qubits];
        lastPhase = new int[qubits];
        java.util.Arrays.fill(lastTurn, NEVER);
        java.util.Arrays.fill(lastPhase, NEVER);
    }

    /**
     * The layers of pieces that start from |0...0>; at least one.
     *
     * @param keepLastPhases whether phases after a bit's last turn matter: they don't for
     *     probabilities
     */
    static List<Layer> of(List<Piece> pieces, int qubits, boolean keepLastPhases) {
        var layering = new Layering(qubits);
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Turn(int bit, var angle) -> layering.turn(bit, angle);
                case Piece.Phase(int mask, var angle) -> layering.phase(mask, angle);
            }
        }
        layering.layers.forEach(layer -> {
            layer.turns.values().removeIf(Layering::doesNothing);
            layer.phases.values().removeIf(Layering::doesNothing);
        });
        if (!keepLastPhases) {
            layering.dropUnseenPhases();
        }
        layering.layers.removeIf(Layer::isEmpty);
        return layering.layers.isEmpty() ? List.of(new Layer()) : List.copyOf(layering.layers);
    }

    /** RY(2 pi) is a global sign, a phase of 2 pi is nothing. */
    private static boolean doesNothing(Angle angle) {
        return angle.isConstant() && Math.IEEEremainder(angle.offset(), 2 * Math.PI) == 0;
    }

    private void turn(int bit, Angle angle) {
        int at =
                lastPhase[bit] >= lastTurn[bit] && lastPhase[bit] != NEVER
                        ? lastPhase[bit] + 1
                        : Math.max(0, lastTurn[bit]);
        layer(at).turns.merge(bit, angle, Angle::plus);
        lastTurn[bit] = at;
    }

    private void phase(int mask, Angle angle) {
        int at = 0;
        for (int bit = 0; bit < lastTurn.length; bit++) {
            if ((mask >> bit & 1) != 0) {
                if (lastTurn[bit] == NEVER) {
                    return; // the bit is still 0
                }
                at = Math.max(at, lastTurn[bit]);
            }
        }
        layer(at).phases.merge(mask, angle, Angle::plus);
        for (int bit = 0; bit < lastTurn.length; bit++) {
            if ((mask >> bit & 1) != 0) {
                lastPhase[bit] = Math.max(lastPhase[bit], at);
            }
        }
    }

    private Layer layer(int at) {
        while (layers.size() <= at) {
            layers.add(new Layer());
        }
        return layers.get(at);
    }

    /** A phase is seen only if one of its bits is turned later. */
    private void dropUnseenPhases() {
        int turnedLater = 0;
        for (var layer : layers.reversed()) {
            int later = turnedLater;
            layer.phases.keySet().removeIf(mask -> (mask & later) == 0);
            for (int bit : layer.turns.keySet()) {
                turnedLater |= 1 << bit;
            }
        }
    }

    static SortedMap<Integer, List<Integer>> byTopBit(Layer layer) {
        var masks = new TreeMap<Integer, List<Integer>>();
        for (int mask : layer.phases.keySet()) {
            int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(mask);
            masks.computeIfAbsent(top, _ -> new ArrayList<>()).add(mask);
        }
        return masks;
    }

    /** Distinct angles in order of appearance, those that vary first. */
    static List<Angle> distinct(List<SortedMap<Integer, Angle>> maps) {
        var angles = new LinkedHashMap<Angle, Boolean>();
        maps.forEach(map -> map.values().forEach(angle -> angles.put(angle, true)));
        var sorted = new ArrayList<Angle>();
        angles.keySet().stream().filter(angle -> !angle.isConstant()).forEach(sorted::add);
        angles.keySet().stream().filter(Angle::isConstant).forEach(sorted::add);
        return List.copyOf(sorted);
    }
}
