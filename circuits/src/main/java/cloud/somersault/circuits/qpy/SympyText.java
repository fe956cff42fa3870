package cloud.somersault.circuits.qpy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A formula as SymPy's {@code srepr} prints it, like {@code Add(Symbol('a'), Integer(2))}: what QPY
 * has before version 13.
 */
final class SympyText {
    private static final int DEPTH_MAX = 100;
    private static final Map<String, String> FUNCTIONS =
            Map.of(
                    "sin", "sin", "cos", "cos", "tan", "tan", "asin", "arcsin", "acos", "arccos",
                    "atan", "arctan", "exp", "exp", "log", "log");

    private final QpyInput in;
    private final String text;
    private final Map<String, QpyParameter> symbols;
    private int at;

    SympyText(QpyInput in, Map<String, QpyParameter> symbols) {
        this.in = in;
        this.text = in.text();
        this.symbols = symbols;
    }

    Formula formula() {
        var formula = formula(0);
        if (at != text.length()) {
            throw wrong();
        }
        return formula;
    }

    private QpyException wrong() {
        return in.wrong("A formula of parameters can't be read.");
    }

    private Formula formula(int depth) {
        if (depth > DEPTH_MAX) {
            throw wrong();
        }
        var name = word();
        if (name.equals("pi")) {
            return new Formula.Constant(Math.PI);
        }
        expect('(');
        var formula =
                switch (name) {
                    case "Symbol" -> symbol();
                    case "Float" -> decimal();
                    case "Integer" -> FormulaReader.number(in, number());
                    case "Rational" -> {
                        double above = number();
                        expect(',');
                        yield FormulaReader.number(in, above / number());
                    }
                    default -> called(name, arguments(depth));
                };
        expect(')');
        return formula;
    }

    private Formula called(String name, List<Formula> of) {
        if (name.equals("Add") || name.equals("Mul")) {
            return of.stream()
                    .reduce((left, right) ->
                            FormulaReader.bounded(
                                    in,
                                    Formula.operation(name.equals("Add") ? '+' : '*', left, right)))
                    .orElseThrow(this::wrong);
        }
        if (name.equals("Pow") && of.size() == 2) {
            return FormulaReader.bounded(in, Formula.operation('^', of.get(0), of.get(1)));
        }
        var function = FUNCTIONS.get(name);
        if (function == null || of.size() != 1) {
            throw wrong();
        }
        return FormulaReader.bounded(in, Formula.call(function, of.getFirst()));
    }

    private List<Formula> arguments(int depth) {
        var arguments = new ArrayList<Formula>();
        arguments.add(formula(depth + 1));
        while (is(',')) {
            expect(',');
            arguments.add(formula(depth + 1));
        }
        return arguments;
    }

    private Formula symbol() {
        var parameter = symbols.get(quoted());
        if (parameter == null) {
            throw wrong();
        }
        while (!is(')')) {
            at++;
        }
        return new Formula.Symbol(parameter);
    }

    /** {@code Float('0.5', precision=53)}. */
    private Formula decimal() {
        double value = parsed(quoted());
        while (!is(')')) {
            at++;
        }
        return FormulaReader.number(in, value);
    }

    private double number() {
        blanks();
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return parsed(text.substring(from, at));
    }

    private double parsed(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException none) {
            throw wrong();
        }
    }

    private String quoted() {
        blanks();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote != '\'' && quote != '"') {
            throw wrong();
        }
        at++;
        var content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                content.append(text.charAt(at++));
            }
        }
        expect(quote);
        return content.toString();
    }

    private String word() {
        blanks();
        int from = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean is(char letter) {
        blanks();
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at) == letter;
    }

    private void expect(char letter) {
        blanks();
        if (at >= text.length() || text.charAt(at) != letter) {
            throw wrong();
        }
        at++;
    }
}
