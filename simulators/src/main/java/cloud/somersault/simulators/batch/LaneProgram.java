package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.batch.Layering.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A circuit compiled for lanes: which rows to form, then layer by layer which bits to turn and
 * which amplitudes to multiply by which phases; and what to read in the end. Knows neither
 * precision nor width.
 */
final class LaneProgram {

    /**
     * Up to three bits that are turned together.
     *
     * @param starts the amplitudes whose bits of these are all 0
     * @param strides 2^bit of each
     * @param turns rows of tangents and sines
     * @param varies whether any of them depends on parameters
     */
    record Group(int[] starts, int[] strides, int[] turns, boolean varies) {}

    /** How the gradient of a phase is found: it multiplies the states that contain the mask. */
    record PhaseSlope(int mask, int angle) {}

    /**
     * A layer.
     *
     * @param marginalsOnly whether all slopes are those of single bits
     */
    record Step(
            List<Group> groups, Phases phases, List<PhaseSlope> slopes, boolean marginalsOnly) {}

    private static final int GROUP_BITS = 3;

    /** Of a circuit; for a vector of circuits that is 1 MiB, which the second cache holds. */
    private static final int KEPT_AMPLITUDES_MAX = 1 << 13;

    final int qubits;
    final int parameters;

    /** Which bit of the index each qubit has in the end. */
    final int[] bits;

    /** Angles of RY; those that vary come first. */
    final List<Angle> turns;

    final int varyingTurns;

    /** Angles of phases that vary. Their rows follow those of the turns. */
    final List<Angle> phases;

    final RowTable rows;

    /** How the state after the first layer is made at once. */
    final Phases fill;

    /** How the state after the first layer's turns is made, before its phases. */
    final Phases start;

    /** All layers; forwards, the first is the fill. */
    final List<Step> steps;

    final Readings readings;

    private final int[] firstLayers;

    private LaneProgram(ParametricCircuit circuit, List<PauliSum> observables) {
        qubits = circuit.qubits();
        parameters = circuit.parameters();
        var pieces = Splitting.of(circuit);
        bits = pieces.bits();
        readings = Readings.of(observables, qubits, bits);
        var layers = Layering.of(pieces.pieces(), qubits, readings.phasesMatter());
        turns = Layering.distinct(layers.stream().map(Layer::turns).toList());
        varyingTurns = (int) turns.stream().filter(angle -> !angle.isConstant()).count();
        phases =
                Layering.distinct(layers.stream().map(Layer::phases).toList()).stream()
                        .filter(angle -> !angle.isConstant())
                        .toList();
        rows = new RowTable(varyingTurns + phases.size());
        var angles = angles();
        var first = layers.getFirst();
        fill = Phases.of(first, qubits, true, angles, rows);
        start = Phases.of(new Layer(first.turns(), new TreeMap<>()), qubits, true, angles, rows);
        var all = new ArrayList<Step>();
        for (var layer : layers) {
            var slopes = slopes(layer.phases());
            boolean marginalsOnly =
                    slopes.stream().allMatch(slope -> Integer.bitCount(slope.mask) == 1);
            all.add(
                    new Step(
                            groups(layer.turns()),
                            Phases.of(layer, qubits, false, angles, rows),
                            slopes,
                            marginalsOnly));
        }
        steps = List.copyOf(all);
        firstLayers = new int[parameters];
        Arrays.fill(firstLayers, layers.size());
        for (int k = layers.size() - 1; k >= 0; k--) {
            for (var angle :
                    Layering.distinct(List.of(layers.get(k).turns(), layers.get(k).phases()))) {
                for (var part : angle.parts()) {
                    firstLayers[part.parameter()] = k;
                }
            }
        }
    }

    static LaneProgram of(ParametricCircuit circuit, List<PauliSum> observables) {
        return new LaneProgram(circuit, observables);
    }

    /** The first layer that depends on a parameter; the number of layers if none does. */
    int firstLayer(int parameter) {
        return firstLayers[parameter];
    }

    /** Whether gradients keep the states of all layers rather than take every layer back. */
    boolean keepsStates() {
        return (long) steps.size() << qubits <= KEPT_AMPLITUDES_MAX;
    }

    int amplitudes() {
        return 1 << qubits;
    }

    private Phases.Angles angles() {
        Map<Angle, Integer> turnRows = new HashMap<>();
        Map<Angle, Integer> phaseRows = new HashMap<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            double half = turns.get(turn).offset() / 2;
            turnRows.put(
                    turns.get(turn),
                    turn < varyingTurns
                            ? RowTable.FIRST_ANGLE + turn
                            : rows.constant(StrictMath.cos(half), StrictMath.sin(half)));
        }
        for (int phase = 0; phase < phases.size(); phase++) {
            phaseRows.put(phases.get(phase), RowTable.FIRST_ANGLE + varyingTurns + phase);
        }
        return new Phases.Angles(turnRows, phaseRows);
    }

    private List<PhaseSlope> slopes(SortedMap<Integer, Angle> ofLayer) {
        var slopes = new ArrayList<PhaseSlope>();
        ofLayer.forEach((mask, angle) -> {
            if (!angle.isConstant()) {
                slopes.add(new PhaseSlope(mask, phases.indexOf(angle)));
            }
        });
        return List.copyOf(slopes);
    }

    private List<Group> groups(SortedMap<Integer, Angle> ofLayer) {
        var groups = new ArrayList<Group>();
        var left = new ArrayList<>(ofLayer.keySet());
        while (!left.isEmpty()) {
            // Two and two rather than three and one.
            int take = left.size() == GROUP_BITS + 1 ? 2 : Math.min(left.size(), GROUP_BITS);
            var some = List.copyOf(left.subList(0, take));
            left.subList(0, take).clear();
            int mask = some.stream().mapToInt(bit -> 1 << bit).sum();
            groups.add(
                    new Group(
                            java.util.stream.IntStream.range(0, amplitudes())
                                    .filter(state -> (state & mask) == 0)
                                    .toArray(),
                            some.stream().mapToInt(bit -> 1 << bit).toArray(),
                            some.stream()
                                    .mapToInt(bit -> turns.indexOf(ofLayer.get(bit)))
                                    .toArray(),
                            some.stream()
                                    .map(ofLayer::get)
                                    .anyMatch(angle -> angle != null && !angle.isConstant())));
        }
        return List.copyOf(groups);
    }
}
