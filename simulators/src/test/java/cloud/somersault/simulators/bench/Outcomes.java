package cloud.somersault.simulators.bench;

import cloud.somersault.simulators.plan.ShotRecords;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What can be said of many shots at once. */
final class Outcomes {
    /** Enough shots to span any space of a few hundred dimensions but for one in 2^200. */
    private static final int SHOTS = 500;

    private Outcomes() {}

    /** The dimension of the affine space over GF(2) that the outcomes span. */
    static int dimension(ShotRecords records, int bits) {
        var origin = row(records, 0, bits);
        var basis = new ArrayList<BigInteger>();
        for (int shot = 1; shot < SHOTS; shot++) {
            var vector = row(records, shot, bits).xor(origin);
            for (var known : basis) { // descending by their highest bits
                if (vector.testBit(known.bitLength() - 1)) {
                    vector = vector.xor(known);
                }
            }
            if (vector.signum() != 0) {
                basis.add(vector);
                basis.sort((a, b) -> b.compareTo(a));
            }
        }
        return basis.size();
    }

    /** The fraction of ones among all bits of all shots. */
    static double ones(ShotRecords records, int bits) {
        long ones = 0;
        for (int shot = 0; shot < records.shots(); shot++) {
            for (int bit = 0; bit < bits; bit++) {
                ones += records.get(shot, bit) ? 1 : 0;
            }
        }
        return (double) ones / bits / records.shots();
    }

    /** The fraction of shots in which the parity of some bits is odd. */
    static double odd(ShotRecords records, List<Integer> bits) {
        int odd = 0;
        for (int shot = 0; shot < records.shots(); shot++) {
            boolean parity = false;
            for (int bit : bits) {
                parity ^= records.get(shot, bit);
            }
            odd += parity ? 1 : 0;
        }
        return (double) odd / records.shots();
    }

    private static BigInteger row(ShotRecords records, int shot, int bits) {
        var row = BigInteger.ZERO;
        for (int bit = 0; bit < bits; bit++) {
            row = records.get(shot, bit) ? row.setBit(bit) : row;
        }
        return row;
    }
}
