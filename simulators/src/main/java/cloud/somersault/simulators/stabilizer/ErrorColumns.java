package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.BitRows;
import java.util.List;

/**
 * Which bits each coin and each error flips: columns of a matrix over GF(2), so that a shot is the
 * exclusive or of those that happened, however deep the circuit was.
 *
 * <p>One walk back in time with a row for X and one for Z on each qubit: the bits that this error
 * would flip if it happened now. A measurement adds its bit to the row of X and empties that of Z
 * (after it, Z is a stabilizer); a reset empties both; a gate makes of the rows what it makes of
 * the operators.
 */
final class ErrorColumns {
    private final int words;
    private final long[][] coins;
    private final long[][] errors;

    /**
     * Walks back.
     *
     * @param firstWord of the records in which the plan has bits
     * @param words how many from there
     */
    ErrorColumns(Transcript transcript, int firstWord, int words, Checkpoint checkpoint) {
        this.words = words;
        this.coins = new long[transcript.coins()][];
        int qubits = transcript.qubits();
        var rows = new long[2 * qubits][words];
        var events = transcript.events();
        int site = (int) events.stream().filter(Event.Fault.class::isInstance).count();
        this.errors = new long[site][];
        for (var event : events.reversed()) {
            checkpoint.pass();
            switch (event) {
                case Event.Turn turn -> turn(rows, qubits, turn);
                case Event.Read(int qubit, int bit, var chance) -> {
                    if (bit != Event.UNRECORDED) {
                        rows[qubit][(bit >> 6) - firstWord] ^= 1L << bit;
                    }
                    java.util.Arrays.fill(rows[qubits + qubit], 0);
                    toss(rows, chance);
                }
                case Event.Clear(int qubit, var chance) -> {
                    java.util.Arrays.fill(rows[qubit], 0);
                    java.util.Arrays.fill(rows[qubits + qubit], 0);
                    toss(rows, chance);
                }
                case Event.Fault(var place) -> errors[--site] = table(rows, qubits, place);
            }
        }
    }

    /** How many words all columns together have. */
    static double size(Transcript transcript, List<ErrorSite> sites, int words) {
        double columns = transcript.coins() + 2.0 * transcript.qubits();
        for (var site : sites) {
            columns += site.errors().length;
        }
        return columns * words;
    }

    /** Words of a column. */
    int words() {
        return words;
    }

    /** The bits that a coin flips when it shows 1. */
    long[][] coins() {
        return coins;
    }

    /** For each site the columns of its {@link ErrorSite#errors} one after the other. */
    long[][] errors() {
        return errors;
    }

    private static void turn(long[][] rows, int qubits, Event.Turn turn) {
        var operations = turn.gate().columnRows();
        var at =
                turn.gate().operands() == 1
                        ? new int[] {turn.first(), qubits + turn.first()}
                        : new int[] {
                            turn.first(),
                            turn.second(),
                            qubits + turn.first(),
                            qubits + turn.second()
                        };
        var before = new long[at.length][];
        for (int i = 0; i < at.length; i++) {
            before[i] = rows[at[i]];
        }
        for (int i = 0; i < at.length; i++) {
            rows[at[i]] = before[operations.order()[i]];
        }
        var additions = operations.additions();
        for (int i = 0; i < additions.length; i += 2) {
            var to = rows[at[additions[i]]];
            BitRows.xor(to, 0, rows[at[additions[i + 1]]], 0, to.length);
        }
    }

    private void toss(long[][] rows, Chance chance) {
        if (chance.random()) {
            var column = new long[words];
            for (int factor : chance.factors()) {
                BitRows.xor(column, 0, rows[factor], 0, words);
            }
            coins[chance.coin()] = column;
        }
    }

    private long[] table(long[][] rows, int qubits, ErrorSite site) {
        var at = site.rows(qubits);
        var errors = site.errors();
        var table = new long[errors.length * words];
        for (int error = 0; error < errors.length; error++) {
            for (int i = 0; i < at.length; i++) {
                if ((errors[error] >> i & 1) == 1) {
                    BitRows.xor(table, error * words, rows[at[i]], 0, words);
                }
            }
        }
        return table;
    }
}
