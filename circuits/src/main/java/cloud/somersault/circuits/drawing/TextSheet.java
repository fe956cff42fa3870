package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.drawing.Canvas.Stroke;
import cloud.somersault.circuits.drawing.Scene.Frame;
import cloud.somersault.circuits.drawing.Scene.Link;
import cloud.somersault.circuits.drawing.Scene.Symbol;
import cloud.somersault.circuits.drawing.Scene.WireKind;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A scene in characters. A wire takes one line, the line between two wires is shared by the boxes
 * above and below; only where frames begin or end there are more lines. The whole scene is drawn on
 * one long canvas, which is then cut between columns.
 */
final class TextSheet {
    /** A register's name and size, a colon, a space; qubits' names are shorter. */
    static final int NAMES_MAX = Labels.NAME_MAX + 8;

    private static final Pattern ONLY_GOES_ON = Pattern.compile("[ │║┃░|!:]*");
    private static final int EDGE = 1;
    private static final int DOT_WIDTH = 3;
    private static final int BOX_BORDERS = 4;

    private final Scene scene;
    private final boolean ascii;
    private final int[] wireLine;
    private final int[] columnX;
    private final int height;

    TextSheet(Scene scene, boolean ascii) {
        this.scene = scene;
        this.ascii = ascii;
        this.wireLine = new int[scene.wires().size()];
        this.height = lines();
        this.columnX = columns();
    }

    /** How large a canvas it takes. */
    long cells() {
        return (long) height * (columnX[scene.columns()] + 1);
    }

    /** Gives every wire its line, and returns how many lines there are. */
    private int lines() {
        int rows = wireLine.length;
        var above = new int[rows + 1];
        var below = new int[rows + 1];
        for (var frame : scene.frames()) {
            above[frame.top()] = Math.max(above[frame.top()], frame.levelsAbove());
            below[frame.bottom() + 1] = Math.max(below[frame.bottom() + 1], frame.levelsBelow());
        }
        int line = 0;
        for (int row = 0; row < rows; row++) {
            int frames = above[row] + below[row];
            boolean boxes = scene.wires().get(row).kind() != WireKind.REGISTER;
            line += row > 0 && frames > 0 && boxes ? 1 + frames : frames;
            wireLine[row] = line + 1;
            line += 2;
        }
        return line + 1 + below[rows];
    }

    /** Where each column begins, and at last where the picture ends; the edge lies left of x[0]. */
    private int[] columns() {
        var widths = new int[scene.columns()];
        for (var symbol : scene.symbols()) {
            for (var mark : symbol.marks()) {
                widths[symbol.column()] = Math.max(widths[symbol.column()], width(mark));
            }
        }
        for (var frame : scene.frames()) {
            widths[frame.left()] = Math.max(widths[frame.left()], 3);
            widths[frame.right()] = Math.max(widths[frame.right()], 2);
            frame.divider().ifPresent(column -> widths[column] = Math.max(widths[column], 2));
        }
        for (var frame : scene.frames()) {
            int end = frame.divider().orElse(frame.right());
            widen(widths, frame.left(), end, frame.title().length() + 4);
            frame.divider().ifPresent(column -> widen(widths, column, frame.right(), 8));
        }
        var x = new int[widths.length + 1];
        x[0] = EDGE + 1;
        for (int column = 0; column < widths.length; column++) {
            x[column + 1] = x[column] + widths[column];
        }
        return x;
    }

    /** What is inside then stands in the middle. */
    private static void widen(int[] widths, int from, int to, int wanted) {
        int now = Arrays.stream(widths, from, to).sum();
        widths[Math.min(from + 1, to - 1)] += Math.max(0, wanted - now);
    }

    private static int width(Mark mark) {
        return switch (mark) {
            case Mark.Box box -> box.label().length() + BOX_BORDERS;
            case Mark.Bit bit -> Math.max(DOT_WIDTH, bit.label().length() + 1);
            case Mark.Control _, Mark.Target _, Mark.Cross _, Mark.Fence _, Mark.Read _ ->
                    DOT_WIDTH;
        };
    }

    private int centre(int column) {
        return (columnX[column] + columnX[column + 1] - 1) / 2;
    }

    private void draw(Canvas canvas) {
        wires(canvas);
        scene.frames().forEach(frame -> frame(frame, canvas));
        scene.symbols().forEach(symbol -> symbol(symbol, canvas));
        scene.frames().forEach(frame -> title(frame, canvas));
    }

    private void wires(Canvas canvas) {
        for (int row = 0; row < wireLine.length; row++) {
            var stroke =
                    switch (scene.wires().get(row).kind()) {
                        case NOWHERE -> Stroke.NONE;
                        case QUBIT -> Stroke.LIGHT;
                        case REGISTER -> Stroke.DOUBLE;
                    };
            canvas.horizontal(wireLine[row], 0, columnX[scene.columns()], stroke);
        }
    }

    private void symbol(Symbol symbol, Canvas canvas) {
        int x = centre(symbol.column());
        var marks = symbol.marks();
        if (symbol.link() != Link.NONE) {
            var stroke = symbol.link() == Link.QUANTUM ? Stroke.LIGHT : Stroke.DOUBLE;
            for (int i = 1; i < marks.size(); i++) {
                int from = bottom(marks.get(i - 1));
                canvas.vertical(x, from, top(marks.get(i)), stroke);
            }
        }
        for (int i = 0; i < marks.size(); i++) {
            mark(marks.get(i), x, canvas);
            boolean fenced =
                    i > 0
                            && marks.get(i) instanceof Mark.Fence
                            && marks.get(i - 1).row() == marks.get(i).row() - 1;
            if (fenced) {
                for (int y = bottom(marks.get(i - 1)) + 1; y < top(marks.get(i)); y++) {
                    canvas.write(x, y, fence());
                }
            }
        }
    }

