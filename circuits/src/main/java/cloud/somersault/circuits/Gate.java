package cloud.somersault.circuits;

import static java.lang.Math.PI;
import static java.lang.StrictMath.cos;
import static java.lang.StrictMath.sin;

import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one registry of gates: names, operands, parameters, matrices, inverses, tableaux, shift
 * rules. Readers, writers, the compiler, the engines, {@code docs/gates.md} and the laws in the
 * tests all ask here. What a gate costs on the chip is {@code NativeForm} in the compiler's room,
 * how each language calls it is {@code GateNames} in the languages'.
 *
 * <p>Operand 0 is the least significant bit of a matrix index; controls come first. Angles are in
 * radians. Matrices include their global phase as the OpenQASM 3 standard library defines it, since
 * a control makes a phase visible.
 */
public enum Gate {
    GPHASE(0, List.of("gamma"), "a global phase e^{i gamma}", p -> phase(p[0]), p -> negate(p)),

    ID(1, List.of(), "nothing", _ -> Matrix.identity(2)),
    X(1, List.of(), "Pauli X", _ -> Matrix.of(2, 0, 0, 1, 0, 1, 0, 0, 0)),
    Y(1, List.of(), "Pauli Y", _ -> Matrix.of(2, 0, 0, 0, -1, 0, 1, 0, 0)),
    Z(1, List.of(), "Pauli Z", _ -> diagonal(0, PI)),
    H(1, List.of(), "Hadamard", _ -> hadamard()),
    S(1, List.of(), "square root of Z", _ -> diagonal(0, PI / 2), "SDG"),
    SDG(1, List.of(), "inverse of S", _ -> diagonal(0, -PI / 2), "S"),
    T(1, List.of(), "fourth root of Z", _ -> diagonal(0, PI / 4), "TDG"),
    TDG(1, List.of(), "inverse of T", _ -> diagonal(0, -PI / 4), "T"),
    SX(
            1,
            List.of(),
            "square root of X",
            _ -> Matrix.of(2, .5, .5, .5, -.5, .5, -.5, .5, .5),
            "SXDG"),
    SXDG(1, List.of(), "inverse of SX", _ -> Matrix.of(2, .5, -.5, .5, .5, .5, .5, .5, -.5), "SX"),
    RX(1, List.of("theta"), "rotation about X", p -> rotation(p[0], 0), p -> negate(p)),
    RY(1, List.of("theta"), "rotation about Y", p -> rotation(p[0], PI / 2), p -> negate(p)),
    RZ(
            1,
            List.of("theta"),
            "rotation about Z; virtual on the chip",
            p -> diagonal(-p[0] / 2, p[0] / 2),
            p -> negate(p)),
    P(1, List.of("lambda"), "phase diag(1, e^{i lambda})", p -> diagonal(0, p[0]), p -> negate(p)),
    RPHI(
            1,
            List.of("theta", "phi"),
            "rotation by theta about the axis at angle phi in the XY plane; the chip's pulse",
            p -> rotation(p[0], p[1]),
            p -> new double[] {-p[0], p[1]}),
    U3(
            1,
            List.of("theta", "phi", "lambda"),
            "any one-qubit gate up to a global phase",
            p -> u3(p[0], p[1], p[2]),
            p -> new double[] {-p[0], -p[2], -p[1]}),

