package cloud.somersault.simulators.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the rows of complex numbers from which states and phases are multiplied together. Row 0 is
 * zero, row 1 is one; then cosine and sine of each varying angle; then, in the order in which they
 * are asked for, constants, single cosines and sines, and products. Equal products are one row.
 */
final class RowTable {
    static final int ZERO = 0;
    static final int ONE = 1;
    static final int FIRST_ANGLE = 2;

    /** Phases closer than this are the same one. */
    private static final double SAME_PHASE = 1e-12;

    /** A row that is the same in all circuits. */
    record Constant(int row, double re, double im) {}

    /** A row whose real part is the real (or imaginary) part of another, its imaginary part 0. */
    record Part(int row, int from, boolean imaginary) {}

    private final List<Constant> constants = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> recipe = new ArrayList<>();
    private final Map<Long, Integer> phases = new HashMap<>();
    private final Map<Part, Integer> partRows = new HashMap<>();
    private final Map<List<Integer>, Integer> products = new HashMap<>();
    private int rows;

    /**
     * @param angles how many angles vary
     */
    RowTable(int angles) {
        rows = FIRST_ANGLE + angles;
        constants.add(new Constant(ZERO, 0, 0));
        constants.add(new Constant(ONE, 1, 0));
    }

    int rows() {
        return rows;
    }

    List<Constant> constants() {
        return List.copyOf(constants);
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Triples: the row that becomes a product, and its two factors. */
    int[] recipe() {
        return recipe.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A constant row e^{i angle}. */
    int phase(double angle) {
        double turn = Math.IEEEremainder(angle, 2 * Math.PI);
        long key = Math.round(turn / SAME_PHASE);
        if (key == Math.round(-Math.PI / SAME_PHASE)) {
            key = -key; // -pi is pi
        }
        if (key == 0) {
            return ONE;
        }
        return phases.computeIfAbsent(key, _ -> newPhase(turn));
    }

    private int newPhase(double turn) {
        long quarters = Math.round(turn / (Math.PI / 2));
        if (Math.abs(turn - quarters * (Math.PI / 2)) > SAME_PHASE) {
            return constant(StrictMath.cos(turn), StrictMath.sin(turn));
        }
        return switch ((int) (quarters & 3)) {
            case 0 -> ONE;
            case 1 -> constant(0, 1);
            case 2 -> constant(-1, 0);
            default -> constant(0, -1);
        };
    }

    /** A constant row. */
    int constant(double re, double im) {
        constants.add(new Constant(rows, re, im));
        return rows++;
    }

    /** The cosine (or the sine) of an angle's row as a real number. */
    int part(int from, boolean imaginary) {
        return partRows.computeIfAbsent(
                new Part(0, from, imaginary),
                _ -> {
                    parts.add(new Part(rows, from, imaginary));
                    return rows++;
                });
    }

    /** The product of rows, formed from the left. */
    int product(List<Integer> factors) {
        if (factors.isEmpty()) {
            return ONE;
        }
        if (factors.contains(ZERO)) {
            return ZERO;
        }
        int last = factors.getLast();
        if (factors.size() == 1) {
            return last;
        }
        var known = products.get(factors);
        if (known != null) {
            return known;
        }
        int before = product(factors.subList(0, factors.size() - 1));
        int row = rows++;
        recipe.addAll(List.of(row, before, last));
        products.put(List.copyOf(factors), row);
        return row;
    }
}
