package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.simd.BitRows;
import java.util.List;

/** Adds the columns of the coins, then those of the errors that happened, error by error. */
final class ColumnSampler implements StraightLine.BlockSampler {
    private final CoinSampler coins;
    private final ErrorSite[] sites;
    private final int[] uniform;
    private final int[] begins;
    private final long[] columns;
    private final int words;
    private final int firstWord;

    /**
     * Lays the columns out in the order in which the sites draw.
     *
     * @param order the numbers of the sites in that order
     */
    ColumnSampler(
            ErrorColumns errors,
            CoinSampler coins,
            List<ErrorSite> all,
            int[] order,
            int firstWord) {
        this.coins = coins;
        this.firstWord = firstWord;
        words = errors.words();
        sites = new ErrorSite[order.length];
        uniform = new int[order.length];
        begins = new int[order.length];
        int end = 0;
        for (int place = 0; place < order.length; place++) {
            sites[place] = all.get(order[place]);
            uniform[place] = sites[place].uniform() ? sites[place].errors().length : 0;
            begins[place] = end;
            end += errors.errors()[order[place]].length;
        }
        columns = new long[end];
        for (int place = 0; place < order.length; place++) {
            var table = errors.errors()[order[place]];
            System.arraycopy(table, 0, columns, begins[place], table.length);
        }
    }

    @Override
    public int shotsAtOnce() {
        return coins.shotsAtOnce();
    }

    @Override
    public void toss(long first, ShotRecords records, int at, int shots) {
        coins.sample(first, records, at, shots);
    }

    @Override
    public void disturb(
            long block, ErrorHits hits, int from, int to, int shift, ShotRecords records) {
        var places = hits.places();
        var choices = hits.choices();
        var data = records.data();
        int stride = records.words();
        int count = hits.hits();
        for (int hit = 0; hit < count; hit++) {
            int shot = places[hit] & ErrorHits.SHOTS - 1;
            if (shot < from || shot >= to) {
                continue;
            }
            int place = places[hit] >>> ErrorHits.SHOT_BITS;
            int error =
                    uniform[place] > 0
                            ? (int) Math.unsignedMultiplyHigh(choices[hit], uniform[place])
                            : sites[place].pick(choices[hit]);
            int column = begins[place] + error * words;
            int at = (shot + shift) * stride + firstWord;
            add(data, at, column);
        }
    }

    /** A loop of so few rounds would cost more than what it does. */
    private void add(long[] data, int at, int column) {
        switch (words) {
            case 1 -> data[at] ^= columns[column];
            case 2 -> {
                data[at] ^= columns[column];
                data[at + 1] ^= columns[column + 1];
            }
            case 3 -> {
                data[at] ^= columns[column];
                data[at + 1] ^= columns[column + 1];
                data[at + 2] ^= columns[column + 2];
            }
            case 4 -> {
                data[at] ^= columns[column];
                data[at + 1] ^= columns[column + 1];
                data[at + 2] ^= columns[column + 2];
                data[at + 3] ^= columns[column + 3];
            }
            default -> BitRows.xor(data, at, columns, column, words);
        }
    }
}
