package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words in a picture: short ones in the boxes, full ones for those who ask. */
final class Labels {
    private static final List<Integer> DENOMINATORS = List.of(1, 2, 3, 4, 6, 8, 12, 16);
    private static final int NUMERATOR_MAX = 32;
    private static final double ROUNDING = 1e-9;

    /** Longer names of registers are cut. */
    static final int NAME_MAX = 12;

    private final Circuit circuit;
    private final boolean ascii;
    private final int lengthMax;

    /**
     * @param lengthMax longer labels are cut
     */
    Labels(Circuit circuit, boolean ascii, int lengthMax) {
        this.circuit = circuit;
        this.ascii = ascii;
        this.lengthMax = lengthMax;
    }

    String ellipsis() {
        return ascii ? "..." : "…";
    }

    /** No longer than allowed, without characters that would move anything. */
    String cut(String label, int most) {
        String safe =
                label.codePoints()
                        .map(c -> ascii && c > '~' || Character.isISOControl(c) ? '?' : c)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        return safe.length() <= most
                ? safe
                : safe.substring(0, most - ellipsis().length()) + ellipsis();
    }

    /** A gate's box, without its controls. */
    String gate(Gate gate, List<Double> parameters) {
        return cut(name(gate) + brackets(parameters), lengthMax);
    }

    private String brackets(List<Double> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(this::angle).collect(Collectors.joining(",", "(", ")"));
    }

    String name(Gate gate) {
        String dagger = ascii ? "dg" : "†";
        return switch (gate) {
            case GPHASE -> "";
            case ID -> "I";
            case X, CX, CCX -> "X";
            case Y, CY -> "Y";
            case Z, CZ, CCZ -> "Z";
            case H, CH -> "H";
            case S -> "S";
            case SDG -> "S" + dagger;
            case T -> "T";
            case TDG -> "T" + dagger;
            case SX, CSX -> ascii ? "SX" : "√X";
            case SXDG, CSXDG -> (ascii ? "SX" : "√X") + dagger;
            case RX, CRX -> "Rx";
            case RY, CRY -> "Ry";
            case RZ, CRZ -> "Rz";
            case P, CP -> "P";
            case RPHI -> ascii ? "Rphi" : "Rφ";
            case U3, CU -> "U";
            case SWAP, CSWAP -> "SWAP";
            case ISWAP, ISWAPTHETA -> "iSWAP";
            case ISWAPDG -> "iSWAP" + dagger;
            case RXX -> "Rxx";
            case RYY -> "Ryy";
            case RZZ -> "Rzz";
            case RZX -> "Rzx";
        };
    }

    String phase(double angle) {
        return cut("phase " + angle(angle), lengthMax);
    }

    /** A simple multiple of pi where it is one, else three digits. */
    String angle(double value) {
        for (int denominator : DENOMINATORS) {
            double numerator = value * denominator / Math.PI;
            long whole = Math.round(numerator);
            if (Math.abs(numerator - whole) < ROUNDING && Math.abs(whole) <= NUMERATOR_MAX) {
                return multipleOfPi(whole, denominator);
            }
        }
        return digits(value);
    }

    private String multipleOfPi(long numerator, int denominator) {
        if (numerator == 0) {
            return "0";
        }
        String sign = numerator < 0 ? "-" : "";
        String factor = Math.abs(numerator) == 1 ? "" : "" + Math.abs(numerator);
        return sign + factor + (ascii ? "pi" : "π") + (denominator == 1 ? "" : "/" + denominator);
    }

    private static String digits(double value) {
        var rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-3 && size < 1e5 ? rounded.toPlainString() : rounded.toString();
    }

    String delay(double seconds) {
        return cut("wait " + duration(seconds), lengthMax);
    }

