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

    /** A question about what was measured. */
    record Test(Condition condition) implements Value {}
}
