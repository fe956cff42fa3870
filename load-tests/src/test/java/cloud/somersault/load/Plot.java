package cloud.somersault.load;

import cloud.somersault.load.Findings.Chart;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart as SVG. Colours come from the page's style sheet, so that it reads by day and by night:
 * curves are the classes c0 to c5, what was done meanwhile is a band of the class mark.
 */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int TICKS = 5;
    private static final int CURVES_MOST = 6;

    private final StringBuilder svg = new StringBuilder();
    private final Axis x;
    private final Axis y;

    /** From least to most, in steps that people count in. */
    private record Axis(double least, double most, double step) {
        static Axis of(double least, double most) {
            double span = most > least ? most - least : 1;
            double rough = span / TICKS;
            double size = Math.pow(10, Math.floor(Math.log10(rough)));
            double step =
                    size
                            * (rough / size <= 1
                                    ? 1
                                    : rough / size <= 2 ? 2 : rough / size <= 5 ? 5 : 10);
            return new Axis(
                    Math.floor(least / step) * step, Math.ceil((least + span) / step) * step, step);
        }

        double part(double value) {
            return (value - least) / (most - least);
        }
    }

    private Plot(Chart chart) {
        this.x = Axis.of(xs(chart).min().orElse(0), xs(chart).max().orElse(1));
        this.y = Axis.of(0, Math.max(1, ys(chart).max().orElse(1)));
    }

    private static DoubleStream xs(Chart chart) {
        return chart.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> point[0]);
    }

    private static DoubleStream ys(Chart chart) {
        return chart.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> point[1]);
    }

    /** The chart with its caption. */
    static String of(Chart chart) {
        return new Plot(chart).figure(chart);
    }

    private String figure(Chart chart) {
        add("<figure><figcaption>%s</figcaption>", escaped(chart.title()));
        add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, HEIGHT, escaped(chart.title()));
        for (var mark : chart.marks()) {
            double from = Math.clamp(horizontal(mark.from()), LEFT, WIDTH - RIGHT);
            double to = Math.clamp(horizontal(mark.to()), LEFT, WIDTH - RIGHT);
            add(
                    "<rect class=\"mark\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>",
                    from, TOP, Math.max(1, to - from), HEIGHT - TOP - BOTTOM, escaped(mark.what()));
        }
        for (double value = y.least(); value <= y.most() + y.step() / 2; value += y.step()) {
            double at = vertical(value);
            add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, at, WIDTH - RIGHT);
            text(LEFT - 6, at + 4, "end", number(value));
        }
        for (double value = x.least(); value <= x.most() + x.step() / 2; value += x.step()) {
            text(horizontal(value), HEIGHT - BOTTOM + 16, "middle", number(value));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", chart.x());
        for (int curve = 0; curve < chart.curves().size(); curve++) {
            curve(chart.curves().get(curve).points(), curve % CURVES_MOST);
        }
        add("</svg><p class=\"key\">");
        for (int curve = 0; curve < chart.curves().size(); curve++) {
            add(
                    "<span class=\"k%d\">%s</span>",
                    curve % CURVES_MOST, escaped(chart.curves().get(curve).name()));
        }
        add("<span>%s</span></p></figure>\n", escaped(chart.y()));
        return svg.toString();
    }

    private void curve(List<double[]> points, int number) {
        var path = new StringBuilder();
        for (var point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "%.1f %.1f",
                                    horizontal(point[0]),
                                    vertical(point[1])));
        }
        add("<path class=\"c%d\" d=\"%s\"/>", number, path);
    }

    private double horizontal(double value) {
        return LEFT + x.part(value) * (WIDTH - LEFT - RIGHT);
    }

    private double vertical(double value) {
        return HEIGHT - BOTTOM - y.part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void text(double atX, double atY, String anchor, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                atX, atY, anchor, escaped(words));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    /** As text in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
