package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.simulators.simd.PhasesF64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many phases as one pass over a block. A block is cut into rows of 2^8 amplitudes; each is
 * multiplied by an entry of a table over the low eight bits and by a number of its row. Phases that
 * link low bits to others (CZ between them, say) choose the table: one for each combination of the
 * conditions on the other bits that occur.
 */
final class Diagonal {
    static final int ROW_BITS = 8;
    private static final int ROW = PhasesF64.ROW;

    /** At most 2^5 tables in a pass: they have to stay in the cache. */
    private static final int LINKS_MAX = 5;

    /** A condition on bits inside and outside of the block. */
    private record Condition(int inside, int insidePattern, int outside, int outsidePattern) {
        boolean holdsOutside(int base) {
            return (base & outside) == outsidePattern;
        }
    }

    private record Factor(Condition where, double re, double im) {}

    private final int rows;

    /** Tables one after the other, by the links that hold. */
    final double[] tableRe;

    final double[] tableIm;

    /** Whether there is anything to look up. */
    final boolean tabled;

    private final boolean[] isOne;
    private final double[] rowRe;
    private final double[] rowIm;
    private final int[] rowLinks;
    private final List<Factor> outside = new ArrayList<>();
    private final List<Factor> mixed = new ArrayList<>();
    private final List<Condition> linksOutside = new ArrayList<>();
    private final List<Integer> linkNumbers = new ArrayList<>();

    private Diagonal(List<Local> phases, double scale, int blockBits) {
        rows = 1 << blockBits - ROW_BITS;
        rowRe = new double[rows];
        rowIm = new double[rows];
        rowLinks = new int[rows];
        java.util.Arrays.fill(rowRe, scale);
        var low = new ArrayList<Local>();
        var links = new LinkedHashMap<Condition, List<Local>>();
        for (var phase : phases) {
            if (phase.low != 0) {
                if (phase.where.inside == 0 && phase.where.outside == 0) {
                    low.add(phase);
                } else {
                    links.computeIfAbsent(phase.where, _ -> new ArrayList<>()).add(phase);
                }
            } else if (phase.where.outside == 0) {
                multiplyRows(rowRe, rowIm, phase.where, phase.re, phase.im);
            } else {
                var factor = new Factor(phase.where, phase.re, phase.im);
                (phase.where.inside == 0 ? outside : mixed).add(factor);
            }
        }
        tabled = !low.isEmpty() || !links.isEmpty();
        int tables = 1 << links.size();
        tableRe = new double[tables * ROW];
        tableIm = new double[tables * ROW];
        isOne = new boolean[tables];
        isOne[0] = low.isEmpty();
        java.util.Arrays.fill(tableRe, 0, ROW, 1);
        low.forEach(phase -> multiplyTable(0, phase));
        int number = 0;
        for (Map.Entry<Condition, List<Local>> link : links.entrySet()) {
            int bit = 1 << number;
            for (int table = 0; table < bit; table++) {
                System.arraycopy(tableRe, table * ROW, tableRe, (table | bit) * ROW, ROW);
                System.arraycopy(tableIm, table * ROW, tableIm, (table | bit) * ROW, ROW);
                int at = (table | bit) * ROW;
                link.getValue().forEach(phase -> multiplyTable(at, phase));
            }
            var where = link.getKey();
            if (where.outside == 0) {
                for (int row = 0; row < rows; row++) {
                    if ((row & where.inside) == where.insidePattern) {
                        rowLinks[row] |= bit;
                    }
                }
            } else {
                linksOutside.add(where);
                linkNumbers.add(number);
            }
            number++;
        }
    }

    /** A phase seen from a block: its low bits, and what must hold of the others. */
    private record Local(int low, int lowPattern, Condition where, double re, double im) {}

