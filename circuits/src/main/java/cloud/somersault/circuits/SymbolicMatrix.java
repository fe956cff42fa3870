package cloud.somersault.circuits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A gate's matrix as people write it: each element a formula in the parameters' names, i, pi,
 * sqrt(), cos(), sin() and e^(), where a space multiplies.
 *
 * @param rows the elements, in the order of {@link Matrix}: operand 0 is the least significant bit
 * @param where abbreviations used in the elements, such as {@code c = cos(theta/2)}
 */
public record SymbolicMatrix(List<List<String>> rows, List<String> where) {
    private static final List<String> HALF_ANGLE = List.of("c = cos(theta/2)", "s = sin(theta/2)");

    public SymbolicMatrix {
        rows = rows.stream().map(List::copyOf).toList();
        where = List.copyOf(where);
    }

    /** The formulas of a gate of the registry. */
    static SymbolicMatrix of(Gate gate) {
        return switch (gate) {
            case GPHASE -> rows(List.of(), "e^(i gamma)");
            case ID -> diagonal("1", "1");
            case X -> two("0", "1", "1", "0");
            case Y -> two("0", "-i", "i", "0");
            case Z -> diagonal("1", "-1");
            case H -> rows(List.of("r = 1/sqrt(2)"), "r; r", "r; -r");
            case S -> diagonal("1", "i");
            case SDG -> diagonal("1", "-i");
            case T -> diagonal("1", "e^(i pi/4)");
            case TDG -> diagonal("1", "e^(-i pi/4)");
            case SX -> two("(1+i)/2", "(1-i)/2", "(1-i)/2", "(1+i)/2");
            case SXDG -> two("(1-i)/2", "(1+i)/2", "(1+i)/2", "(1-i)/2");
            case RX -> rows(HALF_ANGLE, "c; -i s", "-i s; c");
            case RY -> rows(HALF_ANGLE, "c; -s", "s; c");
            case RZ -> diagonal("e^(-i theta/2)", "e^(i theta/2)");
            case P -> diagonal("1", "e^(i lambda)");
            case RPHI -> rows(HALF_ANGLE, "c; -i e^(-i phi) s", "-i e^(i phi) s; c");
            case U3 ->
                    rows(HALF_ANGLE, "c; -e^(i lambda) s", "e^(i phi) s; e^(i (phi + lambda)) c");
            case CX -> of(Gate.X).controlled();
            case CY -> of(Gate.Y).controlled();
            case CZ -> of(Gate.Z).controlled();
            case CH -> of(Gate.H).controlled();
            case CSX -> of(Gate.SX).controlled();
            case CSXDG -> of(Gate.SXDG).controlled();
            case CP -> of(Gate.P).controlled();
            case CRX -> of(Gate.RX).controlled();
            case CRY -> of(Gate.RY).controlled();
            case CRZ -> of(Gate.RZ).controlled();
            case CU ->
                    rows(
                                    HALF_ANGLE,
                                    "e^(i gamma) c; -e^(i (gamma + lambda)) s",
                                    "e^(i (gamma + phi)) s; e^(i (gamma + phi + lambda)) c")
                            .controlled();
            case SWAP -> swapLike(List.of(), "0", "1");
            case ISWAP -> swapLike(List.of(), "0", "i");
            case ISWAPDG -> swapLike(List.of(), "0", "-i");
            case ISWAPTHETA -> swapLike(List.of("c = cos(theta)", "s = sin(theta)"), "c", "-i s");
            case RXX ->
                    rows(
                            HALF_ANGLE,
                            "c; 0; 0; -i s",
                            "0; c; -i s; 0",
                            "0; -i s; c; 0",
                            "-i s; 0; 0; c");
            case RYY ->
                    rows(
                            HALF_ANGLE,
                            "c; 0; 0; i s",
                            "0; c; -i s; 0",
                            "0; -i s; c; 0",
                            "i s; 0; 0; c");
            case RZZ ->
                    diagonal("e^(-i theta/2)", "e^(i theta/2)", "e^(i theta/2)", "e^(-i theta/2)");
            case RZX ->
                    rows(
                            HALF_ANGLE,
                            "c; 0; -i s; 0",
                            "0; c; 0; i s",
                            "-i s; 0; c; 0",
                            "0; i s; 0; c");
            case CCX -> of(Gate.X).controlled().controlled();
            case CCZ -> of(Gate.Z).controlled().controlled();
            case CSWAP -> of(Gate.SWAP).controlled();
        };
    }

    private static SymbolicMatrix rows(List<String> where, String... rows) {
        return new SymbolicMatrix(
                IntStream.range(0, rows.length)
                        .mapToObj(row -> List.of(rows[row].split("; ")))
                        .toList(),
                where);
    }

    private static SymbolicMatrix two(String a, String b, String c, String d) {
        return new SymbolicMatrix(List.of(List.of(a, b), List.of(c, d)), List.of());
    }

    private static SymbolicMatrix diagonal(String... elements) {
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < elements.length; row++) {
            var cells = new ArrayList<>(Collections.nCopies(elements.length, "0"));
            cells.set(row, elements[row]);
            rows.add(cells);
        }
        return new SymbolicMatrix(rows, List.of());
    }

    private static SymbolicMatrix swapLike(List<String> where, String stay, String move) {
        return new SymbolicMatrix(
                List.of(
                        List.of("1", "0", "0", "0"),
                        List.of("0", stay, move, "0"),
                        List.of("0", move, stay, "0"),
                        List.of("0", "0", "0", "1")),
                where);
    }

    /** Controlled by one more operand, which becomes operand 0. */
    private SymbolicMatrix controlled() {
        int twice = 2 * rows.size();
        var all = new ArrayList<List<String>>();
        for (int i = 0; i < twice; i++) {
            var cells = new ArrayList<>(Collections.nCopies(twice, "0"));
            if (i % 2 == 0) {
                cells.set(i, "1");
            } else {
                for (int j = 0; j < rows.size(); j++) {
                    cells.set(2 * j + 1, rows.get(i / 2).get(j));
                }
            }
            all.add(cells);
        }
        return new SymbolicMatrix(all, where);
    }

    /** One line a row, in brackets, columns aligned; the abbreviations below. */
    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        var widths =
                IntStream.range(0, columns)
                        .map(column ->
                                rows.stream()
                                        .mapToInt(row -> row.get(column).length())
                                        .max()
                                        .orElse(0))
                        .toArray();
        var text =
                rows.stream()
                        .map(row ->
                                IntStream.range(0, columns)
                                        .mapToObj(column ->
                                                " "
                                                                .repeat(
                                                                        widths[column]
                                                                                - row.get(column)
                                                                                        .length())
                                                        + row.get(column))
                                        .collect(Collectors.joining("  ", "[ ", " ]")))
                        .collect(Collectors.joining("\n"));
        return where.isEmpty() ? text : text + "\nwhere " + String.join(", ", where);
    }
}
