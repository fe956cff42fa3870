package cloud.somersault.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows with aligned columns; a column whose cells are all numbers is aligned to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** With these headings. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** One more row, as many cells as there are headings. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, headings first. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        var numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths[column] = rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            numeric[column] =
                    rows.size() > 1
                            && rows.stream()
                                    .skip(1)
                                    .allMatch(row ->
                                            row.get(at).matches("[-+]?[0-9][0-9.,]*( s)?|-"));
        }
        return rows.stream().map(row -> line(row, widths, numeric)).toList();
    }

    private static String line(List<String> row, int[] widths, boolean[] numeric) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            var space = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ")
                    .append(numeric[column] ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
