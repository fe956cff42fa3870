package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a completed job measured, one entry a circuit. */
public record JobResult(
        String jobId,
        String digest,
        OptionalLong calibrationVersion,
        List<CircuitResult> results,
        JsonNode json) {

    public JobResult {
        results = List.copyOf(results);
    }

    static JobResult from(JsonNode node) {
        return new JobResult(
                node.path("jobId").asText(),
                node.path("digest").asText(),
                Json.number(node, "calibrationVersion"),
                Json.elements(node.path("results")).stream().map(CircuitResult::from).toList(),
                node);
    }

    /** A classical register: bits offset to offset + size - 1 of a bitstring, from the right. */
    public record Register(String name, int offset, int size) {}

    /**
     * One circuit's counts and how they came about.
     *
     * @param counts occurrences by bitstring; classical bit 0 is the rightmost character
     * @param approximation what the engine does not do exactly
     * @param initialLayout chip qubit of each program qubit, -1 where unused; empty when no chip
     *     was used
     * @param durationSeconds pulse time on the chip
     * @param truncationError of an engine that approximates: 1 - the estimated fidelity
     */
    public record CircuitResult(
            int circuit,
            long shots,
            int bits,
            SortedMap<String, Long> counts,
            List<Register> registers,
            String engine,
            String engineVersion,
            Optional<String> approximation,
            List<Integer> initialLayout,
            List<Integer> finalLayout,
            Optional<Double> durationSeconds,
            Optional<Double> truncationError,
            String digest) {

        public CircuitResult {
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
            registers = List.copyOf(registers);
            initialLayout = List.copyOf(initialLayout);
            finalLayout = List.copyOf(finalLayout);
        }

        static CircuitResult from(JsonNode node) {
            var counts = new TreeMap<String, Long>();
            node.path("counts")
                    .properties()
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
            return new CircuitResult(
                    node.path("circuit").asInt(),
                    node.path("shots").asLong(),
                    node.path("bits").asInt(),
                    counts,
                    Json.elements(node.path("registers")).stream()
                            .map(register ->
                                    new Register(
                                            register.path("name").asText(),
                                            register.path("offset").asInt(),
                                            register.path("size").asInt()))
                            .toList(),
                    node.path("engine").asText(),
                    node.path("engineVersion").asText(),
                    Json.text(node, "approximation"),
                    Json.integers(node.path("initialLayout")),
                    Json.integers(node.path("finalLayout")),
                    Json.real(node, "durationSeconds"),
                    Json.real(node, "truncationError"),
                    node.path("digest").asText());
        }

        /** The share of the shots that read this bitstring. */
        public double frequency(String bitstring) {
            return shots == 0 ? 0 : (double) counts.getOrDefault(bitstring, 0L) / shots;
        }
    }
}
