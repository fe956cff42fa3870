package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Expectation values that a job measured.
 *
 * @param resultDigest of the counts that they were computed from
 * @param shots of each circuit
 * @param values in the order of programs and observables
 * @param json as the server sent it
 */
public record Expectations(
        String jobId, String resultDigest, long shots, List<Value> values, JsonNode json) {

    public Expectations {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param program which of the programs as submitted, from 0
     * @param name of the observable
     * @param standardError of the value, from the counts
     * @param circuits of the job that it was measured with
     */
    public record Value(
            int program, String name, double value, double standardError, List<Integer> circuits) {
        public Value {
            circuits = List.copyOf(circuits);
        }

        static Value from(JsonNode node) {
            return new Value(
                    node.path("program").asInt(),
                    node.path("name").asText(),
                    node.path("value").asDouble(),
                    node.path("standardError").asDouble(),
                    Json.integers(node.path("circuits")));
        }
    }

    static Expectations from(JsonNode node) {
        return new Expectations(
                node.path("jobId").asText(),
                node.path("resultDigest").asText(),
                node.path("shots").asLong(),
                Json.elements(node.path("expectations")).stream().map(Value::from).toList(),
                node);
    }
}
