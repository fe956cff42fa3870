package cloud.somersault.simulators;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The engines there are. */
public enum EngineName {
    /** All 2^n amplitudes; ideal circuits. */
    STATE_VECTOR,
    /** All 4^n elements of the density matrix; noisy circuits, exactly. */
    DENSITY_MATRIX,
    /** A state vector per history of errors; noisy circuits, by sampling. */
    TRAJECTORIES,
    /** A stabilizer tableau; Clifford circuits of any size, with Pauli noise. */
    STABILIZER,
    /** A chain of tensors; circuits of little entanglement and any size, ideal or noisy. */
    MATRIX_PRODUCT_STATE;

    /** The name in kebab case, as results and HTTP write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names in kebab case. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(EngineName::id).toList();
    }

    /** The engine of that {@link #id()}, if there is one. */
    public static Optional<EngineName> byId(String id) {
        for (var engine : values()) {
            if (engine.id().equals(id)) {
                return Optional.of(engine);
            }
        }
        return Optional.empty();
    }
}
