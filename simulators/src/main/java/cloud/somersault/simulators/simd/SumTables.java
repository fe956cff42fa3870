package cloud.somersault.simulators.simd;

import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;

/**
 * Products of bit vectors with a bit matrix by tables: for each eight columns of the matrix the
 * sums of all their subsets (the method of the four Russians).
 */
public final class SumTables {
    /** Columns of a table. */
    public static final int COLUMNS = 8;

    /** Sums in a table. */
    public static final int SUMS = 1 << COLUMNS;

    private static final int FOUR = 4;

    private SumTables() {}

    /**
     * Adds to each row the sums that its bits choose.
     *
     * @param sums tables one after the other, each {@link #SUMS} sums of so many words
     * @param tables how many of them, at most eight
     * @param chosen for each row a word whose byte k chooses from table k
     * @param at where the first row begins
     * @param stride from one row to the next
     */
    public static void add(
            long[] sums,
            int first,
            int tables,
            int words,
            long[] chosen,
            long[] rows,
            int at,
            int stride,
            int count) {
        switch (words) {
            case 1 -> addOne(sums, first, tables, chosen, rows, at, stride, count);
            case 2 -> addTwo(sums, first, tables, chosen, rows, at, stride, count);
            default -> {
                if (Simd.VECTORS && words == FOUR) {
                    addFour(sums, first, tables, chosen, rows, at, stride, count);
                } else {
                    addMany(sums, first, tables, words, chosen, rows, at, stride, count);
                }
            }
        }
    }

    private static void addOne(
            long[] sums,
            int first,
            int tables,
            long[] chosen,
            long[] rows,
            int at,
            int stride,
            int count) {
        for (int row = 0; row < count; row++, at += stride) {
            long bytes = chosen[row];
            long sum = 0;
            int table = first;
            for (int k = 0; k < tables; k++, table += SUMS, bytes >>>= COLUMNS) {
                sum ^= sums[table + (int) (bytes & SUMS - 1)];
            }
            rows[at] ^= sum;
        }
    }

    private static void addTwo(
            long[] sums,
            int first,
            int tables,
            long[] chosen,
            long[] rows,
            int at,
            int stride,
            int count) {
        int row = 0;
        if (Simd.VECTORS && tables == COLUMNS) {
            for (; row < count; row++, at += stride) {
                long bytes = chosen[row];
                var low = two(sums, first, bytes, 0).lanewise(XOR, two(sums, first, bytes, 1));
                var next = two(sums, first, bytes, 2).lanewise(XOR, two(sums, first, bytes, 3));
                var third = two(sums, first, bytes, 4).lanewise(XOR, two(sums, first, bytes, 5));
                var high = two(sums, first, bytes, 6).lanewise(XOR, two(sums, first, bytes, 7));
                LongVector.fromArray(LongVector.SPECIES_128, rows, at)
                        .lanewise(XOR, low.lanewise(XOR, next))
                        .lanewise(XOR, third.lanewise(XOR, high))
                        .intoArray(rows, at);
            }
        }
        if (Simd.VECTORS && tables == 1) {
            for (; row < count; row++, at += stride) {
                LongVector.fromArray(LongVector.SPECIES_128, rows, at)
                        .lanewise(XOR, two(sums, first, chosen[row], 0))
                        .intoArray(rows, at);
            }
        }
        for (; row < count; row++, at += stride) {
            long bytes = chosen[row];
            long sum = 0;
            long next = 0;
            int table = first;
            for (int k = 0; k < tables; k++, table += 2 * SUMS, bytes >>>= COLUMNS) {
                int from = table + 2 * (int) (bytes & SUMS - 1);
                sum ^= sums[from];
                next ^= sums[from + 1];
            }
            rows[at] ^= sum;
            rows[at + 1] ^= next;
        }
    }

    private static LongVector two(long[] sums, int first, long bytes, int table) {
        int sum = (int) (bytes >>> COLUMNS * table) & SUMS - 1;
        return LongVector.fromArray(LongVector.SPECIES_128, sums, first + 2 * (SUMS * table + sum));
    }

    private static void addFour(
            long[] sums,
            int first,
            int tables,
            long[] chosen,
            long[] rows,
            int at,
            int stride,
            int count) {
        for (int row = 0; row < count; row++, at += stride) {
            long bytes = chosen[row];
            var sum = LongVector.fromArray(LongVector.SPECIES_256, rows, at);
            int table = first;
            for (int k = 0; k < tables; k++, table += FOUR * SUMS, bytes >>>= COLUMNS) {
                int from = table + FOUR * (int) (bytes & SUMS - 1);
                sum = sum.lanewise(XOR, LongVector.fromArray(LongVector.SPECIES_256, sums, from));
            }
            sum.intoArray(rows, at);
        }
    }

    static void addMany(
            long[] sums,
            int first,
            int tables,
            int words,
            long[] chosen,
            long[] rows,
            int at,
            int stride,
            int count) {
        for (int row = 0; row < count; row++, at += stride) {
            long bytes = chosen[row];
            int table = first;
            for (int k = 0; k < tables; k++, table += words * SUMS, bytes >>>= COLUMNS) {
                BitRows.xor(rows, at, sums, table + words * (int) (bytes & SUMS - 1), words);
            }
        }
    }
}
