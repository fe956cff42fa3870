package cloud.somersault.circuits;

import static java.lang.Math.PI;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * The exact derivative of an expectation value by a gate's parameter, from values at shifted
 * parameters: f'(t) = sum of coefficient (f(t + shift) - f(t - shift)).
 *
 * <p>f is a trigonometric polynomial whose frequencies are the differences of the eigenvalues of
 * the parameter's generator. One frequency takes two values (Schuld et al., arXiv:1811.11184), two
 * equidistant frequencies take four (Anselmetti et al., arXiv:2104.05695; Wierichs et al.,
 * arXiv:2107.12390, equation 23).
 *
 * @param terms pairs of shifted values; none where the expectation value doesn't depend on the
 *     parameter
 */
public record ShiftRule(List<Term> terms) {

    /**
     * @param coefficient before the difference of the two values
     * @param shift of the parameter to both sides, radians
     */
    public record Term(double coefficient, double shift) {}

    /** Of a global phase: nothing depends on it. */
    public static final ShiftRule ZERO = new ShiftRule(List.of());

    /** Frequency 1: rotations, whose generator has eigenvalues -1/2, 1/2; phases with 0, 1. */
    public static final ShiftRule TWO_TERM = new ShiftRule(List.of(new Term(.5, PI / 2)));

    /** Frequencies 1/2 and 1: controlled rotations, generator with eigenvalues -1/2, 0, 1/2. */
    public static final ShiftRule FOUR_TERM = fourTerm(1);

    /** Frequencies 1 and 2: twice as fast as {@link #FOUR_TERM}. */
    public static final ShiftRule FOUR_TERM_FAST = fourTerm(2);

    public ShiftRule {
        terms = List.copyOf(terms);
    }

    private static ShiftRule fourTerm(double speed) {
        double root = Math.sqrt(2);
        return new ShiftRule(
                List.of(
                        new Term(speed * (root + 1) / (4 * root), PI / 2 / speed),
                        new Term(-speed * (root - 1) / (4 * root), 3 * PI / 2 / speed)));
    }

    /** The rule of a gate's parameter. */
    public static ShiftRule of(Gate gate, int parameter) {
        return of(gate, parameter, false);
    }

    /** The rule of a parameter of a gate that further controls may switch off. */
    public static ShiftRule ofControlled(Gate gate, int parameter) {
        return of(gate, parameter, true);
    }

    private static ShiftRule of(Gate gate, int parameter, boolean controlled) {
        Objects.checkIndex(parameter, gate.parameters().size());
        var rotation = controlled ? FOUR_TERM : TWO_TERM;
        return switch (gate) {
            case GPHASE -> controlled ? TWO_TERM : ZERO;
            case RX, RY, RZ, RXX, RYY, RZZ, RZX -> rotation;
            case CRX, CRY, CRZ -> FOUR_TERM;
            case P, CP -> TWO_TERM;
            case U3 -> parameter == 0 ? rotation : TWO_TERM;
            case CU -> parameter == 0 ? FOUR_TERM : TWO_TERM;
            case RPHI -> parameter == 0 ? rotation : FOUR_TERM_FAST;
            case ISWAPTHETA -> FOUR_TERM_FAST;
            case ID, X, Y, Z, H, S, SDG, T, TDG, SX, SXDG -> throw noParameter(gate);
            case CX, CY, CZ, CH, CSX, CSXDG, SWAP, ISWAP, ISWAPDG -> throw noParameter(gate);
            case CCX, CCZ, CSWAP -> throw noParameter(gate);
        };
    }

    private static IllegalStateException noParameter(Gate gate) {
        return new IllegalStateException(gate.id() + " has no parameter");
    }

    /** How many values of the expectation a derivative takes. */
    public int evaluations() {
        return 2 * terms.size();
    }

    /**
     * The derivative, as exact as the values are.
     *
     * @param expectation the expectation value as a function of the parameter, radians
     * @param at the parameter where the derivative is wanted
     */
    public double derivative(DoubleUnaryOperator expectation, double at) {
        double sum = 0;
        for (var term : terms) {
            double above = expectation.applyAsDouble(at + term.shift());
            double below = expectation.applyAsDouble(at - term.shift());
            sum += term.coefficient() * (above - below);
        }
        return sum;
    }
}
