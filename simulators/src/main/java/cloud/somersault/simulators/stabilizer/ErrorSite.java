package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** A place where with some probability one of some Pauli errors happens to one or two qubits. */
final class ErrorSite {
    private static final double TWO_TO_63 = 0x1p63;

    private final List<Integer> qubits;
    private final double probability;
    private final int[] errors;
    private final long[] thresholds;

    private ErrorSite(List<Integer> qubits, double[] probabilities) {
        this.qubits = qubits;
        double total = 0;
        var possible = new ArrayList<Integer>();
        for (int pauli = 1; pauli < probabilities.length; pauli++) {
            if (probabilities[pauli] > 0) {
                total += probabilities[pauli];
                possible.add(pauli);
            }
        }
        probability = Math.min(1, total);
        errors = possible.stream().mapToInt(pauli -> generators(pauli, qubits.size())).toArray();
        boolean alike =
                possible.stream().mapToDouble(pauli -> probabilities[pauli]).distinct().count()
                        <= 1;
        thresholds = alike ? new long[0] : thresholds(possible, probabilities, total);
    }

    private static long[] thresholds(List<Integer> possible, double[] probabilities, double total) {
        var thresholds = new long[possible.size()];
        double below = 0;
        for (int i = 0; i < thresholds.length; i++) {
            below += probabilities[possible.get(i)];
            thresholds[i] = (long) (Math.min(1, below / total) * TWO_TO_63);
        }
        thresholds[thresholds.length - 1] = Long.MAX_VALUE;
        return thresholds;
    }

    /**
     * Any Pauli channel.
     *
     * @param probabilities of the 4 or 16 Pauli operators; that on the first qubit is the index
     *     modulo 4 (0 I, 1 X, 2 Y, 3 Z), that on the second the index by 4
     */
    static ErrorSite paulis(List<Integer> qubits, double... probabilities) {
        return new ErrorSite(qubits, probabilities);
    }

    /** Depolarizing: all Pauli operators but the identity alike. */
    static ErrorSite depolarizing(Step.Depolarize step) {
        int paulis = 1 << 2 * step.qubits().size();
        var probabilities = new double[paulis];
        java.util.Arrays.fill(probabilities, step.probability() / paulis);
        return new ErrorSite(step.qubits(), probabilities);
    }

    /** One and two Pauli indices as bits over the generators: X of each qubit, then Z of each. */
    private static int generators(int pauli, int qubits) {
        int generators = 0;
        for (int qubit = 0; qubit < qubits; qubit++) {
            int one = pauli >> 2 * qubit & 3;
            generators |= (one == 1 || one == 2 ? 1 : 0) << qubit;
            generators |= (one >= 2 ? 1 : 0) << qubits + qubit;
        }
        return generators;
    }

    List<Integer> qubits() {
        return qubits;
    }

    /** Of any error at all. */
    double probability() {
        return probability;
    }

    /** The possible errors, each as bits over the generators X of each qubit, then Z of each. */
    int[] errors() {
        return errors;
    }

    /** Whether all errors have the same probability. */
    boolean uniform() {
        return thresholds.length == 0;
    }

    /** Which of the {@link #errors} it was, from 64 random bits. */
    int pick(long random) {
        if (uniform()) {
            return (int) Math.unsignedMultiplyHigh(random, errors.length);
        }
        int error = 0;
        while (random >>> 1 >= thresholds[error] && error < thresholds.length - 1) {
            error++;
        }
        return error;
    }

    /** The numbers of the generators' rows: qubit q has X in row q and Z in row all + q. */
    int[] rows(int all) {
        var rows = new int[2 * qubits.size()];
        for (int i = 0; i < qubits.size(); i++) {
            rows[i] = qubits.get(i);
            rows[qubits.size() + i] = all + qubits.get(i);
        }
        return rows;
    }
}
