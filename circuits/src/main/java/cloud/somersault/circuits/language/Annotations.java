package cloud.somersault.circuits.language;

import java.util.Optional;

/**
 * What the writers say in annotations and pragmas, so that a circuit comes back exactly as it was.
 * All other annotations and pragmas mean nothing here and are passed over.
 *
 * @param generic controls are kept as controls
 * @param onNothing a barrier or delay without operands is meant for no qubit, not for all
 * @param recordedName a register's true name
 * @param iterations how often a loop on measured values may run
 */
record Annotations(
        boolean generic, boolean onNothing, Optional<String> recordedName, int iterations) {
    static final String GENERIC = "somersault.generic";
    static final String ON_NOTHING = "somersault.on-nothing";
    static final String RECORDED_NAME = "somersault.name ";
    static final String ITERATIONS = "somersault.iterations ";
    static final String CHIP_SIZE = "somersault.qubits ";

    /** A loop on measured values that runs longer than this in some shot has failed. */
    static final int ITERATIONS_USUAL = 100_000;

    static final Annotations NONE =
            new Annotations(false, false, Optional.empty(), ITERATIONS_USUAL);

    /** These and one more, without its {@code @}. */
    Annotations with(String text) {
        if (text.equals(GENERIC)) {
            return new Annotations(true, onNothing, recordedName, iterations);
        }
        if (text.equals(ON_NOTHING)) {
            return new Annotations(generic, true, recordedName, iterations);
        }
        if (text.startsWith(RECORDED_NAME)) {
            var name = text.substring(RECORDED_NAME.length());
            return new Annotations(generic, onNothing, Optional.of(name), iterations);
        }
        if (text.startsWith(ITERATIONS)) {
            int most = number(text.substring(ITERATIONS.length()));
            return new Annotations(generic, onNothing, recordedName, Math.max(1, most));
        }
        return this;
    }

    static Optional<Integer> chipSize(String pragma) {
        if (!pragma.startsWith(CHIP_SIZE)) {
            return Optional.empty();
        }
        int size = number(pragma.substring(CHIP_SIZE.length()));
        return size < 0 ? Optional.empty() : Optional.of(size);
    }

    /** Whether a writer here has said it. */
    static boolean isOwn(String text) {
        return text.startsWith("@somersault.") || text.startsWith("pragma somersault.");
    }

    /** The whole number that a text is; -1 when it is none. */
    private static int number(String text) {
        char[] digits = text.strip().toCharArray();
        long number = digits.length == 0 ? -1 : Numerals.integer(digits, 0, digits.length);
        return number < 0 || number > Integer.MAX_VALUE ? -1 : (int) number;
    }
}
