package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.drawing.Scene.Frame;
import cloud.somersault.circuits.drawing.Scene.Link;
import cloud.somersault.circuits.drawing.Scene.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Puts every operation into the first column that it fits in: after whatever acted on its qubits
 * and bits before, and where no other operation lies on or between its wires. So an operation may
 * stand left of one that the program names earlier, if the two have no wire in common.
 *
 * <p>A frame takes its rows from the first column that nothing has reached yet, with a column of
 * its own at either end and before the other branch; what is inside is packed by the same rule.
 */
final class Packing {
    private final Rows rows;
    private final Labels labels;
    private final Symbols symbols;
    private final int titleMax;
    private final int[] ready;
    private final BitSet[] occupied;
    private final Map<Integer, Integer> bitReady = new HashMap<>();
    private final List<Symbol> placed = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    private Packing(Rows rows, Labels labels, int titleMax) {
        this.rows = rows;
        this.labels = labels;
        this.symbols = new Symbols(rows, labels);
        this.titleMax = titleMax;
        this.ready = new int[rows.wires().size()];
        this.occupied = new BitSet[ready.length];
        Arrays.setAll(occupied, _ -> new BitSet());
    }

    /**
     * @param titleMax longer titles of frames are cut
     */
    static Scene scene(Circuit circuit, Labels labels, int titleMax, Bounds bounds) {
        var rows = new Rows(circuit, labels, bounds);
        var packing = new Packing(rows, labels, titleMax);
        packing.place(rows.operations(), 0);
        int columns = Arrays.stream(packing.occupied).mapToInt(BitSet::length).max().orElse(0);
        return new Scene(
                rows.wires(),
                packing.placed,
                packing.frames,
                columns,
                rows.left(),
                circuit.qubits() - rows.qubitsShown());
    }

    /** Places operations from a column on, and returns the frames among them. */
    private List<Frame> place(List<Operation> operations, int from) {
        var found = new ArrayList<Frame>();
        for (var operation : operations) {
            switch (operation) {
                case Operation.If choice -> found.add(frame("if", choice, choice, from));
                case Operation.While loop -> found.add(frame("while", asIf(loop), loop, from));
                default -> symbol(operation, from);
            }
        }
        return found;
    }

    private void symbol(Operation operation, int from) {
        var marks = symbols.of(operation);
        var link = link(operation, marks);
        int[] taken =
                link == Link.NONE
                        ? marks.stream().mapToInt(Mark::row).toArray()
                        : IntStream.rangeClosed(marks.getFirst().row(), marks.getLast().row())
                                .toArray();
        int column = from;
        for (var mark : marks) {
            column = Math.max(column, mark instanceof Mark.Bit ? 0 : ready[mark.row()]);
        }
        if (operation instanceof Operation.Measure(_, int bit)) {
            column = Math.max(column, bitReady.getOrDefault(bit, 0));
        }
        if (operation instanceof Operation.Assign(int written, var value)) {
            column = Math.max(column, bitReady.getOrDefault(written, 0));
            for (int bit : Rows.bitsRead(value)) {
                column = Math.max(column, bitReady.getOrDefault(bit, 0));
            }
        }
        column = firstFree(taken, column);
        for (int row : taken) {
            occupied[row].set(column);
        }
        for (var mark : marks) {
            ready[mark.row()] = Math.max(ready[mark.row()], column + 1);
        }
        if (operation instanceof Operation.Measure(_, int bit)) {
            bitReady.put(bit, column + 1);
        }
        if (operation instanceof Operation.Assign(int bit, _)) {
            bitReady.put(bit, column + 1);
        }
        placed.add(new Symbol(labels.words(operation), column, marks, link));
    }

    private static Link link(Operation operation, List<Mark> marks) {
        return switch (operation) {
            case Operation.Measure _ -> Link.CLASSICAL;
            case Operation.Barrier _, Operation.Delay _ -> Link.NONE;
            default -> marks.size() > 1 ? Link.QUANTUM : Link.NONE;
        };
    }

    private int firstFree(int[] taken, int from) {
        int column = from;
        while (true) {
            int next = column;
            for (int row : taken) {
                next = Math.max(next, occupied[row].nextClearBit(next));
            }
            if (next == column) {
                return column;
            }
            column = next;
        }
    }

