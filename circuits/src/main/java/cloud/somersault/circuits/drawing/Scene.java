package cloud.somersault.circuits.drawing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * A circuit laid out in rows and columns: what is drawn, whatever it is drawn with.
 *
 * @param wires from top to bottom
 * @param symbols one for each operation but If
 * @param frames one for each If
 * @param columns how many columns
 * @param operationsLeft how many operations at the end are not drawn
 * @param qubitsIdle how many qubits without an operation are not drawn
 */
record Scene(
        List<Wire> wires,
        List<Symbol> symbols,
        List<Frame> frames,
        int columns,
        int operationsLeft,
        int qubitsIdle) {

    Scene {
        wires = List.copyOf(wires);
        symbols = List.copyOf(symbols);
        frames = List.copyOf(frames);
    }

    enum WireKind {
        /** No wire: a place for what acts on no qubit, such as a global phase. */
        NOWHERE,
        QUBIT,
        REGISTER
    }

    record Wire(String name, WireKind kind) {}

    enum Link {
        NONE,
        QUANTUM,
        CLASSICAL
    }

    /**
     * An operation in its column.
     *
     * @param words the operation in full, unshortened
     * @param marks in the order of their rows
     * @param link what joins the marks; without a link the rows between them are free
     */
    record Symbol(String words, int column, List<Mark> marks, Link link) {
        Symbol {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A frame around the operations of an If, in columns of its own at both ends.
     *
     * @param divider the column that begins the other branch, if there is one
     * @param top the first row, {@code bottom} the last
     * @param reads marks on the registers that the condition reads, all in column {@code left}
     * @param levelsAbove 1, and one more for each frame inside that begins in the same row
     * @param levelsBelow 1, and one more for each frame inside that ends in the same row
     */
    record Frame(
            String title,
            String words,
            int left,
            OptionalInt divider,
            int right,
            int top,
            int bottom,
            List<Mark> reads,
            int levelsAbove,
            int levelsBelow) {
        Frame {
            reads = List.copyOf(reads);
        }
    }

    /** The notes below the picture: what it leaves out. */
    List<String> notes(String ellipsis) {
        var notes = new ArrayList<String>();
        if (operationsLeft > 0) {
            notes.add(ellipsis + " " + counted(operationsLeft, "more operation"));
        }
        if (qubitsIdle > 0) {
            notes.add(counted(qubitsIdle, "idle qubit") + " not drawn");
        }
        return notes;
    }

    private static String counted(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s", number, what) + (number == 1 ? "" : "s");
    }

    /** Columns that stand beside each other. */
    record Strip(int from, int to) {}

    /**
     * Cuts the picture into strips that are no wider than there is room, and if possible not
     * through the title of a frame or just before its end.
     *
     * @param x where each column begins, and at last where the picture ends
     * @param title how much width a frame's title takes
     */
    List<Strip> strips(double[] x, double room, ToDoubleFunction<String> title) {
        var glued = new BitSet();
        for (var frame : frames) {
            glued.set(frame.right());
            glue(glued, x, frame.left(), title.applyAsDouble(frame.title()));
            frame.divider()
                    .ifPresent(column -> glue(glued, x, column, title.applyAsDouble("else")));
        }
        var strips = new ArrayList<Strip>();
        int from = 0;
        do {
            int most = Math.min(from + 1, columns);
            while (most < columns && x[most + 1] - x[from] <= room) {
                most++;
            }
            int to = most;
            while (to > from && to < columns && glued.get(to)) {
                to--;
            }
            to = to > from ? to : most;
            strips.add(new Strip(from, to));
            from = to;
        } while (from < columns);
        return strips;
    }

    /** Forbids cuts before the columns that a title reaches into. */
    private void glue(BitSet glued, double[] x, int column, double width) {
        for (int next = column + 1; next < columns && x[next] - x[column] < width; next++) {
            glued.set(next);
        }
    }
}
