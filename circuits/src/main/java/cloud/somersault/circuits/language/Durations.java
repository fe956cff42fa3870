package cloud.somersault.circuits.language;

/**
 * Lengths of time as OpenQASM 3 writes them: {@code 40ns}, {@code 1.5us}, {@code 2ms}, {@code 1s}.
 */
final class Durations {
    private Durations() {}

    static boolean isUnit(char[] text, int start, int end) {
        return switch (new String(text, start, Math.min(end - start, 3))) {
            case "ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "dt" -> true;
            default -> false;
        };
    }

    /** Whether the letters behind a number make it imaginary. */
    static boolean isImaginary(char[] text, int start, int end) {
        return end - start == 2 && text[start] == 'i' && text[start + 1] == 'm';
    }

    /** In seconds; NaN for {@code dt}, whose length only a chip knows. */
    static double seconds(String word) {
        int unit = word.length();
        while (unit > 0 && Lexer.isNameStart(word.charAt(unit - 1))) {
            unit--;
        }
        char[] digits = word.substring(0, unit).toCharArray();
        double value = Numerals.real(digits, 0, digits.length);
        return switch (word.substring(unit)) {
            case "ns" -> value / 1e9;
            case "us", "\u00b5s", "\u03bcs" -> value / 1e6;
            case "ms" -> value / 1e3;
            case "s" -> value;
            default -> Double.NaN;
        };
    }

    /** The shortest of the usual forms that reads back as exactly this duration. */
    static String written(double seconds) {
        double nanoseconds = seconds * 1e9;
        double[] candidates = {
            Math.rint(nanoseconds * 1e6) / 1e6,
            nanoseconds,
            Math.nextUp(nanoseconds),
            Math.nextDown(nanoseconds)
        };
        for (double candidate : candidates) {
            if (candidate >= 0 && candidate / 1e9 == seconds) {
                return candidate + "ns";
            }
        }
        return seconds + "s";
    }
}