    /** In a picture a loop is a block like a branch. */
    private static Operation.If asIf(Operation.While loop) {
        return new Operation.If(loop.condition(), loop.body(), List.of());
    }

    private Frame frame(String word, Operation.If choice, Operation whole, int from) {
        int[] inside = rowsInside(choice);
        int top = inside[0];
        int bottom = inside[inside.length - 1];
        var reads = reads(choice.condition());
        int lowest = reads.isEmpty() ? bottom : Math.max(bottom, reads.getLast().row());
        int[] below = IntStream.rangeClosed(bottom + 1, lowest).toArray();
        int left = Math.max(from, reached(top, bottom));
        for (int bit : Rows.bitsRead(choice.condition())) {
            left = Math.max(left, bitReady.getOrDefault(bit, 0));
        }
        left = firstFree(below, left);
        for (int row = top; row <= lowest; row++) {
            occupied[row].set(left);
        }
        var children = new ArrayList<>(place(choice.then(), left + 1));
        var divider = OptionalInt.empty();
        if (!choice.otherwise().isEmpty()) {
            int column = Math.max(left + 1, reached(top, bottom));
            divider = OptionalInt.of(column);
            for (int row = top; row <= bottom; row++) {
                occupied[row].set(column);
            }
            children.addAll(place(choice.otherwise(), column + 1));
        }
        int right = Math.max(left + 1, reached(top, bottom));
        for (int row = top; row <= bottom; row++) {
            occupied[row].set(left, right + 1);
        }
        for (int row : inside) {
            ready[row] = right + 1;
        }
        for (int bit : Rows.bitsRead(choice.condition())) {
            bitReady.merge(bit, left + 1, Math::max);
        }
        var frame =
                new Frame(
                        labels.title(word, choice.condition(), titleMax),
                        labels.words(whole),
                        left,
                        divider,
                        right,
                        top,
                        bottom,
                        reads,
                        1 + levels(children, child -> child.top() == top, Frame::levelsAbove),
                        1
                                + levels(
                                        children,
                                        child -> child.bottom() == bottom,
                                        Frame::levelsBelow));
        frames.add(frame);
        return frame;
    }

    private static int levels(
            List<Frame> children,
            java.util.function.Predicate<Frame> touches,
            java.util.function.ToIntFunction<Frame> level) {
        return children.stream().filter(touches).mapToInt(level).max().orElse(0);
    }

    /** The first column that nothing in these rows has reached. */
    private int reached(int top, int bottom) {
        int column = 0;
        for (int row = top; row <= bottom; row++) {
            column = Math.max(column, occupied[row].length());
        }
        return column;
    }

    private int[] rowsInside(Operation.If choice) {
        var inside = new BitSet();
        collect(choice.then(), inside);
        collect(choice.otherwise(), inside);
        return inside.isEmpty() ? new int[] {rows.nowhere()} : inside.stream().toArray();
    }

    private void collect(List<Operation> operations, BitSet inside) {
        for (var operation : operations) {
            if (operation instanceof Operation.If choice) {
                Arrays.stream(rowsInside(choice)).forEach(inside::set);
            } else if (operation instanceof Operation.While loop) {
                Arrays.stream(rowsInside(asIf(loop))).forEach(inside::set);
            } else {
                symbols.of(operation).stream()
                        .filter(mark -> !(mark instanceof Mark.Bit))
                        .forEach(mark -> inside.set(mark.row()));
            }
        }
    }

    /** One mark for each register, with the bit's number where one bit is read. */
    private List<Mark> reads(Condition condition) {
        boolean filled =
                !(condition instanceof Condition.Compare(var bits, var comparison, long value)
                        && bits.size() == 1
                        && comparison == Condition.Comparison.EQUAL
                        && value == 0);
        var byRow = new TreeMap<Integer, Mark>();
        for (int bit : Rows.bitsRead(condition)) {
            labels.register(bit)
                    .ifPresent(register -> {
                        int row = rows.register(register);
                        var mark = new Mark.Read(row, "" + (bit - register.offset()), filled);
                        var several = new Mark.Read(row, "", filled);
                        byRow.merge(row, mark, (a, b) -> a.equals(b) ? a : several);
                    });
        }
        return List.copyOf(byRow.values());
    }
}
