package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.simd.BitRows;
import cloud.somersault.simulators.simd.SumTables;

/**
 * Outcomes without errors: an affine space over GF(2). A shot is the reference plus the columns of
 * its coins, eight coins at a time by tables of all their sums (the method of the four Russians).
 * Coin k of a shot is bit k % 64 of its draw k / 64.
 */
final class CoinSampler {
    private static final int COINS = SumTables.COLUMNS;
    private static final int SUMS = SumTables.SUMS;
    private static final int TABLES_OF_A_DRAW = Long.SIZE / COINS;

    /** Tables of up to so many words are made once and stay in the second cache. */
    private static final int TABLE_WORDS_MAX = 1 << 16;

    /** Shots of one pass: few where all tables fit; else enough to be worth making a table. */
    private static final int SHOTS = 1 << 10;

    private static final int SHOTS_BETWEEN_TABLES = 1 << 13;

    private final long[][] columns;
    private final int words;
    private final int firstWord;
    private final ShotRandom random;
    private final Checkpoint checkpoint;
    private final long[] reference;
    private final int tables;
    private final boolean atOnce;
    private final long[] sums;
    private final long[][] drawn;

    /**
     * For records whose bits begin in some word.
     *
     * @param reference the outcome when all coins show 0
     */
    CoinSampler(
            ErrorColumns columns,
            long[] reference,
            int firstWord,
            ShotRandom random,
            Checkpoint checkpoint) {
        this.columns = columns.coins();
        this.words = columns.words();
        this.reference = reference;
        this.firstWord = firstWord;
        this.random = random;
        this.checkpoint = checkpoint;
        // One at least, so that the reference is added where there are no coins.
        tables = Math.max(1, (this.columns.length + COINS - 1) / COINS);
        atOnce = (long) tables * SUMS * words <= TABLE_WORDS_MAX;
        sums = new long[(atOnce ? tables : 1) * SUMS * words];
        if (atOnce) {
            for (int table = 0; table < tables; table++) {
                tabulate(table, table * SUMS * words);
            }
        }
        int draws = (tables + TABLES_OF_A_DRAW - 1) / TABLES_OF_A_DRAW;
        drawn = new long[draws + 1 & ~1][shotsAtOnce()];
    }

    /** The best length of a pass, from one multiple of it to the next; a multiple of a block. */
    int shotsAtOnce() {
        return atOnce ? SHOTS : SHOTS_BETWEEN_TABLES;
    }

    /**
     * Adds the reference and the columns of their coins to some records.
     *
     * @param first shot, and those after it up to the next multiple of {@link #shotsAtOnce} at most
     * @param at the record of the first
     */
    void sample(long first, ShotRecords records, int at, int shots) {
        for (int draw = 0; draw < drawn.length; draw += 2) {
            random.fillShots(first, draw, drawn[draw], drawn[draw + 1], shots);
        }
        if (atOnce) {
            addAll(records, at, shots);
        } else {
            addInTurn(records, at, shots);
        }
    }

    /** The tables of a draw in one pass. */
    private void addAll(ShotRecords records, int at, int shots) {
        for (int table = 0; table < tables; table += TABLES_OF_A_DRAW) {
            checkpoint.pass();
            SumTables.add(
                    sums,
                    table * SUMS * words,
                    Math.min(TABLES_OF_A_DRAW, tables - table),
                    words,
                    drawn[table / TABLES_OF_A_DRAW],
                    records.data(),
                    at * records.words() + firstWord,
                    records.words(),
                    shots);
        }
    }

    /** One table after the other, each made when its turn comes. */
    private void addInTurn(ShotRecords records, int at, int shots) {
        for (int table = 0; table < tables; table++) {
            checkpoint.pass();
            tabulate(table, 0);
            var chosen = drawn[table / TABLES_OF_A_DRAW];
            SumTables.add(
                    sums,
                    0,
                    1,
                    words,
                    chosen,
                    records.data(),
                    at * records.words() + firstWord,
                    records.words(),
                    shots);
            for (int shot = 0; shot < shots; shot++) {
                chosen[shot] >>>= COINS;
            }
        }
    }

    private void tabulate(int table, int at) {
        if (table == 0) {
            System.arraycopy(reference, 0, sums, at, words);
        } else {
            java.util.Arrays.fill(sums, at, at + words, 0);
        }
        for (int sum = 1; sum < SUMS; sum++) {
            int rest = sum & sum - 1;
            int coin = table * COINS + Integer.numberOfTrailingZeros(sum);
            System.arraycopy(sums, at + rest * words, sums, at + sum * words, words);
            if (coin < columns.length) {
                BitRows.xor(sums, at + sum * words, columns[coin], 0, words);
            }
        }
    }
}
