package cloud.somersault.http.door.origin;

import cloud.somersault.circuits.Counts;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** Counts in the form of Origin's clients: a list of keys and a list of as many values. */
public final class OriginResults {
    private OriginResults() {}

    /** Keys as bit texts, rightmost the bit c[0]; values as parts of 1. */
    public static ObjectNode binary(Counts counts) {
        return shares(counts, false);
    }

    /**
     * Keys as 0x numbers, whose lowest bit is c[0]; values as parts of 1. The cloud client reads
     * any key that could be a hexadecimal number as one, "11" too, so only this form is safe there.
     */
    public static ObjectNode hexadecimal(Counts counts) {
        return shares(counts, true);
    }

    private static ObjectNode shares(Counts counts, boolean hexadecimal) {
        var form = JsonNodeFactory.instance.objectNode();
        var keys = form.putArray("key");
        var values = form.putArray("value");
        double shots = counts.shots();
        counts.byBitstring()
                .forEach((bitstring, count) -> {
                    keys.add(hexadecimal ? hexadecimal(bitstring) : bitstring);
                    values.add(count / shots);
                });
        return form;
    }

    /** The same with how often each was read. */
    public static ObjectNode occurrences(Counts counts, boolean hexadecimal) {
        var form = JsonNodeFactory.instance.objectNode();
        var keys = form.putArray("key");
        var values = form.putArray("value");
        counts.byBitstring()
                .forEach((bitstring, count) -> {
                    keys.add(hexadecimal ? hexadecimal(bitstring) : bitstring);
                    values.add(count);
                });
        return form;
    }

    private static String hexadecimal(String bitstring) {
        return "0x" + (bitstring.isEmpty() ? "0" : new BigInteger(bitstring, 2).toString(16));
    }
}
