package cloud.somersault.circuits.language;

/**
 * Numbers as programs write them: {@code 12}, {@code 1_000}, {@code 0x1f}, {@code 0b101}, {@code
 * 0o17}, {@code 1.}, {@code .5}, {@code 1e-3}.
 */
final class Numerals {
    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT_POWERS = new double[23];

    static {
        EXACT_POWERS[0] = 1;
        for (int i = 1; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = EXACT_POWERS[i - 1] * 10;
        }
    }

    /** Below this, a decimal mantissa is exact in a double. */
    private static final long EXACT_MANTISSA = 1L << 53;

    private Numerals() {}

    /** The offset after the number that starts here. */
    static int end(char[] text, int start) {
        int at = start;
        if (radix(text, start) != 10) {
            at += 2;
            while (at < text.length
                    && (Character.digit(text[at], radix(text, start)) >= 0 || text[at] == '_')) {
                at++;
            }
            return at;
        }
        at = endOfDigits(text, at);
        if (at < text.length && text[at] == '.') {
            at = endOfDigits(text, at + 1);
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            int exponent = at + 1;
            if (exponent < text.length && (text[exponent] == '+' || text[exponent] == '-')) {
                exponent++;
            }
            if (exponent < text.length && text[exponent] >= '0' && text[exponent] <= '9') {
                at = endOfDigits(text, exponent);
            }
        }
        return at;
    }

    private static int endOfDigits(char[] text, int from) {
        int at = from;
        while (at < text.length && (text[at] >= '0' && text[at] <= '9' || text[at] == '_')) {
            at++;
        }
        return at;
    }

    private static int radix(char[] text, int start) {
        if (text[start] != '0' || start + 1 >= text.length) {
            return 10;
        }
        return switch (text[start + 1]) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    static boolean isInteger(char[] text, int start, int end) {
        if (radix(text, start) != 10) {
            return true;
        }
        for (int i = start; i < end; i++) {
            if (text[i] == '.' || text[i] == 'e' || text[i] == 'E') {
                return false;
            }
        }
        return true;
    }

    /** The value, or -1 when it needs more than 63 bits or has no digits. */
    static long integer(char[] text, int start, int end) {
        int radix = radix(text, start);
        long value = 0;
        boolean any = false;
        for (int i = radix == 10 ? start : start + 2; i < end; i++) {
            if (text[i] == '_') {
                continue;
            }
            long digit = Character.digit(text[i], radix);
            if (digit < 0 || value > (Long.MAX_VALUE - digit) / radix) {
                return -1;
            }
            value = value * radix + digit;
            any = true;
        }
        return any ? value : -1;
    }

    /**
     * The nearest double. A mantissa below 2^53 with a power of ten up to 22 takes one correctly
     * rounded multiplication or division; the rest goes to the JDK.
     */
    static double real(char[] text, int start, int end) {
        if (radix(text, start) != 10) {
            return integer(text, start, end);
        }
        long mantissa = 0;
        int decimals = 0;
        boolean point = false;
        int at = start;
        for (; at < end; at++) {
            char c = text[at];
            if (c == '.') {
                point = true;
            } else if (c >= '0' && c <= '9') {
                mantissa = mantissa * 10 + (c - '0');
                decimals += point ? 1 : 0;
                if (mantissa >= EXACT_MANTISSA) {
                    return slow(text, start, end);
                }
            } else if (c != '_') {
                return slow(text, start, end);
            }
        }
        return decimals < EXACT_POWERS.length
                ? mantissa / EXACT_POWERS[decimals]
                : slow(text, start, end);
    }

    private static double slow(char[] text, int start, int end) {
        return Double.parseDouble(new String(text, start, end - start).replace("_", ""));
    }
}
