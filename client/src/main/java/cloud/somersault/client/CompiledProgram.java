package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the compiler made of a program.
 *
 * @param text the program that the chip would run
 * @param layout auto or physical
 * @param optimization the level
 * @param seed of the compiler's search
 * @param calibrationVersion of the chip
 * @param initialLayout the chip qubit of each qubit of the program, -1 for none
 * @param finalLayout likewise, at the end
 * @param durationSeconds of the pulses
 * @param layers the depth
 * @param pulses how many
 * @param czGates how many
 * @param estimatedSuccess a probability
 * @param passes of the compiler, in order; empty when nobody asked for them
 * @param json as the server sent it
 */
public record CompiledProgram(
        String text,
        String layout,
        int optimization,
        long seed,
        long calibrationVersion,
        List<Integer> initialLayout,
        List<Integer> finalLayout,
        double durationSeconds,
        int layers,
        int pulses,
        int czGates,
        double estimatedSuccess,
        List<Pass> passes,
        JsonNode json) {

    /** One pass: how the program stood before it and after it, and what it took. */
    public record Pass(
            String name, String explanation, Size before, Size after, double milliseconds) {
        static Pass from(JsonNode json) {
            return new Pass(
                    json.path("pass").asText(),
                    json.path("explanation").asText(),
                    Size.from(json.path("before")),
                    Size.from(json.path("after")),
                    json.path("milliseconds").asDouble());
        }
    }

    /** How large a program is. */
    public record Size(int operations, int czGates, int pulses, int depth, double durationSeconds) {
        static Size from(JsonNode json) {
            return new Size(
                    json.path("operations").asInt(),
                    json.path("czGates").asInt(),
                    json.path("pulses").asInt(),
                    json.path("depth").asInt(),
                    json.path("durationSeconds").asDouble());
        }
    }

    static CompiledProgram from(JsonNode json) {
        return new CompiledProgram(
                json.path("compiled").asText(),
                json.path("layout").asText(),
                json.path("optimization").asInt(),
                json.path("seed").asLong(),
                json.path("calibrationVersion").asLong(),
                Json.integers(json.path("initialLayout")),
                Json.integers(json.path("finalLayout")),
                json.path("durationSeconds").asDouble(),
                json.path("layers").asInt(),
                json.path("pulses").asInt(),
                json.path("czGates").asInt(),
                json.path("estimatedSuccess").asDouble(),
                Json.elements(json.path("passes")).stream().map(Pass::from).toList(),
                json);
    }
}
