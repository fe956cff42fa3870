package cloud.somersault.circuits.qpy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads angles: numbers, parameters, and formulas of parameters. From version 13 on a formula is
 * the list of what its author did to come to it, done again here on a stack; before, it is the text
 * that SymPy prints, or an archive of SymEngine, which only SymEngine reads.
 */
final class FormulaReader {
    private static final int VERSION_WITH_REPLAY = 13;
    private static final int VERSION_WITH_UUIDS = 15;

    /** How many parts a formula may have. */
    static final int PARTS_MAX = 1000;

    private static final int STEP_BYTES = 35;
    private static final int OPERAND_BYTES = 16;
    private static final int NO_OPERATION = 255;
    private static final int SUBSTITUTION = 15;
    private static final int CONJUGATE = 14;
    private static final int REFLECTED = 18;
    private static final List<Character> BINARY = List.of('+', '-', '*', '/', '^');
    private static final List<Character> TURNED = List.of('-', '/', '^');
    private static final Map<Integer, String> FUNCTIONS =
            Map.of(
                    5, "sin", 6, "cos", 7, "tan", 8, "arcsin", 9, "arccos", 10, "exp", 11, "log",
                    17, "arctan");

    private final int version;
    private final char symbols;

    FormulaReader(int version, char symbols) {
        this.version = version;
        this.symbols = symbols;
    }

    /** A number that can be an angle. */
    static Formula number(QpyInput in, double value) {
        if (!Double.isFinite(value)) {
            throw in.wrong("An angle is not finite.");
        }
        return new Formula.Constant(value);
    }

    /** The angle in all of the bytes. */
    Formula value(char type, QpyInput in) {
        return switch (type) {
            case 'f' -> number(in, in.real());
            case 'i' -> number(in, (double) in.i64());
            case 'c' -> {
                double real = in.real();
                if (in.real() != 0) {
                    throw in.wrong("An angle is a complex number.");
                }
                yield number(in, real);
            }
            case 'p' -> new Formula.Symbol(parameter(in).parameter());
            case 'v' -> new Formula.Symbol(element(in).parameter());
            case 'e' -> formula(in, 0);
            default -> throw in.wrong("An angle is a number or a formula of parameters.");
        };
    }

    private record Known(String uuid, QpyParameter parameter) {}

    private static Known parameter(QpyInput in) {
        int length = in.u16();
        var uuid = in.uuid();
        return new Known(uuid, QpyParameter.alone(in.text(length)));
    }

    private static Known element(QpyInput in) {
        int length = in.u16();
        in.skip(8);
        var uuid = in.uuid();
        long index = in.i64();
        if (index < 0) {
            throw in.wrong("An element of a vector has no place in it.");
        }
        return new Known(uuid, QpyParameter.element(in.text(length), index));
    }

    private Formula formula(QpyInput in, int depth) {
        if (depth > 8) {
            throw in.wrong("Formulas lie too deep in each other.");
        }
        long entries = in.i64();
        var payload = in.slice(in.i64());
        var byUuid = new HashMap<String, QpyParameter>();
        var byName = new HashMap<String, QpyParameter>();
        for (int left = in.count(entries, 10); left > 0; left--) {
            char symbol = in.letter();
            char type = in.letter();
            long length = in.i64();
            switch (symbol) {
                case 'p', 'v' -> {
                    var known = symbol == 'p' ? parameter(in) : element(in);
                    byUuid.put(known.uuid(), known.parameter());
                    byName.put(known.parameter().name(), known.parameter());
                }
                // Of a substitution, what was put in; it stands in the steps once more.
                case 'e' -> formula(in, depth + 1);
                default -> throw in.wrong("A symbol of type " + (int) type + " is no parameter.");
            }
            in.skip(length);
        }
        if (version >= VERSION_WITH_REPLAY) {
            return replayed(payload, byUuid, byName);
        }
        if (symbols != 'p') {
            throw payload.wrong(
                    "A formula of parameters is in the form of SymEngine, which only SymEngine"
                            + " reads: Qiskit from 1.3 on writes another, or dump with"
                            + " use_symengine=False.");
        }
        return new SympyText(payload, byName).formula();
    }

