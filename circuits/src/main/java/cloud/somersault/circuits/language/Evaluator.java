package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Binary;
import cloud.somersault.circuits.language.Expression.Operator;
import cloud.somersault.circuits.language.Expression.Type;
import org.jspecify.annotations.Nullable;

/**
 * Works out formulas. Integers follow the language's rules, division included; a gate's parameters
 * are real numbers throughout, so that {@code rx(1/2)} turns by a half.
 */
final class Evaluator {
    private final Operands operands;

    private @Nullable Subroutines subroutines;

    Evaluator(Operands operands) {
        this.operands = operands;
    }

    /** What formulas may call besides the functions that there are. */
    void knows(Subroutines own) {
        subroutines = own;
    }

    /** A gate's parameter: finite, in radians. */
    double parameter(Expression expression, Names names) {
        double value = real(expression, names);
        if (!Double.isFinite(value)) {
            throw new ProgramError(
                    "not-finite", expression.at(), "this parameter is not a finite number");
        }
        return value;
    }

    /** The formula in real numbers throughout. */
    double real(Expression expression, Names names) {
        return switch (expression) {
            case Expression.Whole(var value, _) -> value;
            case Expression.Real(var value, _) -> value;
            case Expression.Negative(var operand, _) -> -real(operand, names);
            case Binary(var operator, var left, var right, int at) ->
                    switch (operator) {
                        case PLUS -> real(left, names) + real(right, names);
                        case MINUS -> real(left, names) - real(right, names);
                        case TIMES -> real(left, names) * real(right, names);
                        case DIVIDED -> divided(real(left, names), real(right, names), at);
                        case POWER -> Math.pow(real(left, names), real(right, names));
                        default -> asReal(value(expression, names), expression.at());
                    };
            default -> asReal(value(expression, names), expression.at());
        };
    }

    private static double divided(double left, double right, int at) {
        if (right == 0) {
            throw Arithmetic.divisionByZero(at);
        }
        return left / right;
    }

    /** The numbers of a loop's range. */
    Operands.Run run(Expression.Range range, Names names) {
        return operands.run(range, names);
    }

    long whole(Expression expression, Names names, String what) {
        return asWhole(value(expression, names), expression.at(), what);
    }

    Value value(Expression expression, Names names) {
        return switch (expression) {
            case Expression.Whole(var value, _) -> new Value.Whole(value);
            case Expression.Real(var value, _) -> new Value.Real(value);
            case Expression.Truth(var value, _) -> new Value.Truth(value);
            case Expression.Bitstring(var digits, _) -> new Value.Bits(digits);
            case Expression.Duration(var seconds, _) -> new Value.Duration(seconds);
            case Expression.Name(var name, int at) -> named(name, at, names);
            case Expression.Imaginary(var value, _) -> new Value.Complex(0, value);
            case Expression.Indexed(var operand, _) -> operands.value(operand, names);
            case Expression.Elements(_, int at) ->
                    throw new ProgramError(
                            "misplaced-elements",
                            at,
                            "elements in braces stand only where an array is declared");
            case Expression.Negative(var operand, int at) ->
                    Arithmetic.negative(value(operand, names), at);
            case Expression.Not(var operand, int at) -> Comparisons.not(value(operand, names), at);
            case Expression.Complement(var operand, int at) ->
                    Arithmetic.complement(value(operand, names), at);
            case Binary(var operator, var left, var right, int at) ->
                    binary(operator, value(left, names), value(right, names), at);
            case Expression.Call call -> call(call, names);
            case Expression.Cast(var type, var operand, int at) ->
                    Conversions.cast(value(operand, names), type.kind(), width(type, names), at);
        };
    }

    private static Value binary(Operator operator, Value left, Value right, int at) {
        return switch (operator) {
            case OR, AND -> Comparisons.joined(operator, left, right, at);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    Comparisons.compared(operator, left, right, at);
            default -> Arithmetic.binary(operator, left, right, at);
        };
    }

    private Value named(String name, int at, Names names) {
        Symbol symbol = names.find(name);
        return switch (symbol) {
            case null ->
                    switch (name) {
                        case "pi", "\u03c0", "PI" -> new Value.Real(Math.PI);
                        case "tau", "\u03c4" -> new Value.Real(2 * Math.PI);
                        case "euler", "\u2107" -> new Value.Real(Math.E);
                        default ->
                                throw new ProgramError(
                                        "unknown-name",
                                        at,
                                        Source.quoted(name) + " is not declared",
                                        Suggestions.question(name, names.all()));
                    };
            case Symbol.Variable variable -> variable.value();
            case Symbol.Array array -> new Value.Elements(array);
            case Symbol.Hidden _ -> throw hidden(name, at);
            case Symbol.Bits(var indices, var single) -> new Value.Measured(indices, single);
            case Symbol.Qubits _ ->
                    throw new ProgramError(
                            "qubit-in-formula",
                            at,
                            Source.quoted(name) + " is a qubit and has no value to calculate with",
                            "measure it into a bit first");
            case Symbol.Broken _ -> throw ProgramError.consequence(at);
        };
    }

