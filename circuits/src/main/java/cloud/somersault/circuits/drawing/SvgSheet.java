package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.drawing.Scene.Frame;
import cloud.somersault.circuits.drawing.Scene.Symbol;
import java.util.Arrays;
import java.util.Locale;

/**
 * A scene as SVG, all lengths in pixels. Columns that don't fit beside each other form strips, one
 * below the other; wires and frames that go on are open at the strip's end.
 */
final class SvgSheet {
    private static final double LETTER = 7.8;
    private static final double PITCH = 44;
    private static final double HALF_BOX = 15;
    private static final double DOT_COLUMN = 28;
    private static final double FRAME_ABOVE = 20;
    private static final double FRAME_BELOW = 8;
    private static final double STRIP_WIDTH_MAX = 1080;
    private static final double MARGIN = 16;

    private final Scene scene;
    private final String title;
    private final String description;
    private final double[] wireY;
    private final double[] columnX;
    private final double stripHeight;
    private final double names;
    private final StringBuilder out = new StringBuilder();

    SvgSheet(Scene scene, String title, String description) {
        this.scene = scene;
        this.title = title;
        this.description = description;
        this.wireY = new double[scene.wires().size()];
        this.stripHeight = rows();
        this.columnX = columns();
        this.names =
                MARGIN
                        + scene.wires().stream().mapToInt(w -> w.name().length()).max().orElse(0)
                                * LETTER
                        + 10;
    }

    private double rows() {
        int rows = wireY.length;
        var above = new int[rows + 1];
        var below = new int[rows + 1];
        for (var frame : scene.frames()) {
            above[frame.top()] = Math.max(above[frame.top()], frame.levelsAbove());
            below[frame.bottom()] = Math.max(below[frame.bottom()], frame.levelsBelow());
        }
        double y = 0;
        for (int row = 0; row < rows; row++) {
            y += above[row] * FRAME_ABOVE;
            wireY[row] = y + PITCH / 2;
            y += PITCH + below[row] * FRAME_BELOW;
        }
        return y;
    }

    private double[] columns() {
        var widths = new double[scene.columns()];
        Arrays.fill(widths, 12);
        for (var symbol : scene.symbols()) {
            for (var mark : symbol.marks()) {
                double width = mark instanceof Mark.Box box ? boxWidth(box) + 10 : DOT_COLUMN;
                widths[symbol.column()] = Math.max(widths[symbol.column()], width);
            }
        }
        for (var frame : scene.frames()) {
            int end = frame.divider().orElse(frame.right() + 1);
            widen(widths, frame.left(), end, frame.title().length() * LETTER + 12);
            frame.divider().ifPresent(from -> widen(widths, from, frame.right() + 1, 50));
        }
        var x = new double[widths.length + 1];
        for (int column = 0; column < widths.length; column++) {
            x[column + 1] = x[column] + widths[column];
        }
        return x;
    }

    private static void widen(double[] widths, int from, int to, double wanted) {
        double now = Arrays.stream(widths, from, to).sum();
        widths[Math.min(from + 1, to - 1)] += Math.max(0, wanted - now);
    }

    private static double boxWidth(Mark.Box box) {
        return Math.max(2 * HALF_BOX, box.label().length() * LETTER + 14);
    }

