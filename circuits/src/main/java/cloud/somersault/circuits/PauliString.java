package cloud.somersault.circuits;

import java.util.StringJoiner;

/**
 * A product of Pauli operators with a sign, such as -X0 Y2: Hermitian, its own inverse.
 *
 * @param qubits over how many qubits, at most 62
 * @param x bit k set: an X or a Y on qubit k
 * @param z bit k set: a Z or a Y on qubit k
 * @param negative whether a minus stands before it
 */
public record PauliString(int qubits, long x, long z, boolean negative) {
    private static final int QUBITS_MAX = 62;

    public PauliString {
        if (qubits < 0 || qubits > QUBITS_MAX) {
            throw new IllegalArgumentException("a Pauli string has 0 to " + QUBITS_MAX + " qubits");
        }
        if ((x | z) >>> qubits != 0) {
            throw new IllegalArgumentException("a Pauli operator beyond the last qubit");
        }
    }

    /** X on one qubit. */
    public static PauliString x(int qubits, int qubit) {
        return new PauliString(qubits, 1L << qubit, 0, false);
    }

    /** Z on one qubit. */
    public static PauliString z(int qubits, int qubit) {
        return new PauliString(qubits, 0, 1L << qubit, false);
    }

    /** Whether the order of the two doesn't matter; otherwise it costs a minus. */
    public boolean commutesWith(PauliString other) {
        return Long.bitCount(x & other.z ^ z & other.x) % 2 == 0;
    }

    /**
     * The product with a string that commutes with this one.
     *
     * @throws IllegalArgumentException if they don't commute: the product has a factor i
     */
    public PauliString times(PauliString other) {
        if (other.qubits != qubits || !commutesWith(other)) {
            throw new IllegalArgumentException(this + " times " + other + " is no Pauli string");
        }
        // X^x Z^z X^x' Z^z' = (-1)^(z x') X^(x + x') Z^(z + z')
        int turns =
                quarterTurns()
                        + other.quarterTurns()
                        + 2 * Long.bitCount(z & other.x)
                        - Long.bitCount((x ^ other.x) & (z ^ other.z));
        return new PauliString(qubits, x ^ other.x, z ^ other.z, (turns & 3) == 2);
    }

    /** How many factors i stand before X^x Z^z: one for each Y, two for the minus. */
    int quarterTurns() {
        return Long.bitCount(x & z) + (negative ? 2 : 0);
    }

    /** The dense matrix, 2^qubits square: column j has its one element in row j xor x. */
    public Matrix matrix() {
        if (qubits > 10) {
            throw new IllegalArgumentException("no dense matrix beyond 10 qubits");
        }
        int size = 1 << qubits;
        var pairs = new double[2 * size * size];
        for (int j = 0; j < size; j++) {
            int turns = quarterTurns() + 2 * Long.bitCount(z & j) & 3;
            int at = 2 * ((j ^ (int) x) * size + j);
            pairs[at + (turns & 1)] = turns < 2 ? 1 : -1;
        }
        return Matrix.of(size, pairs);
    }

    /** Such as {@code -X0 Y2}; {@code +I} when there is nothing but a sign. */
    @Override
    public String toString() {
        var factors = new StringJoiner(" ", negative ? "-" : "+", "");
        factors.setEmptyValue(negative ? "-I" : "+I");
        for (int qubit = 0; qubit < qubits; qubit++) {
            int which = (int) (x >> qubit & 1 | (z >> qubit & 1) << 1);
            if (which > 0) {
                factors.add("IXZY".charAt(which) + "" + qubit);
            }
        }
        return factors.toString();
    }
}
