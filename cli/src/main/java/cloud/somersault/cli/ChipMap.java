package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * The lattice in text: working qubits by number, dots for dead ones, lines for working couplers,
 * double lines for the better half of them.
 */
final class ChipMap {
    private static final int CELL = 6;
    private static final int LABEL = 3;

    private ChipMap() {}

    static List<String> lines(Terminal terminal, JsonNode snapshot) {
        int width = snapshot.path("lattice").path("width").asInt();
        int height = snapshot.path("lattice").path("height").asInt();
        var canvas = new char[2 * height - 1][CELL * width];
        for (var row : canvas) {
            Arrays.fill(row, ' ');
        }
        var places = new HashMap<Integer, int[]>();
        for (var qubit : snapshot.path("qubits")) {
            int y = 2 * qubit.path("row").asInt();
            int x = CELL * qubit.path("column").asInt();
            places.put(qubit.path("id").asInt(), new int[] {y, x});
            var text =
                    qubit.path("inService").asBoolean()
                            ? "%2d".formatted(qubit.path("id").asInt())
                            : " ·";
            text.getChars(0, text.length(), canvas[y], x);
        }
        double good = medianFidelity(snapshot);
        for (var coupler : snapshot.path("couplers")) {
            var first = places.get(coupler.path("first").asInt());
            var second = places.get(coupler.path("second").asInt());
            if (coupler.path("inService").asBoolean()
                    && first != null
                    && second != null
                    && neighbours(first, second)) {
                draw(canvas, first, second, fidelity(coupler) >= good);
            }
        }
        var lines = new ArrayList<String>();
        for (var row : canvas) {
            lines.add(("  " + new String(row)).stripTrailing());
        }
        lines.add("");
        lines.add(
                terminal.styled(
                        Style.FAINT,
                        "number: working qubit   ·: out of service   ═ ║: working coupler, CZ fidelity"));
        lines.add(
                terminal.styled(
                        Style.FAINT,
                        "%.4f or better   ─ │: working coupler below that".formatted(good)));
        return lines;
    }

    /** Only couplers between neighbours have room for a line. */
    private static boolean neighbours(int[] first, int[] second) {
        return Math.abs(first[0] - second[0]) + Math.abs(first[1] - second[1]) * 2 / CELL == 2;
    }

    private static void draw(char[][] canvas, int[] first, int[] second, boolean good) {
        if (first[0] == second[0]) {
            int from = Math.min(first[1], second[1]) + LABEL;
            int until = Math.max(first[1], second[1]);
            Arrays.fill(canvas[first[0]], from, until, good ? '═' : '─');
        } else {
            int y = (first[0] + second[0]) / 2;
            canvas[y][first[1] + 1] = good ? '║' : '│';
        }
    }

    private static double medianFidelity(JsonNode snapshot) {
        var sorted = new ArrayList<Double>();
        for (var coupler : snapshot.path("couplers")) {
            if (coupler.path("inService").asBoolean()) {
                sorted.add(fidelity(coupler));
            }
        }
        sorted.sort(null);
        return sorted.isEmpty() ? 1 : sorted.get(sorted.size() / 2);
    }

    private static double fidelity(JsonNode coupler) {
        return coupler.path("figures").path("czFidelity").asDouble();
    }
}