    String print() {
        var strips = scene.strips(columnX, STRIP_WIDTH_MAX, words -> words.length() * LETTER + 8);
        double widest = 0;
        for (var strip : strips) {
            widest = Math.max(widest, columnX[strip.to()] - columnX[strip.from()]);
        }
        var notes = scene.notes("…");
        double noteWidth = notes.stream().mapToInt(String::length).max().orElse(0) * LETTER;
        double width = Math.max(names + widest + 2 * MARGIN, noteWidth + 2 * MARGIN);
        double height = strips.size() * (stripHeight + MARGIN) + notes.size() * 20 + MARGIN;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\"", title);
        add(
                " width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n",
                number(width), number(height), number(width), number(height));
        add("<title>%s</title>\n<desc>%s</desc>\n", title, description);
        out.append("<style>\n").append(SvgStyle.SHEET).append("</style>\n");
        add(
                "<rect class=\"ss-page\" width=\"%s\" height=\"%s\" rx=\"8\"/>\n",
                number(width), number(height));
        for (int i = 0; i < strips.size(); i++) {
            add(
                    "<g transform=\"translate(%s %s)\">\n",
                    number(names - columnX[strips.get(i).from()]),
                    number(MARGIN + i * (stripHeight + MARGIN)));
            strip(strips.get(i).from(), strips.get(i).to());
            out.append("</g>\n");
        }
        for (int i = 0; i < notes.size(); i++) {
            double y = strips.size() * (stripHeight + MARGIN) + 20 * i + MARGIN + 4;
            text("ss-note", MARGIN, y, "start", notes.get(i));
        }
        return out.append("</svg>\n").toString();
    }

    private void strip(int from, int to) {
        double left = columnX[from];
        double right = columnX[to] + MARGIN;
        for (int row = 0; row < wireY.length; row++) {
            var wire = scene.wires().get(row);
            text("ss-name", left - 10, wireY[row] + 4.5, "end", wire.name());
            switch (wire.kind()) {
                case NOWHERE -> {}
                case QUBIT -> line("ss-wire", left - 4, wireY[row], right, wireY[row]);
                case REGISTER -> {
                    line("ss-wire", left - 4, wireY[row] - 1.5, right, wireY[row] - 1.5);
                    line("ss-wire", left - 4, wireY[row] + 1.5, right, wireY[row] + 1.5);
                }
            }
        }
        scene.frames().stream()
                .filter(frame -> frame.left() < to && frame.right() >= from)
                .forEach(frame -> frame(frame, from, to));
        scene.symbols().stream()
                .filter(symbol -> from <= symbol.column() && symbol.column() < to)
                .forEach(this::symbol);
    }

    private void frame(Frame frame, int from, int to) {
        boolean begins = frame.left() >= from;
        boolean ends = frame.right() < to;
        double left = begins ? columnX[frame.left()] + 3 : columnX[from] - 4;
        double right = ends ? columnX[frame.right() + 1] - 3 : columnX[to] + MARGIN;
        double top = wireY[frame.top()] - PITCH / 2 - FRAME_ABOVE * frame.levelsAbove() + 15;
        double bottom = wireY[frame.bottom()] + PITCH / 2 + FRAME_BELOW * (frame.levelsBelow() - 1);
        out.append("<g>");
        add("<title>%s</title>", frame.words());
        line("ss-frame", left, top, right, top);
        line("ss-frame", left, bottom, right, bottom);
        if (begins) {
            line("ss-frame", left, top, left, bottom);
            text("ss-title", left + 2, top - 4, "start", frame.title());
            reads(frame, left + 5, bottom);
        }
        if (ends) {
            line("ss-frame", right, top, right, bottom);
        }
        if (frame.divider().isPresent()) {
            int column = frame.divider().getAsInt();
            if (from <= column && column < to) {
                double x = columnX[column] + 3;
                line("ss-frame", x, top, x, bottom);
                text("ss-title", x + 2, top - 4, "start", "else");
            }
        }
        out.append("</g>\n");
    }

    private void reads(Frame frame, double x, double bottom) {
        if (!frame.reads().isEmpty()) {
            twoLines(x, bottom, wireY[frame.reads().getLast().row()]);
            frame.reads().forEach(read -> mark(read, x));
        }
    }

    private void symbol(Symbol symbol) {
        double x = (columnX[symbol.column()] + columnX[symbol.column() + 1]) / 2;
        var marks = symbol.marks();
        double first = wireY[marks.getFirst().row()];
        double last = wireY[marks.getLast().row()];
        out.append("<g class=\"ss-operation\">");
        add("<title>%s</title>", symbol.words());
        switch (symbol.link()) {
            case NONE -> {}
            case QUANTUM -> line("ss-link", x, first, x, last);
            case CLASSICAL -> twoLines(x, first, last);
        }
        marks.forEach(mark -> mark(mark, x));
        for (int i = 1; i < marks.size(); i++) {
            var above = marks.get(i - 1);
            if (marks.get(i) instanceof Mark.Fence(int row) && above.row() == row - 1) {
                line("ss-fence", x, wireY[row - 1] + HALF_BOX, x, wireY[row] - HALF_BOX);
            }
        }
        out.append("</g>\n");
    }

    private void twoLines(double x, double from, double to) {
        line("ss-bits", x - 1.5, from, x - 1.5, to);
        line("ss-bits", x + 1.5, from, x + 1.5, to);
    }

    private void mark(Mark mark, double x) {
        double y = wireY[mark.row()];
        switch (mark) {
            case Mark.Box box -> box(box, x, y);
            case Mark.Control _ -> circle("ss-dot", x, y, 4);
            case Mark.Target _ -> {
                circle("ss-dot ss-open", x, y, 9);
                line("ss-link", x - 9, y, x + 9, y);
                line("ss-link", x, y - 9, x, y + 9);
            }
            case Mark.Cross _ -> {
                line("ss-link", x - 6, y - 6, x + 6, y + 6);
                line("ss-link", x - 6, y + 6, x + 6, y - 6);
            }
            case Mark.Fence _ -> line("ss-fence", x, y - HALF_BOX, x, y + HALF_BOX);
            case Mark.Bit bit -> {
                add("<path class=\"ss-dot\" d=\"M%s %sh10l-5 8z\"/>", number(x - 5), number(y - 9));
                text("ss-small", x, y + 16, "middle", bit.label());
            }
            case Mark.Read read -> {
                circle(read.filled() ? "ss-dot" : "ss-dot ss-open", x, y, 4.5);
                text("ss-small", x, y + 18, "middle", read.label());
            }
        }
    }

    private void box(Mark.Box box, double x, double y) {
        double width = boxWidth(box);
        add(
                "<rect class=\"ss-box ss-%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"3\"/>",
                box.kind().name().toLowerCase(Locale.ROOT),
                number(x - width / 2),
                number(y - HALF_BOX),
                number(width),
                number(2 * HALF_BOX));
        text("", x, y + 4.5, "middle", box.label());
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                style, number(x1), number(y1), number(x2), number(y2));
    }

    private void circle(String style, double x, double y, double radius) {
        add(
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>",
                style, number(x), number(y), number(radius));
    }

    private void text(String style, double x, double y, String anchor, String words) {
        if (!words.isEmpty()) {
            add(
                    "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                    ("ss-text " + style).strip(), number(x), number(y), anchor, words);
        }
    }

    /** Fills in words, made safe for XML. */
    private void add(String pattern, Object... words) {
        out.append(
                pattern.formatted(
                        Arrays.stream(words).map(word -> escaped(word.toString())).toArray()));
    }

    private static String escaped(String words) {
        var safe = new StringBuilder(words.length());
        words.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '&' -> safe.append("&amp;");
                        case '"' -> safe.append("&quot;");
                        default -> safe.appendCodePoint(isXml(c) ? c : '?');
                    }
                });
        return safe.toString();
    }

    /** The characters that XML 1.0 allows, but for line breaks. */
    private static boolean isXml(int c) {
        return c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }

    /** Two decimals at most. */
    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0 ? "" + hundredths / 100 : "" + hundredths / 100.0;
    }
}
