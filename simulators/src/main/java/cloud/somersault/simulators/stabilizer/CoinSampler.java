package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.simd.BitRows;

/**
 * Outcomes without errors: an affine space over GF(2). A shot is the reference plus the columns of
 * its coins, eight coins at a time by tables of all their sums (the method of the four Russians).
 * Coin k of a shot is bit k % 64 of its draw k / 64.
 */
final class CoinSampler {
    private static final int COINS = 8;
    private static final int SUMS = 1 << COINS;
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

    CoinSampler(ErrorColumns columns, int firstWord, ShotRandom random, Checkpoint checkpoint) {
        this.columns = columns.coins();
        this.words = columns.words();
        this.firstWord = firstWord;
        this.random = random;
        this.checkpoint = checkpoint;
    }

    /** Adds the columns of their coins to all records. */
    void sample(long first, ShotRecords records) {
        if (columns.length == 0) {
            return;
        }
        int tables = (columns.length + COINS - 1) / COINS;
        boolean atOnce = (long) tables * SUMS * words <= TABLE_WORDS_MAX;
        var sums = new long[atOnce ? tables : 1][];
        if (atOnce) {
            for (int table = 0; table < tables; table++) {
                sums[table] = sums(table, new long[SUMS * words]);
            }
        } else {
            sums[0] = new long[SUMS * words];
        }
        int shotsMax = atOnce ? SHOTS : SHOTS_BETWEEN_TABLES;
        int draws = (columns.length + Long.SIZE - 1) / Long.SIZE;
        var drawn = new long[draws + 1 & ~1][Math.min(shotsMax, records.shots())];
        for (int done = 0; done < records.shots(); ) {
            // Aligned, so that shots of one pass differ in their lower 32 bits only.
            int aligned = shotsMax - (int) ((first + done) % shotsMax);
            int shots = Math.min(aligned, records.shots() - done);
            for (int draw = 0; draw < draws; draw += 2) {
                random.fillShots(first + done, draw, drawn[draw], drawn[draw + 1], shots);
            }
            for (int table = 0; table < tables; table++) {
                checkpoint.pass();
                var table256 = atOnce ? sums[table] : sums(table, sums[0]);
                add(
                        table256,
                        drawn[table / TABLES_OF_A_DRAW],
                        COINS * (table % TABLES_OF_A_DRAW),
                        records,
                        done,
                        shots);
            }
            done += shots;
        }
    }

    private long[] sums(int table, long[] sums) {
        java.util.Arrays.fill(sums, 0, words, 0);
        for (int sum = 1; sum < SUMS; sum++) {
            int rest = sum & sum - 1;
            int coin = table * COINS + Integer.numberOfTrailingZeros(sum);
            System.arraycopy(sums, rest * words, sums, sum * words, words);
            if (coin < columns.length) {
                BitRows.xor(sums, sum * words, columns[coin], 0, words);
            }
        }
        return sums;
    }

    private void add(
            long[] sums, long[] drawn, int shift, ShotRecords records, int done, int shots) {
        var data = records.data();
        int stride = records.words();
        int at = done * stride + firstWord;
        switch (words) {
            case 1 -> {
                for (int shot = 0; shot < shots; shot++, at += stride) {
                    data[at] ^= sums[(int) (drawn[shot] >>> shift) & SUMS - 1];
                }
            }
            case 2 -> {
                for (int shot = 0; shot < shots; shot++, at += stride) {
                    int sum = 2 * ((int) (drawn[shot] >>> shift) & SUMS - 1);
                    data[at] ^= sums[sum];
                    data[at + 1] ^= sums[sum + 1];
                }
            }
            default -> {
                for (int shot = 0; shot < shots; shot++, at += stride) {
                    int sum = words * ((int) (drawn[shot] >>> shift) & SUMS - 1);
                    for (int word = 0; word < words; word++) {
                        data[at + word] ^= sums[sum + word];
                    }
                }
            }
        }
    }
}
