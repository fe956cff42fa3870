package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.simd.BitRows;

/**
 * A stabilizer state U|0...0>, kept as the Pauli operators U^-1 X_q U and U^-1 Z_q U of every
 * qubit. Source: C. Gidney, "Stim: a fast stabilizer circuit simulator", Quantum 5, 497 (2021),
 * section 2.2, for the inverse tableau; S. Aaronson, D. Gottesman, Phys. Rev. A 70, 052328 (2004)
 * for tableaux. A gate multiplies the few rows of its qubits, O(n / 64); so does asking whether a
 * measurement is random, and reading it if it isn't. A random one costs O(n^2 / 64).
 *
 * <p>A row is i^t X^x Z^z, all X to the left, with t modulo 4. In this form a product is exclusive
 * or and one parity, and a CX changes no phase; where phases differ from those of Hermitian
 * operators (i X Z = Y), t has them.
 */
final class Tableau {
    private final int qubits;
    private final int words;
    private final long[][] rows;
    private final byte[] turns;

    /** |0...0>. */
    Tableau(int qubits) {
        this.qubits = qubits;
        this.words = (qubits + Long.SIZE - 1) / Long.SIZE;
        this.rows = new long[2 * qubits][2 * words];
        this.turns = new byte[2 * qubits];
        for (int qubit = 0; qubit < qubits; qubit++) {
            rows[qubit][qubit >> 6] = 1L << qubit;
            rows[qubits + qubit][words + (qubit >> 6)] = 1L << qubit;
        }
    }

    /** Becomes the same state as another of equal size. */
    void copyFrom(Tableau other) {
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(other.rows[row], 0, rows[row], 0, 2 * words);
        }
        System.arraycopy(other.turns, 0, turns, 0, turns.length);
    }

    /** Applies a gate to qubits. */
    void apply(CliffordGate gate, int... operands) {
        int generators = 2 * operands.length;
        var order = gate.tableauRows().order();
        if (operands.length == 1) {
            if (order[0] == 1) {
                swap(operands[0], qubits + operands[0]);
            }
        } else {
            reorder(order, operands);
        }
        var additions = gate.tableauRows().additions();
        for (int i = 0; i < additions.length; i += 2) {
            multiply(row(operands, additions[i]), row(operands, additions[i + 1]));
        }
        var quarterTurns = gate.quarterTurns();
        for (int i = 0; i < generators; i++) {
            turn(row(operands, i), quarterTurns[i]);
        }
    }

    /** X on a qubit. */
    void flip(int qubit) {
        turn(qubits + qubit, 2);
    }

    /** Z on a qubit. */
    void flipPhase(int qubit) {
        turn(qubit, 2);
    }

    /**
     * Whether measuring a qubit gives a random outcome: the number of a |0> of the input that
     * decides it, which {@link #collapse} and {@link #disturbance} ask for; -1 if it doesn't.
     */
    int pivot(int qubit) {
        var row = rows[qubits + qubit];
        for (int word = 0; word < words; word++) {
            if (row[word] != 0) {
                return word * Long.SIZE + Long.numberOfTrailingZeros(row[word]);
            }
        }
        return -1;
    }

    /** The outcome of a measurement that is not random. */
    boolean outcome(int qubit) {
        return turns[qubits + qubit] == 2;
    }

    /**
     * The stabilizer that anticommutes with the measured Z, so that it turns one outcome of a
     * random measurement into the other: numbers q for X on qubit q, qubits + q for Z on it.
     */
    int[] disturbance(int pivot) {
        // U Z_k U^-1 has an X on q where it anticommutes with Z_q: where that row has an X on k.
        int word = pivot >> 6;
        var factors = new int[2 * qubits];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if ((rows[row][word] >>> pivot & 1) != 0) {
                factors[count++] = row < qubits ? qubits + row : row - qubits;
            }
        }
        return java.util.Arrays.copyOf(factors, count);
    }

    /**
     * Measures a qubit whose outcome is random, and finds what it is told to find.
     *
     * <p>CX from the pivot to the other qubits of the input that the row has an X on do nothing to
     * |0...0> and leave an X on the pivot alone. Then the state is the input with |0> + i^e |1> on
     * the pivot, which S^e H makes of |0>.
     */
    void collapse(int qubit, int pivot, boolean one) {
        int word = pivot >> 6;
        long bit = 1L << pivot;
        var measured = rows[qubits + qubit];
        var others = java.util.Arrays.copyOf(measured, words);
        others[word] ^= bit;
        boolean alone = true;
        for (int i = 0; i < words && alone; i++) {
            alone = others[i] == 0;
        }
        int e = turns[qubits + qubit] + (one ? 2 : 0) & 3;
        for (int at = 0; at < rows.length; at++) {
            var row = rows[at];
            boolean hasX = (row[word] & bit) != 0;
            if (!alone) {
                if (BitRows.parity(row, words, others, 0, words) != 0) {
                    row[words + word] ^= bit;
                }
                if (hasX) {
                    BitRows.xor(row, 0, others, 0, words);
                }
            }
            boolean hasZ = (row[words + word] & bit) != 0;
            // X becomes (-i)^e (-1)^(e mod 2) X^(e mod 2) Z, and Z becomes X.
            if (hasX) {
                turn(at, 3 * e + 2 * (e & 1) + (hasZ ? 2 : 0));
            }
            if (hasX != ((hasX && (e & 1) == 1) != hasZ)) {
                row[word] ^= bit;
            }
            if (hasX != hasZ) {
                row[words + word] ^= bit;
            }
        }
    }

    private int row(int[] operands, int generator) {
        return generator < operands.length
                ? operands[generator]
                : qubits + operands[generator - operands.length];
    }

    private void swap(int one, int other) {
        var row = rows[one];
        rows[one] = rows[other];
        rows[other] = row;
        byte turn = turns[one];
        turns[one] = turns[other];
        turns[other] = turn;
    }

    private void reorder(int[] order, int[] operands) {
        var before = new long[order.length][];
        var turnsBefore = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            before[i] = rows[row(operands, i)];
            turnsBefore[i] = turns[row(operands, i)];
        }
        for (int i = 0; i < order.length; i++) {
            rows[row(operands, i)] = before[order[i]];
            turns[row(operands, i)] = turnsBefore[order[i]];
        }
    }

    /** Moving Z^z past X^x costs a minus for each qubit that has both. */
    private void multiply(int to, int from) {
        var row = rows[to];
        turn(to, turns[from] + 2 * BitRows.parity(row, words, rows[from], 0, words));
        BitRows.xor(row, 0, rows[from], 0, 2 * words);
    }

    private void turn(int row, int quarters) {
        turns[row] = (byte) (turns[row] + quarters & 3);
    }
}
