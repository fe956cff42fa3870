package cloud.somersault.circuits.language;

import java.util.Optional;

/**
 * What the writers say in annotations and pragmas, so that a circuit comes back exactly as it was.
 * All other annotations and pragmas mean nothing here and are passed over.
 *
 * @param generic controls are kept as controls
 * @param onNothing a barrier or delay without operands is meant for no qubit, not for all
 * @param recordedName a register's true name
 */
record Annotations(boolean generic, boolean onNothing, Optional<String> recordedName) {
    static final String GENERIC = "somersault.generic";
    static final String ON_NOTHING = "somersault.on-nothing";
    static final String RECORDED_NAME = "somersault.name ";
    static final String CHIP_SIZE = "somersault.qubits ";

    static final Annotations NONE = new Annotations(false, false, Optional.empty());

    /** These and one more, without its {@code @}. */
    Annotations with(String text) {
        if (text.equals(GENERIC)) {
            return new Annotations(true, onNothing, recordedName);
        }
        if (text.equals(ON_NOTHING)) {
            return new Annotations(generic, true, recordedName);
        }
        if (text.startsWith(RECORDED_NAME)) {
            var name = text.substring(RECORDED_NAME.length());
            return new Annotations(generic, onNothing, Optional.of(name));
        }
        return this;
    }

    static Optional<Integer> chipSize(String pragma) {
        if (!pragma.startsWith(CHIP_SIZE)) {
            return Optional.empty();
        }
        char[] digits = pragma.substring(CHIP_SIZE.length()).strip().toCharArray();
        long size = digits.length == 0 ? -1 : Numerals.integer(digits, 0, digits.length);
        return size < 0 || size > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) size);
    }
}
