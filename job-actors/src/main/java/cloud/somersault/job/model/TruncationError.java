package cloud.somersault.job.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the worst shot of a circuit lost where its engine approximates: 1 - the estimated fidelity.
 *
 * @param circuit its index in the job
 */
public record TruncationError(int circuit, double error) {

    /** The errors of some shards together: of each circuit the largest. */
    public static List<TruncationError> worst(
            List<TruncationError> some, List<TruncationError> others) {
        var byCircuit = new TreeMap<Integer, Double>();
        some.forEach(one -> byCircuit.merge(one.circuit, one.error, Math::max));
        others.forEach(one -> byCircuit.merge(one.circuit, one.error, Math::max));
        var worst = new ArrayList<TruncationError>();
        byCircuit.forEach((circuit, error) -> worst.add(new TruncationError(circuit, error)));
        return List.copyOf(worst);
    }

    /** The error of a circuit, if its engine approximates. */
    public static OptionalDouble of(List<TruncationError> errors, int circuit) {
        return errors.stream()
                .filter(one -> one.circuit == circuit)
                .mapToDouble(TruncationError::error)
                .findFirst();
    }

    /** As read from a stored form: those from before there were any have no list. */
    static List<TruncationError> stored(@Nullable List<TruncationError> errors) {
        return errors == null ? List.of() : List.copyOf(errors);
    }
}
