package cloud.somersault.simulators.bench;

import java.util.Arrays;

/**
 * What the figures of a run must be. Peers print the same figures, so both sides are held to them.
 *
 * @param expected in the order of the figures; NaN where the figure is only shown
 * @param tolerance of each
 */
record Check(double[] expected, double[] tolerance) {

    /** All figures within one tolerance. */
    static Check near(double tolerance, double... expected) {
        var tolerances = new double[expected.length];
        Arrays.fill(tolerances, tolerance);
        return new Check(expected, tolerances);
    }

    /** Throws if a figure is missing or wrong; further figures are ignored. */
    void judge(String who, double[] figures) {
        for (int i = 0; i < expected.length; i++) {
            boolean right =
                    i < figures.length
                            && (Double.isNaN(expected[i])
                                    || Math.abs(figures[i] - expected[i]) <= tolerance[i]);
            if (!right) {
                throw new WrongAnswerException(
                        "%s: figure %d should be %s +- %s, not %s"
                                .formatted(
                                        who,
                                        i,
                                        expected[i],
                                        tolerance[i],
                                        Arrays.toString(figures)));
            }
        }
    }
}
