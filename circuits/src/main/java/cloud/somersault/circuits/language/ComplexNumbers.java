package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operator;

/** Calculates with complex constants. */
final class ComplexNumbers {
    private ComplexNumbers() {}

    static Value.Complex of(Value value, int at) {
        return value instanceof Value.Complex complex
                ? complex
                : new Value.Complex(Evaluator.asReal(value, at), 0);
    }

    static Value.Complex negative(Value.Complex z) {
        return new Value.Complex(-z.re(), -z.im());
    }

    static Value binary(Operator operator, Value left, Value right, int at) {
        var a = of(left, at);
        var b = of(right, at);
        return switch (operator) {
            case PLUS -> new Value.Complex(a.re() + b.re(), a.im() + b.im());
            case MINUS -> new Value.Complex(a.re() - b.re(), a.im() - b.im());
            case TIMES -> product(a, b);
            case DIVIDED -> {
                double norm = b.re() * b.re() + b.im() * b.im();
                if (norm == 0) {
                    throw Arithmetic.divisionByZero(at);
                }
                var turned = product(a, new Value.Complex(b.re(), -b.im()));
                yield new Value.Complex(turned.re() / norm, turned.im() / norm);
            }
            case POWER -> power(a, b);
            default ->
                    throw new ProgramError(
                            "type-mismatch",
                            at,
                            "'" + operator.symbol() + "' does not take complex numbers");
        };
    }

    private static Value.Complex product(Value.Complex a, Value.Complex b) {
        return new Value.Complex(
                a.re() * b.re() - a.im() * b.im(), a.re() * b.im() + a.im() * b.re());
    }

    private static Value.Complex power(Value.Complex a, Value.Complex b) {
        double length = Math.hypot(a.re(), a.im());
        if (length == 0) {
            return new Value.Complex(b.re() == 0 && b.im() == 0 ? 1 : 0, 0);
        }
        double log = Math.log(length);
        double angle = Math.atan2(a.im(), a.re());
        double size = Math.exp(b.re() * log - b.im() * angle);
        double turn = b.im() * log + b.re() * angle;
        return new Value.Complex(size * Math.cos(turn), size * Math.sin(turn));
    }
}
