package cloud.somersault.cli.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two charts as SVG, drawn of numbers alone; colours that people tell apart (Okabe and Ito). */
final class Charts {
    private static final int WIDTH = 760;
    private static final int LEFT = 250;
    private static final int RIGHT = 30;
    private static final int TOP = 50;
    private static final int ROW = 30;
    private static final int HEIGHT = 420;
    private static final int LEGEND = 240;
    private static final double LEAST_LOSS = 1e-4;
    private static final List<String> COLOURS =
            List.of(
                    "#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#009E73", "#CC79A7", "#7F7F7F",
                    "#000000");

    private final StringBuilder svg = new StringBuilder();

    private Charts(int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, height, WIDTH, height);
        add("<title>%s</title>", escaped(title));
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        text(WIDTH / 2.0, 24, "middle", "#000000", title);
    }

    /** Strict accuracy on the shifted task (filled) and on the old one (open), with intervals. */
    static String accuracy(List<Row> rows, Results results) {
        var shown = rows.stream().filter(row -> !results.of(row.id()).isEmpty()).toList();
        int bottom = TOP + ROW * shown.size();
        var chart =
                new Charts(
                        bottom + 50,
                        "Strict accuracy: new task (filled), old task kept (open); mean and 95 % interval");
        for (int percent = 0; percent <= 100; percent += 20) {
            double x = x(percent / 100.0);
            chart.line(x, TOP - 5, x, bottom, "#dddddd", 1);
            chart.text(x, bottom + 18, "middle", "#444444", percent + " %");
        }
        for (int i = 0; i < shown.size(); i++) {
            double y = TOP + ROW * (i + 0.5);
            var row = shown.get(i);
            var colour = COLOURS.get(i % COLOURS.size());
            chart.text(LEFT - 12, y + 4, "end", "#000000", row.label());
            results.estimate(row.id(), Outcome.OLD_ACCURACY)
                    .ifPresent(e -> chart.interval(e, y + 6, colour, "#ffffff"));
            results.estimate(row.id(), Outcome.ACCURACY)
                    .ifPresent(e -> chart.interval(e, y - 5, colour, colour));
        }
        return chart.end();
    }

    private void interval(Estimate estimate, double y, String colour, String fill) {
        double low = Math.clamp(estimate.low(), 0, 1);
        double high = Math.clamp(estimate.high(), 0, 1);
        line(x(low), y, x(high), y, colour, 2);
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>",
                x(estimate.mean()), y, fill, colour);
    }

    private static double x(double part) {
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }

    /** The training loss by step, averaged over the seeds, on a logarithmic scale. */
    static String loss(List<Row> rows, Results results, int steps) {
        var chart = new Charts(HEIGHT, "Training loss by step, mean over the seeds");
        var shown = rows.stream().filter(row -> !results.of(row.id()).isEmpty()).toList();
        var curves = shown.stream().map(row -> mean(results.of(row.id()))).toList();
        double least = extreme(curves, false);
        double most = extreme(curves, true);
        double lowest = Math.floor(Math.log10(least) * 2) / 2;
        double highest = Math.ceil(Math.log10(most) * 2) / 2;
        double left = 60;
        double width = WIDTH - left - LEGEND - RIGHT;
        double bottom = HEIGHT - 50.0;
        double height = bottom - TOP;
        for (double tick = lowest; tick <= highest + 1e-9; tick += 0.5) {
            double y = bottom - height * (tick - lowest) / (highest - lowest);
            chart.line(left, y, left + width, y, "#dddddd", 1);
            chart.text(
                    left - 8,
                    y + 4,
                    "end",
                    "#444444",
                    String.format(Locale.ROOT, "%.2g", Math.pow(10, tick)));
        }
        for (int part = 0; part <= 4; part++) {
            double x = left + width * part / 4;
            chart.text(x, bottom + 18, "middle", "#444444", String.valueOf(steps * part / 4));
        }
        chart.text(left + width / 2, bottom + 38, "middle", "#444444", "step");
        for (int i = 0; i < curves.size(); i++) {
            var curve = curves.get(i);
            var points = new StringBuilder();
            for (int k = 0; k < curve.size(); k++) {
                double x = left + width * (k + 0.5) / curve.size();
                double level = Math.log10(Math.max(LEAST_LOSS, curve.get(k)));
                double y = bottom - height * (level - lowest) / (highest - lowest);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
            var colour = COLOURS.get(i % COLOURS.size());
            chart.add(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                    points.toString().strip(), colour);
            double y = TOP + 10 + 22.0 * i;
            double x = left + width + 15;
            chart.line(x, y, x + 20, y, colour, 3);
            chart.text(x + 26, y + 4, "start", "#000000", shown.get(i).label());
        }
        return chart.end();
    }

    private static List<Double> mean(List<Outcome> outcomes) {
        int points = outcomes.stream().mapToInt(one -> one.curve().size()).min().orElse(0);
        var mean = new ArrayList<Double>();
        for (int k = 0; k < points; k++) {
            int at = k;
            mean.add(
                    outcomes.stream()
                            .mapToDouble(one -> one.curve().get(at))
                            .average()
                            .orElseThrow());
        }
        return mean;
    }

    private static double extreme(List<List<Double>> curves, boolean largest) {
        var all =
                curves.stream()
                        .flatMap(List::stream)
                        .mapToDouble(loss -> Math.max(LEAST_LOSS, loss));
        return largest ? all.max().orElse(1) : all.min().orElse(LEAST_LOSS);
    }

    private void line(
            double fromX, double fromY, double toX, double toY, String colour, int width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
                fromX, fromY, toX, toY, colour, width);
    }

    private void text(double x, double y, String anchor, String colour, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, anchor, colour, escaped(words));
    }

    private void add(String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }

    private String end() {
        return svg.append("</svg>\n").toString();
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