    /**
     * Passes that together multiply these phases.
     *
     * @param inside the qubits of a block, rising
     */
    static List<Diagonal> of(List<Node.Phase> phases, double scale, int[] inside) {
        var passes = new ArrayList<Diagonal>();
        var now = new ArrayList<Local>();
        var later = new ArrayList<Local>();
        var links = new java.util.HashSet<Condition>();
        for (var phase : phases) {
            var local = local(phase, inside);
            boolean linked =
                    local.low != 0 && (local.where.inside != 0 || local.where.outside != 0);
            if (linked && !links.contains(local.where) && links.size() == LINKS_MAX) {
                later.add(local);
                continue;
            }
            if (linked) {
                links.add(local.where);
            }
            now.add(local);
        }
        passes.add(new Diagonal(now, scale, inside.length));
        while (!later.isEmpty()) {
            now.clear();
            links.clear();
            var rest = new ArrayList<Local>();
            for (var local : later) {
                if (links.contains(local.where) || links.size() < LINKS_MAX) {
                    links.add(local.where);
                    now.add(local);
                } else {
                    rest.add(local);
                }
            }
            passes.add(new Diagonal(now, 1, inside.length));
            later = rest;
        }
        return passes;
    }

    private static Local local(Node.Phase phase, int[] inside) {
        int low = 0;
        int lowPattern = 0;
        int rows = 0;
        int rowsPattern = 0;
        int left = phase.mask();
        for (int bit = 0; bit < inside.length; bit++) {
            if ((phase.mask() >> inside[bit] & 1) != 0) {
                int value = phase.pattern() >> inside[bit] & 1;
                left &= ~(1 << inside[bit]);
                if (bit < ROW_BITS) {
                    low |= 1 << bit;
                    lowPattern |= value << bit;
                } else {
                    rows |= 1 << bit - ROW_BITS;
                    rowsPattern |= value << bit - ROW_BITS;
                }
            }
        }
        return new Local(
                low,
                lowPattern,
                new Condition(rows, rowsPattern, left, phase.pattern() & left),
                phase.re(),
                phase.im());
    }

    private void multiplyTable(int at, Local phase) {
        for (int k = 0; k < ROW; k++) {
            if ((k & phase.low) == phase.lowPattern) {
                double re = tableRe[at + k];
                double im = tableIm[at + k];
                tableRe[at + k] = re * phase.re - im * phase.im;
                tableIm[at + k] = re * phase.im + im * phase.re;
            }
        }
    }

    private static void multiplyRows(
            double[] rowRe, double[] rowIm, Condition where, double re, double im) {
        for (int row = 0; row < rowRe.length; row++) {
            if ((row & where.inside) == where.insidePattern) {
                double was = rowRe[row];
                rowRe[row] = was * re - rowIm[row] * im;
                rowIm[row] = was * im + rowIm[row] * re;
            }
        }
    }

    /** The factors of one block's rows. */
    static final class Factors {
        final double[] re;
        final double[] im;
        final int[] tableAt;

        Factors(int rows) {
            re = new double[rows];
            im = new double[rows];
            tableAt = new int[rows];
        }
    }

    /** Whether all blocks have the same factors. */
    boolean sameEverywhere() {
        return outside.isEmpty() && mixed.isEmpty() && linksOutside.isEmpty();
    }

    /**
     * The factors of a block.
     *
     * @param base the bits outside of the block
     */
    void factors(int base, Factors into) {
        double blockRe = 1;
        double blockIm = 0;
        for (var factor : outside) {
            if (factor.where.holdsOutside(base)) {
                double was = blockRe;
                blockRe = was * factor.re - blockIm * factor.im;
                blockIm = was * factor.im + blockIm * factor.re;
            }
        }
        for (int row = 0; row < rows; row++) {
            into.re[row] = rowRe[row] * blockRe - rowIm[row] * blockIm;
            into.im[row] = rowRe[row] * blockIm + rowIm[row] * blockRe;
        }
        for (var factor : mixed) {
            if (factor.where.holdsOutside(base)) {
                multiplyRows(into.re, into.im, factor.where, factor.re, factor.im);
            }
        }
        System.arraycopy(rowLinks, 0, into.tableAt, 0, rows);
        for (int i = 0; i < linksOutside.size(); i++) {
            var where = linksOutside.get(i);
            if (where.holdsOutside(base)) {
                int bit = 1 << linkNumbers.get(i);
                for (int row = 0; row < rows; row++) {
                    if ((row & where.inside) == where.insidePattern) {
                        into.tableAt[row] |= bit;
                    }
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            int table = into.tableAt[row];
            boolean one = isOne[table] && into.re[row] == 1 && into.im[row] == 0;
            into.tableAt[row] = one ? -1 : table * ROW;
        }
    }
}