    private int top(Mark mark) {
        return wireLine[mark.row()] - (mark instanceof Mark.Box ? 1 : 0);
    }

    private int bottom(Mark mark) {
        return wireLine[mark.row()] + (mark instanceof Mark.Box ? 1 : 0);
    }

    private void mark(Mark mark, int x, Canvas canvas) {
        int y = wireLine[mark.row()];
        switch (mark) {
            case Mark.Box box -> box(box.label(), x, y, canvas);
            case Mark.Control _ -> canvas.write(x, y, ascii ? "@" : "●");
            case Mark.Target _ -> canvas.write(x, y, ascii ? "X" : "⊕");
            case Mark.Cross _ -> canvas.write(x, y, ascii ? "x" : "×");
            case Mark.Fence _ -> canvas.write(x, y, fence());
            case Mark.Bit bit -> label(bit.label(), x, y, canvas);
            case Mark.Read read -> {
                canvas.write(x, y, read.filled() ? ascii ? "@" : "●" : ascii ? "o" : "○");
                label(read.label(), x, y, canvas);
            }
        }
    }

    private String fence() {
        return ascii ? ":" : "░";
    }

    private void label(String label, int x, int y, Canvas canvas) {
        canvas.write(x - (label.length() - 1) / 2, y + 1, label);
    }

    private void box(String label, int x, int y, Canvas canvas) {
        int from = x - (label.length() + BOX_BORDERS - 1) / 2;
        int to = from + label.length() + BOX_BORDERS - 1;
        canvas.clear(y, from + 1, to - 1);
        canvas.horizontal(y - 1, from, to, Stroke.LIGHT);
        canvas.horizontal(y + 1, from, to, Stroke.LIGHT);
        canvas.vertical(from, y - 1, y + 1, Stroke.LIGHT);
        canvas.vertical(to, y - 1, y + 1, Stroke.LIGHT);
        canvas.write(from + 2, y, label);
    }

    private void frame(Frame frame, Canvas canvas) {
        int left = columnX[frame.left()];
        int right = columnX[frame.right() + 1] - 1;
        int top = topLine(frame);
        int bottom = wireLine[frame.bottom()] + 1 + frame.levelsBelow();
        canvas.horizontal(top, left, right, Stroke.HEAVY);
        canvas.horizontal(bottom, left, right, Stroke.HEAVY);
        canvas.vertical(left, top, bottom, Stroke.HEAVY);
        canvas.vertical(right, top, bottom, Stroke.HEAVY);
        frame.divider()
                .ifPresent(column -> canvas.vertical(columnX[column], top, bottom, Stroke.HEAVY));
        if (!frame.reads().isEmpty()) {
            int lowest = wireLine[frame.reads().getLast().row()];
            canvas.vertical(left + 1, bottom, lowest, Stroke.DOUBLE);
            frame.reads().forEach(read -> mark(read, left + 1, canvas));
        }
    }

    private int topLine(Frame frame) {
        return wireLine[frame.top()] - 1 - frame.levelsAbove();
    }

    private void title(Frame frame, Canvas canvas) {
        int y = topLine(frame);
        canvas.write(columnX[frame.left()] + 1, y, " " + frame.title() + " ");
        frame.divider().ifPresent(column -> canvas.write(columnX[column] + 1, y, " else "));
    }

    /** Cuts the canvas between columns so that no line is longer than the width. */
    void print(int width, StringBuilder text) {
        var canvas = new Canvas(columnX[scene.columns()] + 1, height, ascii);
        draw(canvas);
        var names = new String[height];
        Arrays.fill(names, "");
        int longest = 0;
        for (int row = 0; row < wireLine.length; row++) {
            var wire = scene.wires().get(row);
            names[wireLine[row]] = wire.kind() == WireKind.NOWHERE ? "" : wire.name() + ": ";
            longest = Math.max(longest, names[wireLine[row]].length());
        }
        var x = Arrays.stream(columnX).asDoubleStream().toArray();
        boolean first = true;
        for (var strip : scene.strips(x, width - longest - 2 * EDGE, t -> t.length() + 3)) {
            if (!first) {
                text.append('\n');
            }
            first = false;
            var lines = new String[height];
            for (int y = 0; y < height; y++) {
                String edge = canvas.row(y, EDGE, EDGE + 1);
                String wires = canvas.row(y, columnX[strip.from()], columnX[strip.to()]);
                String name = " ".repeat(longest - names[y].length()) + names[y];
                lines[y] = (name + edge + wires + edge).stripTrailing();
            }
            gaps(lines, text);
        }
    }

    /** Leaves out lines that only go on; between two wires one line always stays. */
    private void gaps(String[] lines, StringBuilder text) {
        int next = 0;
        boolean wireAbove = false;
        for (int row = 0; row <= wireLine.length; row++) {
            int wire = row < wireLine.length ? wireLine[row] : height;
            int before = text.length();
            for (int y = next; y < wire; y++) {
                if (!ONLY_GOES_ON.matcher(lines[y]).matches()) {
                    text.append(lines[y]).append('\n');
                }
            }
            if (wireAbove && row < wireLine.length && text.length() == before) {
                text.append(lines[next]).append('\n');
            }
            if (row < wireLine.length && !lines[wire].isEmpty()) {
                text.append(lines[wire]).append('\n');
                wireAbove = true;
            }
            next = wire + 1;
        }
    }
}
