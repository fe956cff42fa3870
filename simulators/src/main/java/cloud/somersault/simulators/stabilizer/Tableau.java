package cloud.somersault.simulators.stabilizer;

import java.util.List;
import java.util.function.Supplier;

/**
 * A stabilizer state as n destabilizers and n stabilizers, Pauli operators with bit-packed rows.
 * Source: S. Aaronson, D. Gottesman, "Improved simulation of stabilizer circuits", Phys. Rev. A 70,
 * 052328 (2004). A gate costs O(n), a measurement O(n^2 / 64).
 *
 * <p>Signs are not bits but affine forms over the coins that measurements have tossed: bit 0 of a
 * sign is its constant, bit k the k-th coin. Everything a tableau does to signs is exclusive or, so
 * one pass through a circuit describes all of its shots at once (W. Fang, M. Ying, "SymPhase",
 * arXiv:2311.03906).
 */
final class Tableau {
    private final int qubits;
    private final int words;
    private final int signWords;
    private final long[][] x;
    private final long[][] z;
    private final long[][] sign;

    /**
     * |0...0>.
     *
     * @param coins how many coins may be tossed
     */
    Tableau(int qubits, int coins) {
        this.qubits = qubits;
        this.words = (qubits + Long.SIZE - 1) / Long.SIZE;
        this.signWords = coins / Long.SIZE + 1;
        int rows = 2 * qubits;
        this.x = new long[rows][words];
        this.z = new long[rows][words];
        this.sign = new long[rows][signWords];
        for (int qubit = 0; qubit < qubits; qubit++) {
            x[qubit][qubit >> 6] = 1L << qubit;
            z[qubits + qubit][qubit >> 6] = 1L << qubit;
        }
    }

    /** Becomes the same state as another of equal size. */
    void copyFrom(Tableau other) {
        for (int row = 0; row < 2 * qubits; row++) {
            System.arraycopy(other.x[row], 0, x[row], 0, words);
            System.arraycopy(other.z[row], 0, z[row], 0, words);
            System.arraycopy(other.sign[row], 0, sign[row], 0, signWords);
        }
    }

    /** Conjugates all rows by a gate. */
    void apply(CliffordGate gate, List<Integer> operands) {
        int first = operands.getFirst();
        if (gate.operands() == 1) {
            for (int row = 0; row < 2 * qubits; row++) {
                int pauli = bit(x[row], first) | bit(z[row], first) << 1;
                int image = gate.image(pauli);
                put(x[row], first, image & 1);
                put(z[row], first, image >> 1);
                sign[row][0] ^= gate.negative(pauli) ? 1 : 0;
            }
            return;
        }
        int second = operands.getLast();
        for (int row = 0; row < 2 * qubits; row++) {
            int pauli =
                    bit(x[row], first)
                            | bit(x[row], second) << 1
                            | bit(z[row], first) << 2
                            | bit(z[row], second) << 3;
            int image = gate.image(pauli);
            put(x[row], first, image & 1);
            put(x[row], second, image >> 1 & 1);
            put(z[row], first, image >> 2 & 1);
            put(z[row], second, image >> 3);
            sign[row][0] ^= gate.negative(pauli) ? 1 : 0;
        }
    }

    /**
     * Measures in the Z basis.
     *
     * @param coin asked for a sign if the outcome is random
     * @return the outcome as an affine form
     */
    long[] measure(int qubit, Supplier<long[]> coin) {
        for (int row = qubits; row < 2 * qubits; row++) {
            if (bit(x[row], qubit) != 0) {
                return toss(qubit, row, coin.get());
            }
        }
        var productX = new long[words];
        var productZ = new long[words];
        var productSign = new long[signWords];
        for (int row = 0; row < qubits; row++) {
            if (bit(x[row], qubit) != 0) {
                multiply(productX, productZ, productSign, row + qubits);
            }
        }
        return productSign;
    }

    /** X on a qubit where an affine form is 1. */
    void flip(int qubit, long[] where) {
        for (int row = 0; row < 2 * qubits; row++) {
            if (bit(z[row], qubit) != 0) {
                for (int word = 0; word < signWords; word++) {
                    sign[row][word] ^= where[word];
                }
            }
        }
    }

    private long[] toss(int qubit, int pivot, long[] coin) {
        for (int row = 0; row < 2 * qubits; row++) {
            if (row != pivot && bit(x[row], qubit) != 0) {
                multiply(x[row], z[row], sign[row], pivot);
            }
        }
        int partner = pivot - qubits;
        x[partner] = x[pivot];
        z[partner] = z[pivot];
        sign[partner] = sign[pivot];
        x[pivot] = new long[words];
        z[pivot] = new long[words];
        z[pivot][qubit >> 6] = 1L << qubit;
        sign[pivot] = coin.clone();
        return coin;
    }

    /**
     * Multiplies a Pauli operator by a row. With P = i^{x.z} X^x Z^z, moving Z^{z1} past X^{x2}
     * gives the product i to the power x1.z1 + x2.z2 + 2 z1.x2 - (x1+x2).(z1+z2). Operators that
     * commute give an even power: a sign. For destabilizers, whose signs nobody reads, it may be
     * odd.
     */
    private void multiply(long[] px, long[] pz, long[] psign, int row) {
        var qx = x[row];
        var qz = z[row];
        int quarterTurns = 0;
        for (int word = 0; word < words; word++) {
            long x1 = px[word];
            long z1 = pz[word];
            long x2 = qx[word];
            long z2 = qz[word];
            px[word] = x1 ^ x2;
            pz[word] = z1 ^ z2;
            quarterTurns +=
                    Long.bitCount(x1 & z1)
                            + Long.bitCount(x2 & z2)
                            + 2 * Long.bitCount(z1 & x2)
                            - Long.bitCount(px[word] & pz[word]);
        }
        for (int word = 0; word < signWords; word++) {
            psign[word] ^= sign[row][word];
        }
        psign[0] ^= quarterTurns >> 1 & 1;
    }

    private static int bit(long[] row, int qubit) {
        return (int) (row[qubit >> 6] >>> qubit) & 1;
    }

    private static void put(long[] row, int qubit, int value) {
        int word = qubit >> 6;
        row[word] = (row[word] & ~(1L << qubit)) | ((long) value << qubit);
    }
}
