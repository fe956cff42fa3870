package cloud.somersault.simulators;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A channel by its Kraus operators: rho becomes the sum of K rho K^dagger. For whatever the named
 * kinds of noise can't say.
 *
 * @param operators each row-major as (re, im) pairs: 8 numbers on one qubit, 32 on two, where the
 *     first qubit is the least significant bit of the index; their K^dagger K add up to the
 *     identity within {@value Step.Kraus#COMPLETENESS}
 */
public record KrausChannel(List<List<Double>> operators) {

    /** No channel at all. */
    public static final KrausChannel NONE = new KrausChannel(List.of());

    public KrausChannel {
        operators = operators.stream().map(List::copyOf).toList();
        if (!operators.isEmpty()) {
            int numbers = operators.getFirst().size();
            if (numbers != 8 && numbers != 32) {
                throw new IllegalArgumentException(
                        "a Kraus operator has 8 or 32 numbers, not " + numbers);
            }
            // Refuses what is not complete, or of different sizes.
            Step.Kraus _ =
                    new Step.Kraus(
                            matrices(operators),
                            IntStream.range(0, numbers == 8 ? 1 : 2).boxed().toList());
        }
    }

    /** From the operators themselves. */
    public static KrausChannel of(Matrix... operators) {
        return new KrausChannel(
                List.of(operators).stream()
                        .map(operator ->
                                IntStream.range(0, 2 * operator.size() * operator.size())
                                        .mapToObj(i -> number(operator, i))
                                        .toList())
                        .toList());
    }

    /**
     * The channel that relaxes towards a thermal state: generalized amplitude damping (Nielsen and
     * Chuang, section 8.3.5), then dephasing.
     *
     * @param decay the part of the way to equilibrium, 1 - e^{-t/T1}
     * @param coherence the factor of the coherences, e^{-t/T2}, at most sqrt(1 - decay)
     * @param excited the population of |1> in equilibrium
     */
    public static KrausChannel thermal(double decay, double coherence, double excited) {
        NoiseModel.requireProbability("decay", decay);
        NoiseModel.requireProbability("excited population", excited);
        double kept = Math.sqrt(1 - decay);
        if (!(coherence >= 0 && coherence <= kept * (1 + 1e-12))) {
            throw new IllegalArgumentException(
                    "no physical relaxation: " + decay + ", " + coherence);
        }
        double flip = kept > 0 ? (1 - Math.min(1, coherence / kept)) / 2 : 0;
        double stay = Math.sqrt(1 - flip);
        double phase = Math.sqrt(flip);
        double down = Math.sqrt(1 - excited);
        double up = Math.sqrt(excited);
        double jump = Math.sqrt(decay);
        return of(
                real(stay * down, 0, 0, stay * down * kept),
                real(phase * down, 0, 0, -phase * down * kept),
                real(0, down * jump, 0, 0),
                real(stay * up * kept, 0, 0, stay * up),
                real(phase * up * kept, 0, 0, -phase * up),
                real(0, 0, up * jump, 0));
    }

    /** As matrices. */
    List<Matrix> matrices() {
        return matrices(operators);
    }

    private static List<Matrix> matrices(List<List<Double>> operators) {
        return operators.stream()
                .map(numbers ->
                        Matrix.of(
                                numbers.size() == 8 ? 2 : 4,
                                numbers.stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
    }

    private static double number(Matrix matrix, int i) {
        int row = i / 2 / matrix.size();
        int column = i / 2 % matrix.size();
        return i % 2 == 0 ? matrix.re(row, column) : matrix.im(row, column);
    }

    private static Matrix real(double a, double b, double c, double d) {
        return Matrix.of(2, a, 0, b, 0, c, 0, d, 0);
    }

    /** See {@link NoiseModel#scaled}. */
    KrausChannel scaled(double factor) {
        if (operators.isEmpty() || factor == 0) {
            return NONE;
        }
        throw new IllegalArgumentException(
                "a channel that is given by Kraus operators can't be scaled by " + factor);
    }
}