    private String duration(double seconds) {
        if (seconds == 0) {
            return "0";
        }
        if (seconds < 1e-6) {
            return digits(seconds * 1e9) + "ns";
        }
        if (seconds < 1e-3) {
            return digits(seconds * 1e6) + (ascii ? "us" : "µs");
        }
        return seconds < 1 ? digits(seconds * 1e3) + "ms" : digits(seconds) + "s";
    }

    String reset() {
        return ascii ? "|0>" : "|0⟩";
    }

    String title(String word, Condition condition, int most) {
        return cut(word + " " + condition(condition), most);
    }

    /** What is written to a bit, short enough for a box. */
    String assignment(int bit, Condition value, int most) {
        return cut(bit(bit) + " = " + condition(value), most);
    }

    Optional<ClassicalRegister> register(int bit) {
        return circuit.registers().stream()
                .filter(register -> register.offset() <= bit && bit < register.end())
                .findFirst();
    }

    private String bit(int bit) {
        return register(bit)
                .map(r -> r.size() == 1 ? r.name() : r.name() + "[" + (bit - r.offset()) + "]")
                .orElse("bit " + bit);
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.Compare(var bits, var comparison, long value) ->
                    bits(bits) + " " + comparison.symbol() + " " + Long.toUnsignedString(value);
            case Condition.Not(var inner) -> "!(" + condition(inner) + ")";
            case Condition.And(var left, var right) ->
                    "(" + condition(left) + " && " + condition(right) + ")";
            case Condition.Or(var left, var right) ->
                    "(" + condition(left) + " || " + condition(right) + ")";
            case Condition.Xor(var left, var right) ->
                    "(" + condition(left) + " != " + condition(right) + ")";
            case Condition.CompareBits(var left, var comparison, var right) ->
                    bits(left) + " " + comparison.symbol() + " " + bits(right);
            case Condition.Constant(var value) -> value ? "1" : "0";
        };
    }

    /** A whole register by its name, other bits one by one, the most significant first. */
    private String bits(List<Integer> bits) {
        var whole =
                register(bits.getFirst())
                        .filter(r -> r.size() == bits.size() && bits.size() > 1)
                        .filter(r -> isRun(bits, r.offset()));
        return whole.map(ClassicalRegister::name)
                .orElseGet(() ->
                        bits.size() == 1
                                ? bit(bits.getFirst())
                                : bits.reversed().stream()
                                        .map(this::bit)
                                        .collect(Collectors.joining(" ", "{", "}")));
    }

    private static boolean isRun(List<Integer> bits, int from) {
        for (int i = 0; i < bits.size(); i++) {
            if (bits.get(i) != from + i) {
                return false;
            }
        }
        return true;
    }

    /** The operation in one line, every digit of every number. */
    String words(Operation operation) {
        return switch (operation) {
            case Operation.Apply(var gate, var parameters, var qubits) ->
                    (gate.id() + full(parameters) + " " + operands(qubits)).strip();
            case Operation.Controlled(var controls, var target) ->
                    words(target) + " controlled by " + operands(controls);
            case Operation.Measure(int qubit, int bit) -> "measure q" + qubit + " into " + bit(bit);
            case Operation.Reset(int qubit) -> "reset q" + qubit;
            case Operation.Barrier(var qubits) -> ("barrier " + operands(qubits)).strip();
            case Operation.Delay(double seconds, var qubits) ->
                    ("delay " + seconds + " s " + operands(qubits)).strip();
            case Operation.If(var condition, var then, var otherwise) ->
                    "if %s: %d operations, else %d"
                            .formatted(condition(condition), then.size(), otherwise.size());
            case Operation.While(var condition, var body, _) ->
                    "while %s: %d operations".formatted(condition(condition), body.size());
            case Operation.Assign(int bit, var value) -> bit(bit) + " = " + condition(value);
        };
    }

    private static String full(List<Double> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(value -> Double.toString(value))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String operands(List<Integer> qubits) {
        return qubits.stream().map(qubit -> "q" + qubit).collect(Collectors.joining(", "));
    }
}
