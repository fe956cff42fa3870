package cloud.somersault.circuits.language;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The functions that formulas may call. */
final class Functions {
    private static final List<String> NAMES =
            List.of(
                    "sin",
                    "cos",
                    "tan",
                    "arcsin",
                    "arccos",
                    "arctan",
                    "exp",
                    "log",
                    "sqrt",
                    "pow",
                    "mod",
                    "floor",
                    "ceiling",
                    "popcount",
                    "rotl",
                    "rotr",
                    "real",
                    "imag",
                    "sizeof");

    private Functions() {}

    static Value call(String name, List<Value> arguments, int at) {
        DoubleUnaryOperator real =
                switch (name) {
                    case "sin" -> Math::sin;
                    case "cos" -> Math::cos;
                    case "tan" -> Math::tan;
                    case "arcsin", "asin" -> Math::asin;
                    case "arccos", "acos" -> Math::acos;
                    case "arctan", "atan" -> Math::atan;
                    case "exp" -> Math::exp;
                    case "log", "ln" -> Math::log;
                    case "sqrt" -> Math::sqrt;
                    default -> null;
                };
        if (real != null) {
            require(name, 1, arguments, at);
            double value = real.applyAsDouble(Evaluator.asReal(arguments.getFirst(), at));
            if (!Double.isFinite(value)) {
                throw new ProgramError("not-finite", at, name + " has no finite value here");
            }
            return new Value.Real(value);
        }
        return switch (name) {
            case "floor", "ceiling" -> {
                require(name, 1, arguments, at);
                double value = Evaluator.asReal(arguments.getFirst(), at);
                yield new Value.Real(name.equals("floor") ? Math.floor(value) : Math.ceil(value));
            }
            case "pow", "mod" -> {
                require(name, 2, arguments, at);
                yield Arithmetic.binary(
                        name.equals("pow") ? Expression.Operator.POWER : Expression.Operator.MODULO,
                        arguments.get(0),
                        arguments.get(1),
                        at);
            }
            case "rotl", "rotr" -> {
                require(name, 2, arguments, at);
                long by = Evaluator.asWhole(arguments.get(1), at, name);
                yield rotated(arguments.getFirst(), name.equals("rotl") ? by : -by, at);
            }
            case "real", "imag" -> {
                require(name, 1, arguments, at);
                var z = ComplexNumbers.of(arguments.getFirst(), at);
                yield new Value.Real(name.equals("real") ? z.re() : z.im());
            }
            case "popcount" -> {
                require(name, 1, arguments, at);
                if (MeasuredNumbers.isMeasured(arguments.getFirst())) {
                    yield MeasuredNumbers.popcount(arguments.getFirst(), at);
                }
                yield new Value.Whole(
                        arguments.getFirst() instanceof Value.Bits(var digits)
                                ? digits.chars().filter(digit -> digit == '1').count()
                                : Long.bitCount(Evaluator.asWhole(arguments.getFirst(), at, name)));
            }
            default ->
                    throw new ProgramError(
                            "unknown-function",
                            at,
                            "there is no function " + Source.quoted(name),
                            Suggestions.question(name, NAMES));
        };
    }

    private static Value rotated(Value value, long by, int at) {
        if (MeasuredNumbers.isMeasured(value)) {
            return MeasuredNumbers.rotated(value, by, at);
        }
        if (!(value instanceof Value.Bits(var digits))) {
            throw Evaluator.mismatch("bits to turn around", value, at);
        }
        int first = (int) Math.floorMod(by, (long) digits.length());
        return new Value.Bits(digits.substring(first) + digits.substring(0, first));
    }

    private static void require(String name, int count, List<Value> arguments, int at) {
        if (arguments.size() != count) {
            throw new ProgramError(
                    "wrong-argument-count",
                    at,
                    name + " takes " + count + " arguments, found " + arguments.size());
        }
    }
}