    CX(2, List.of(), "controlled X", _ -> X.matrix().controlled()),
    CY(2, List.of(), "controlled Y", _ -> Y.matrix().controlled()),
    CZ(2, List.of(), "controlled Z; native on the chip", _ -> Z.matrix().controlled()),
    CH(2, List.of(), "controlled Hadamard", _ -> H.matrix().controlled()),
    CSX(2, List.of(), "controlled SX", _ -> SX.matrix().controlled(), "CSXDG"),
    CSXDG(2, List.of(), "inverse of CSX", _ -> SXDG.matrix().controlled(), "CSX"),
    CP(2, List.of("lambda"), "controlled phase", p -> P.matrix(p).controlled(), p -> negate(p)),
    CRX(2, List.of("theta"), "controlled RX", p -> RX.matrix(p).controlled(), p -> negate(p)),
    CRY(2, List.of("theta"), "controlled RY", p -> RY.matrix(p).controlled(), p -> negate(p)),
    CRZ(2, List.of("theta"), "controlled RZ", p -> RZ.matrix(p).controlled(), p -> negate(p)),
    CU(
            2,
            List.of("theta", "phi", "lambda", "gamma"),
            "controlled e^{i gamma} U3(theta, phi, lambda)",
            p -> u3(p[0], p[1], p[2]).scaled(cos(p[3]), sin(p[3])).controlled(),
            p -> new double[] {-p[0], -p[2], -p[1], -p[3]}),
    SWAP(2, List.of(), "swaps two qubits", _ -> swapLike(0, 0, 1, 0)),
    ISWAP(2, List.of(), "swaps two qubits with a phase i", _ -> swapLike(0, 0, 0, 1), "ISWAPDG"),
    ISWAPDG(2, List.of(), "inverse of ISWAP", _ -> swapLike(0, 0, 0, -1), "ISWAP"),
    ISWAPTHETA(
            2,
            List.of("theta"),
            "partial swap: cos(theta) and -i sin(theta), as OriginIR has it",
            p -> swapLike(cos(p[0]), 0, 0, -sin(p[0])),
            p -> negate(p)),
    RXX(2, List.of("theta"), "exp(-i theta/2 XX)", p -> ising(p[0], 'X'), p -> negate(p)),
    RYY(2, List.of("theta"), "exp(-i theta/2 YY)", p -> ising(p[0], 'Y'), p -> negate(p)),
    RZZ(2, List.of("theta"), "exp(-i theta/2 ZZ)", p -> ising(p[0], 'Z'), p -> negate(p)),
    RZX(
            2,
            List.of("theta"),
            "exp(-i theta/2 ZX): Z on the first operand, X on the second",
            p -> ising(p[0], 'M'),
            p -> negate(p)),

    CCX(3, List.of(), "Toffoli", _ -> X.matrix().controlled().controlled()),
    CCZ(3, List.of(), "doubly controlled Z", _ -> Z.matrix().controlled().controlled()),
    CSWAP(3, List.of(), "Fredkin", _ -> SWAP.matrix().controlled());

    private final int qubits;
    private final List<String> parameters;
    private final String documentation;
    private final Function<double[], Matrix> matrix;
    private final Function<double[], double[]> inverseParameters;
    private final String inverseName;

    /** Its own inverse. */
    Gate(int qubits, List<String> parameters, String documentation, Function<double[], Matrix> m) {
        this(qubits, parameters, documentation, m, Function.identity(), "");
    }

    /** Inverted by another gate of the registry. */
    Gate(
            int qubits,
            List<String> parameters,
            String documentation,
            Function<double[], Matrix> matrix,
            String inverseName) {
        this(qubits, parameters, documentation, matrix, Function.identity(), inverseName);
    }

    /** Inverted by other parameters. */
    Gate(
            int qubits,
            List<String> parameters,
            String documentation,
            Function<double[], Matrix> matrix,
            Function<double[], double[]> inverseParameters) {
        this(qubits, parameters, documentation, matrix, inverseParameters, "");
    }

    Gate(
            int qubits,
            List<String> parameters,
            String documentation,
            Function<double[], Matrix> matrix,
            Function<double[], double[]> inverseParameters,
            String inverseName) {
        this.qubits = qubits;
        this.parameters = parameters;
        this.documentation = documentation;
        this.matrix = matrix;
        this.inverseParameters = inverseParameters;
        this.inverseName = inverseName;
    }

    /** The name in lower case, as OpenQASM writes it where OpenQASM has the gate. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many operands. */
    public int qubits() {
        return qubits;
    }

    /** The names of the parameters, in order. */
    public List<String> parameters() {
        return parameters;
    }

    /** One line for people. */
    public String documentation() {
        return documentation;
    }

