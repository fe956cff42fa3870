package cloud.somersault.circuits;

import java.util.HashMap;
import java.util.Map;

/**
 * The referee for {@link SymbolicMatrix}: reads its formulas as a person does, and computes with
 * complex dual numbers, so that the derivative by one parameter comes out exactly.
 */
final class FormulaReader {

    /** A complex number and its derivative. */
    record Dual(double re, double im, double dRe, double dIm) {
        static Dual constant(double re, double im) {
            return new Dual(re, im, 0, 0);
        }

        Dual plus(Dual o) {
            return new Dual(re + o.re, im + o.im, dRe + o.dRe, dIm + o.dIm);
        }

        Dual times(Dual o) {
            return new Dual(
                    re * o.re - im * o.im,
                    re * o.im + im * o.re,
                    dRe * o.re - dIm * o.im + re * o.dRe - im * o.dIm,
                    dRe * o.im + dIm * o.re + re * o.dIm + im * o.dRe);
        }

        Dual over(Dual o) {
            double norm = o.re * o.re + o.im * o.im;
            if (o.dRe != 0 || o.dIm != 0) {
                throw new IllegalStateException("no formula divides by a parameter");
            }
            return times(constant(o.re / norm, -o.im / norm));
        }

        /** The derivative of e^z is e^z times that of z. */
        Dual exp() {
            double size = Math.exp(re);
            var value = constant(size * Math.cos(im), size * Math.sin(im));
            return value.plus(value.times(new Dual(0, 0, dRe, dIm)));
        }

        Dual cos() {
            return new Dual(Math.cos(re), 0, -Math.sin(re) * dRe, 0);
        }

        Dual sin() {
            return new Dual(Math.sin(re), 0, Math.cos(re) * dRe, 0);
        }
    }

    private final Map<String, Dual> names = new HashMap<>();
    private String text = "";
    private int at;

    /**
     * @param by the parameter that the derivative is taken by
     */
    FormulaReader(SymbolicMatrix matrix, Map<String, Double> parameters, String by) {
        names.put("i", Dual.constant(0, 1));
        names.put("pi", Dual.constant(Math.PI, 0));
        parameters.forEach(
                (name, value) -> names.put(name, new Dual(value, 0, name.equals(by) ? 1 : 0, 0)));
        for (var abbreviation : matrix.where()) {
            var sides = abbreviation.split(" = ");
            names.put(sides[0], read(sides[1]));
        }
    }

    Dual read(String formula) {
        text = formula;
        at = 0;
        var value = sum();
        if (at < text.length()) {
            throw new IllegalStateException("cannot read " + text + " from " + at);
        }
        return value;
    }

    private Dual sum() {
        var value = product();
        while (true) {
            if (accept(" + ") || accept("+")) {
                value = value.plus(product());
            } else if (accept(" - ") || accept("-")) {
                value = value.plus(product().times(Dual.constant(-1, 0)));
            } else {
                return value;
            }
        }
    }

    private Dual product() {
        if (accept("-")) {
            return product().times(Dual.constant(-1, 0));
        }
        var value = factor();
        while (true) {
            if (accept("/")) {
                value = value.over(factor());
            } else if (text.startsWith(" ", at) && !text.matches("(?s).{" + at + "} [+-] .*")) {
                at++;
                value = value.times(factor());
            } else {
                return value;
            }
        }
    }

    private Dual factor() {
        if (accept("(")) {
            return closed();
        }
        if (accept("e^(")) {
            return closed().exp();
        }
        if (accept("cos(")) {
            return closed().cos();
        }
        if (accept("sin(")) {
            return closed().sin();
        }
        if (accept("sqrt(")) {
            return Dual.constant(Math.sqrt(closed().re()), 0);
        }
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        return names.containsKey(word) ? names.get(word) : Dual.constant(Integer.parseInt(word), 0);
    }

    private Dual closed() {
        var value = sum();
        if (!accept(")")) {
            throw new IllegalStateException("a bracket is open in " + text);
        }
        return value;
    }

    private boolean accept(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    /** The matrix of values, or the matrix of derivatives. */
    Matrix matrix(SymbolicMatrix symbolic, boolean derivative) {
        int size = symbolic.rows().size();
        var pairs = new double[2 * size * size];
        for (int k = 0; k < size * size; k++) {
            var value = read(symbolic.rows().get(k / size).get(k % size));
            pairs[2 * k] = derivative ? value.dRe() : value.re();
            pairs[2 * k + 1] = derivative ? value.dIm() : value.im();
        }
        return Matrix.of(size, pairs);
    }
}
