package cloud.somersault.circuits.observable;

import cloud.somersault.circuits.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An observable in terms of what was counted: a weighted sum of parities of classical bits.
 *
 * @param terms each in the circuit and bits where it was measured
 */
public record MeasuredObservable(String name, List<Term> terms) {

    public MeasuredObservable {
        terms = List.copyOf(terms);
    }

    /**
     * A weighted parity.
     *
     * @param circuit where it was measured
     * @param bits of that circuit, whose parity it is: +1 when an even number of them is 1. None:
     *     the constant 1
     */
    public record Term(double coefficient, int circuit, List<Integer> bits) {
        public Term {
            bits = List.copyOf(bits);
        }
    }

    /**
     * An expectation value as measured.
     *
     * @param standardError of the mean, by the spread of the shots; NaN for one shot
     */
    public record Estimate(double value, double standardError) {}

    /**
     * What the counts say. Terms of one circuit come from the same shots, so their covariance
     * counts; circuits are independent.
     *
     * @param counts by circuit, each of at least one shot
     */
    public Estimate estimate(List<Counts> counts) {
        double value = 0;
        var byCircuit = new TreeMap<Integer, List<Term>>();
        for (var term : terms) {
            if (term.bits().isEmpty()) {
                value += term.coefficient();
            } else {
                byCircuit.computeIfAbsent(term.circuit(), _ -> new ArrayList<>()).add(term);
            }
        }
        double variance = 0;
        for (var entry : byCircuit.entrySet()) {
            var read = counts.get(entry.getKey());
            double shots = read.shots();
            double mean = 0;
            for (var outcome : read.byBitstring().entrySet()) {
                mean += outcome.getValue() / shots * value(entry.getValue(), outcome.getKey());
            }
            double spread = 0;
            for (var outcome : read.byBitstring().entrySet()) {
                double apart = value(entry.getValue(), outcome.getKey()) - mean;
                spread += outcome.getValue() * apart * apart;
            }
            value += mean;
            variance += spread / (shots - 1) / shots;
        }
        return new Estimate(value, Math.sqrt(variance));
    }

    private static double value(List<Term> terms, String outcome) {
        double value = 0;
        for (var term : terms) {
            int ones = 0;
            for (int bit : term.bits()) {
                ones += outcome.charAt(outcome.length() - 1 - bit) - '0';
            }
            value += (ones & 1) == 0 ? term.coefficient() : -term.coefficient();
        }
        return value;
    }
}
