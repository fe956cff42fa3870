package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import java.util.List;

/** What a formula comes to: a number known now, or something measured later. */
sealed interface Value {
    record Whole(long value) implements Value {}

    record Real(double value) implements Value {}

    record Truth(boolean value) implements Value {}

    record Duration(double seconds) implements Value {}

    /**
     * @param digits most significant first
     */
    record Bits(String digits) implements Value {}

    /** Classical bits that hold what was measured. */
    record Measured(List<Integer> bits, boolean single) implements Value {}

    /**
     * A number that bits hold while the program runs.
     *
     * @param bits least significant first, at least one
     * @param signed in two's complement
     */
    record Word(List<Condition> bits, boolean signed) implements Value {}

    record Complex(double re, double im) implements Value {}

    /** Several values, or a part of them. */
    record Elements(Symbol.Array array) implements Value {}

    /** Nothing: of a subroutine that returns no value. */
    record Nothing() implements Value {}

    /** Qubits that are measured as soon as it is known into which bits. */
    record Pending(List<Integer> qubits, boolean single) implements Value {}

    /** A question about what was measured. */
    record Test(Condition condition) implements Value {}
}
