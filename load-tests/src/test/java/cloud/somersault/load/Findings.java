package cloud.somersault.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run under load has shown: figures, each beside its goal, and curves. Kept as JSON, of
 * which the report is drawn.
 */
record Findings(String name, String title, String about, List<Figure> figures, List<Chart> charts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Findings {
        figures = List.copyOf(figures);
        charts = List.copyOf(charts);
    }

    /**
     * One figure.
     *
     * @param goal in words; empty when there is none
     * @param reached whether the goal is
     */
    record Figure(String what, String value, String goal, boolean reached) {
        static Figure of(String what, String value) {
            return new Figure(what, value, "", true);
        }

        static Figure of(String what, double value, String unit) {
            return of(what, number(value) + unit);
        }

        /** One that is to be no more than this. */
        static Figure most(String what, double value, double most, String unit) {
            return new Figure(
                    what, number(value) + unit, "at most " + number(most) + unit, value <= most);
        }

        /** One that is to be no less than this. */
        static Figure least(String what, double value, double least, String unit) {
            return new Figure(
                    what, number(value) + unit, "at least " + number(least) + unit, value >= least);
        }

        /** One that is to be zero. */
        static Figure zero(String what, long value) {
            return new Figure(what, number(value), "0", value == 0);
        }

        private static String number(double value) {
            double size = Math.abs(value);
            return String.format(
                    Locale.ROOT,
                    size >= 100 || value == Math.rint(value)
                            ? "%,.0f"
                            : size >= 10 ? "%.1f" : "%.2f",
                    value);
        }
    }

    /**
     * Curves over one axis.
     *
     * @param marks moments at which something was done
     */
    record Chart(String title, String x, String y, List<Curve> curves, List<Mark> marks) {
        Chart {
            curves = List.copyOf(curves);
            marks = List.copyOf(marks);
        }

        Chart(String title, String x, String y, List<Curve> curves) {
            this(title, x, y, curves, List.of());
        }

        Chart with(List<Mark> others) {
            return new Chart(title, x, y, curves, others);
        }
    }

    /** Something that was done from one moment to another. */
    record Mark(double from, double to, String what) {}

    /**
     * A curve.
     *
     * @param points x and y
     */
    record Curve(String name, List<double[]> points) {
        Curve {
            points = List.copyOf(points);
        }
    }

    static Findings read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Findings.class);
    }

    /** Into this folder, under its name. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve(name + ".json").toFile(), this);
    }

    /** For a terminal. */
    String text() {
        var lines = new ArrayList<String>();
        lines.add(title);
        for (var figure : figures) {
            lines.add(
                    "  %-58s %18s   %s"
                            .formatted(
                                    figure.what(),
                                    figure.value(),
                                    figure.goal().isEmpty()
                                            ? ""
                                            : (figure.reached() ? "ok, " : "MISSED, ")
                                                    + figure.goal()));
        }
        return String.join("\n", lines);
    }

    boolean allReached() {
        return figures.stream().allMatch(Figure::reached);
    }
}
