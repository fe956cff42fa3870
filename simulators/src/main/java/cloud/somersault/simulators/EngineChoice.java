package cloud.somersault.simulators;

import java.util.Optional;

/** Which engine runs a circuit, or why none does. */
public sealed interface EngineChoice {

    /**
     * An engine was found.
     *
     * @param engine which
     * @param reason one sentence
     * @param cost what it is expected to cost
     * @param approximation what it does not do exactly, one sentence; empty where it is exact
     */
    record Chosen(
            EngineName engine, String reason, CostEstimate cost, Optional<String> approximation)
            implements EngineChoice {}

    /**
     * No engine can do it within the limits.
     *
     * @param code stable, in kebab case: too-many-qubits-for-engine, not-enough-memory,
     *     takes-too-long, engine-not-suitable
     * @param message one sentence with the figures
     * @param hint the nearest thing that would work
     */
    record Refused(String code, String message, String hint) implements EngineChoice {}
}
