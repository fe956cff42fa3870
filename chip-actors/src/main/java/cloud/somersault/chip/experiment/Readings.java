package cloud.somersault.chip.experiment;

import java.util.List;

/**
 * What the circuits of one experiment read, on the experiment's own qubits.
 *
 * @param histograms one for each circuit: how often each value was read; bit i of the value is the
 *     experiment's qubit i
 */
public record Readings(List<long[]> histograms) {

    public Readings {
        histograms = List.copyOf(histograms);
    }

    /** All shots of a circuit. */
    long shots(int circuit) {
        long shots = 0;
        for (long count : histograms.get(circuit)) {
            shots += count;
        }
        return shots;
    }

    /** How often the experiment's qubit read 1. */
    long ones(int circuit, int qubit) {
        long ones = 0;
        var histogram = histograms.get(circuit);
        for (int value = 0; value < histogram.length; value++) {
            if ((value >> qubit & 1) == 1) {
                ones += histogram[value];
            }
        }
        return ones;
    }

    /** The share of the shots that read 1, with the error of a share of so many. */
    Measured share(int circuit, int qubit) {
        return share(ones(circuit, qubit), shots(circuit));
    }

    /**
     * A share and its error. The error is that of (ones + 1) of (shots + 2), so that a share of 0
     * or 1 has one too.
     */
    static Measured share(long ones, long shots) {
        double smoothed = (ones + 1.0) / (shots + 2.0);
        return new Measured(
                (double) ones / shots, Math.sqrt(smoothed * (1 - smoothed) / (shots + 2.0)));
    }
}