    /** The unitary, 2^operands square. */
    public Matrix matrix(double... values) {
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException(
                    id() + " takes " + parameters.size() + " parameters");
        }
        return matrix.apply(values);
    }

    /** The unitary, 2^operands square. */
    public Matrix matrix(List<Double> values) {
        return matrix(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The unitary as formulas in the parameters. */
    public SymbolicMatrix formula() {
        return SymbolicMatrix.of(this);
    }

    /** Whether the matrix is diagonal whatever the parameters are: such gates commute. */
    public boolean isAlwaysDiagonal() {
        return switch (this) {
            case GPHASE, ID, Z, S, SDG, T, TDG, RZ, P, CZ, CP, CRZ, RZZ, CCZ -> true;
            default -> false;
        };
    }

    /** Whether the matrix with these parameters is diagonal, to 1e-12 an element. */
    public boolean isDiagonal(double... values) {
        return matrix(values).isDiagonal(CliffordTableau.TOLERANCE);
    }

    /** Whether twice the gate is nothing, its phase included, to 1e-12 an element. */
    public boolean isSelfInverse(double... values) {
        var once = matrix(values);
        return once.times(once).distance(Matrix.identity(once.size())) < CliffordTableau.TOLERANCE;
    }

    /** Whether Pauli operators stay Pauli operators, to {@link CliffordTableau#TOLERANCE}. */
    public boolean isClifford(double... values) {
        return tableau(values).isPresent();
    }

    /** What becomes of Pauli operators, if the gate with these parameters is a Clifford gate. */
    public Optional<CliffordTableau> tableau(double... values) {
        return CliffordTableau.of(matrix(values));
    }

    /** How to differentiate an expectation value by the parameter of this number. */
    public ShiftRule shiftRule(int parameter) {
        return ShiftRule.of(this, parameter);
    }

    Apply inverse(Apply apply) {
        var values = apply.parameters().stream().mapToDouble(Double::doubleValue).toArray();
        var inverted = inverseParameters.apply(values);
        var gate = inverseName.isEmpty() ? this : valueOf(inverseName);
        return new Apply(gate, java.util.Arrays.stream(inverted).boxed().toList(), apply.qubits());
    }

    /** The gate of that {@link #id()}, if there is one. */
    public static Optional<Gate> byId(String id) {
        for (var gate : values()) {
            if (gate.id().equals(id)) {
                return Optional.of(gate);
            }
        }
        return Optional.empty();
    }

    private static double[] negate(double[] values) {
        return java.util.Arrays.stream(values).map(value -> -value).toArray();
    }

    private static Matrix phase(double gamma) {
        return Matrix.of(1, cos(gamma), sin(gamma));
    }

    private static Matrix diagonal(double first, double second) {
        return Matrix.of(2, cos(first), sin(first), 0, 0, 0, 0, cos(second), sin(second));
    }

    private static Matrix hadamard() {
        double h = Math.sqrt(0.5);
        return Matrix.of(2, h, 0, h, 0, h, 0, -h, 0);
    }

    /** cos(theta/2) I - i sin(theta/2) (cos phi X + sin phi Y). */
    private static Matrix rotation(double theta, double phi) {
        double c = cos(theta / 2);
        double s = sin(theta / 2);
        return Matrix.of(2, c, 0, -s * sin(phi), -s * cos(phi), s * sin(phi), -s * cos(phi), c, 0);
    }

    private static Matrix u3(double theta, double phi, double lambda) {
        double c = cos(theta / 2);
        double s = sin(theta / 2);
        return Matrix.of(
                2,
                c,
                0,
                -s * cos(lambda),
                -s * sin(lambda),
                s * cos(phi),
                s * sin(phi),
                c * cos(phi + lambda),
                c * sin(phi + lambda));
    }

    /** Identity on |00> and |11>; [[stay, move], [move, stay]] on |01> and |10>. */
    private static Matrix swapLike(double stayRe, double stayIm, double moveRe, double moveIm) {
        return Matrix.of(
                4, //
                1, 0, 0, 0, 0, 0, 0, 0, //
                0, 0, stayRe, stayIm, moveRe, moveIm, 0, 0, //
                0, 0, moveRe, moveIm, stayRe, stayIm, 0, 0, //
                0, 0, 0, 0, 0, 0, 1, 0);
    }

    /** exp(-i theta/2 PP) for PP = XX, YY, ZZ, or 'M' for Z on operand 0 and X on operand 1. */
    private static Matrix ising(double theta, char pauli) {
        double c = cos(theta / 2);
        double s = sin(theta / 2);
        return switch (pauli) {
            case 'X' ->
                    Matrix.of(
                            4, //
                            c, 0, 0, 0, 0, 0, 0, -s, //
                            0, 0, c, 0, 0, -s, 0, 0, //
                            0, 0, 0, -s, c, 0, 0, 0, //
                            0, -s, 0, 0, 0, 0, c, 0);
            case 'Y' ->
                    Matrix.of(
                            4, //
                            c, 0, 0, 0, 0, 0, 0, s, //
                            0, 0, c, 0, 0, -s, 0, 0, //
                            0, 0, 0, -s, c, 0, 0, 0, //
                            0, s, 0, 0, 0, 0, c, 0);
            case 'Z' ->
                    Matrix.of(
                            4, //
                            c, -s, 0, 0, 0, 0, 0, 0, //
                            0, 0, c, s, 0, 0, 0, 0, //
                            0, 0, 0, 0, c, s, 0, 0, //
                            0, 0, 0, 0, 0, 0, c, -s);
            default ->
                    Matrix.of(
                            4, //
                            c, 0, 0, 0, 0, -s, 0, 0, //
                            0, 0, c, 0, 0, 0, 0, s, //
                            0, -s, 0, 0, c, 0, 0, 0, //
                            0, 0, 0, s, 0, 0, c, 0);
        };
    }
}