    private Formula replayed(
            QpyInput in, Map<String, QpyParameter> byUuid, Map<String, QpyParameter> byName) {
        var stack = new ArrayDeque<Formula>();
        while (!in.isEmpty()) {
            var step = in.slice(STEP_BYTES);
            int code = step.u8();
            char left = step.letter();
            var leftBytes = step.slice(OPERAND_BYTES);
            char right = step.letter();
            var rightBytes = step.slice(OPERAND_BYTES);
            if (left == 'u') {
                if (code != SUBSTITUTION) {
                    throw step.wrong("A substitution is none.");
                }
                var others = others(in.slice(leftBytes.i64()), byUuid, byName);
                stack.push(bounded(in, pop(in, stack).with(others)));
                continue;
            }
            if (isMark(left) || isMark(right)) {
                continue;
            }
            operand(left, leftBytes, byUuid, stack);
            operand(right, rightBytes, byUuid, stack);
            if (code != NO_OPERATION) {
                stack.push(bounded(in, done(in, code, stack)));
            }
        }
        return pop(in, stack);
    }

    /** Where the steps of an inner formula begin and end; the stack needs no telling. */
    private static boolean isMark(char type) {
        return type == 's' || type == 'e';
    }

    private static Formula done(QpyInput in, int code, ArrayDeque<Formula> stack) {
        var last = pop(in, stack);
        if (code < BINARY.size()) {
            return Formula.operation(BINARY.get(code), pop(in, stack), last);
        }
        if (code >= REFLECTED && code - REFLECTED < TURNED.size()) {
            return Formula.operation(TURNED.get(code - REFLECTED), last, pop(in, stack));
        }
        if (code == CONJUGATE) {
            return last;
        }
        var function = FUNCTIONS.get(code);
        if (function == null) {
            throw in.wrong("A formula of parameters has a derivative, a sign or an amount in it.");
        }
        return Formula.call(function, last);
    }

    private static void operand(
            char type,
            QpyInput bytes,
            Map<String, QpyParameter> byUuid,
            ArrayDeque<Formula> stack) {
        switch (type) {
            case 'n' -> {}
            case 'p' -> stack.push(symbol(bytes, byUuid.get(bytes.uuid())));
            case 'f' -> {
                bytes.skip(8);
                stack.push(number(bytes, bytes.real()));
            }
            case 'i' -> {
                bytes.skip(8);
                stack.push(number(bytes, (double) bytes.i64()));
            }
            case 'c' -> {
                double real = bytes.real();
                if (bytes.real() != 0) {
                    throw bytes.wrong("A formula has a complex number in it.");
                }
                stack.push(number(bytes, real));
            }
            default -> throw bytes.wrong("A formula has an operand of a kind that is not read.");
        }
    }

    private static Formula symbol(QpyInput in, @Nullable QpyParameter parameter) {
        if (parameter == null) {
            throw in.wrong("A formula has a parameter that is not declared.");
        }
        return new Formula.Symbol(parameter);
    }

    private Map<QpyParameter, Formula> others(
            QpyInput in, Map<String, QpyParameter> byUuid, Map<String, QpyParameter> byName) {
        var others = new HashMap<QpyParameter, Formula>();
        for (int left = in.count(in.i64(), 5); left > 0; left--) {
            int keyLength = in.u16();
            char type = in.letter();
            int length = in.u16();
            var key =
                    version >= VERSION_WITH_UUIDS
                            ? byUuid.get(in.slice(keyLength).uuid())
                            : byName.get(in.text(keyLength));
            var value = value(type, in.slice(length));
            if (key != null) {
                others.put(key, value);
            }
        }
        return others;
    }

    private static Formula pop(QpyInput in, ArrayDeque<Formula> stack) {
        var top = stack.poll();
        if (top == null) {
            throw in.wrong("A formula lacks an operand.");
        }
        return top;
    }

    static Formula bounded(QpyInput in, Formula formula) {
        if (formula.size() > PARTS_MAX || formula.size() < 0) {
            throw in.wrong("A formula has more than " + PARTS_MAX + " parts.");
        }
        return formula;
    }
}