    static ProgramError hidden(String name, int at) {
        return new ProgramError(
                "not-visible",
                at,
                Source.quoted(name) + " is declared outside of the subroutine and is no constant",
                "make it a parameter of the subroutine");
    }

    private Value call(Expression.Call call, Names names) {
        if (subroutines != null && subroutines.knows(call.function())) {
            return subroutines.value(call, names);
        }
        if (call.function().equals("sizeof")
                && !call.arguments().isEmpty()
                && call.arguments().size() <= 2) {
            return new Value.Whole(sizeOf(call, names));
        }
        var arguments = call.arguments().stream().map(a -> value(a, names)).toList();
        return Functions.call(call.function(), arguments, call.at());
    }

    private long sizeOf(Expression.Call call, Names names) {
        var register = call.arguments().getFirst();
        long dimension =
                call.arguments().size() == 1
                        ? 0
                        : whole(call.arguments().getLast(), names, "a dimension");
        if (register instanceof Expression.Name(var name, _)) {
            switch (names.find(name)) {
                case Symbol.Qubits(var indices, _) -> {
                    return indices.size();
                }
                case Symbol.Bits(var indices, _) -> {
                    return indices.size();
                }
                case null -> {}
                case Symbol.Variable _, Symbol.Array _, Symbol.Hidden _, Symbol.Broken _ -> {}
            }
        }
        if (register instanceof Expression.Name || register instanceof Expression.Indexed) {
            switch (value(register, names)) {
                case Value.Elements(var array) -> {
                    if (!(dimension >= 0 && dimension < array.sizes().size())) {
                        throw new ProgramError(
                                "index-out-of-range",
                                call.at(),
                                "the array has " + array.sizes().size() + " dimensions");
                    }
                    return array.sizes().get((int) dimension);
                }
                case Value.Measured(var bits, _) -> {
                    return bits.size();
                }
                case Value.Bits(var digits) -> {
                    return digits.length();
                }
                default -> {}
            }
        }
        throw new ProgramError("type-mismatch", register.at(), "sizeof takes a register");
    }

    /** The width of a type in bits, 0 when it has none. */
    int width(Type type, Names names) {
        if (type.width().isEmpty()) {
            return 0;
        }
        long width = whole(type.width().get(), names, "the width of a type");
        if (!(width >= 1 && width <= 1 << 20)) {
            throw new ProgramError(
                    "malformed-width", type.at(), "a type has a width of at least 1 bit");
        }
        return (int) width;
    }

    static double asReal(Value value, int at) {
        return switch (value) {
            case Value.Whole(var whole) -> whole;
            case Value.Real(var real) -> real;
            case Value.Truth(var truth) -> truth ? 1 : 0;
            case Value.Duration _,
                    Value.Bits _,
                    Value.Measured _,
                    Value.Test _,
                    Value.Word _,
                    Value.Complex _,
                    Value.Elements _,
                    Value.Nothing _,
                    Value.Pending _ ->
                    throw mismatch("a number", value, at);
        };
    }

    static long asWhole(Value value, int at, String what) {
        return switch (value) {
            case Value.Whole(var whole) -> whole;
            case Value.Truth(var truth) -> truth ? 1 : 0;
            case Value.Real _,
                    Value.Duration _,
                    Value.Bits _,
                    Value.Measured _,
                    Value.Test _,
                    Value.Word _,
                    Value.Complex _,
                    Value.Elements _,
                    Value.Nothing _,
                    Value.Pending _ ->
                    throw mismatch("an integer for " + what, value, at);
        };
    }

    static ProgramError mismatch(String expected, Value found, int at) {
        return switch (found) {
            case Value.Measured _, Value.Test _, Value.Word _ ->
                    new ProgramError(
                            "known-only-at-run-time",
                            at,
                            "expected "
                                    + expected
                                    + " that is known beforehand, found what is measured later",
                            "ask for measured values in the condition of an if");
            default ->
                    new ProgramError(
                            "type-mismatch",
                            at,
                            "expected " + expected + ", found " + Conversions.described(found));
        };
    }
}
