package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of what is known of a chip.
 *
 * @param digest of the whole snapshot
 * @param qubits in the order of their numbers
 * @param json as the server sent it, with errors and controls
 */
public record Calibration(
        String chip,
        long version,
        Instant measuredAt,
        String source,
        String digest,
        List<Qubit> qubits,
        List<Coupler> couplers,
        JsonNode json) {

    public Calibration {
        qubits = List.copyOf(qubits);
        couplers = List.copyOf(couplers);
    }

    /**
     * A qubit.
     *
     * @param figures absent of one that was never measured
     * @param reason why it is out of service, if it is
     */
    public record Qubit(
            int id,
            int row,
            int column,
            boolean inService,
            Optional<QubitFigures> figures,
            Optional<String> reason) {
        static Qubit from(JsonNode node) {
            return new Qubit(
                    node.path("id").asInt(),
                    node.path("row").asInt(),
                    node.path("column").asInt(),
                    node.path("inService").asBoolean(),
                    Json.present(node, "figures").map(QubitFigures::from),
                    Json.text(node, "reason"));
        }
    }

    /**
     * What is known of a qubit.
     *
     * @param ts2Seconds the second coherence time of the published calibrations, Ts2
     * @param gateFidelity average fidelity of one pulse
     * @param readZeroGivenZero the probability of reading 0 when it is 0
     */
    public record QubitFigures(
            double frequencyHz,
            double t1Seconds,
            double t2Seconds,
            double ts2Seconds,
            double gateFidelity,
            double readZeroGivenZero,
            double readOneGivenOne) {
        static QubitFigures from(JsonNode node) {
            return new QubitFigures(
                    node.path("frequencyHz").asDouble(),
                    node.path("t1Seconds").asDouble(),
                    node.path("t2Seconds").asDouble(),
                    node.path("ts2Seconds").asDouble(),
                    node.path("gateFidelity").asDouble(),
                    node.path("readZeroGivenZero").asDouble(),
                    node.path("readOneGivenOne").asDouble());
        }
    }

    /**
     * A coupler between two qubits.
     *
     * @param czFidelity average fidelity of a CZ; absent of one that was never measured
     */
    public record Coupler(
            int first,
            int second,
            boolean inService,
            Optional<Double> czFidelity,
            Optional<String> reason) {
        static Coupler from(JsonNode node) {
            return new Coupler(
                    node.path("first").asInt(),
                    node.path("second").asInt(),
                    node.path("inService").asBoolean(),
                    Json.real(node.path("figures"), "czFidelity"),
                    Json.text(node, "reason"));
        }
    }

    static Calibration from(JsonNode node) {
        return new Calibration(
                node.path("chip").asText(),
                node.path("version").asLong(),
                Instant.parse(node.path("measuredAt").asText()),
                node.path("source").asText(),
                node.path("digest").asText(),
                Json.elements(node.path("qubits")).stream().map(Qubit::from).toList(),
                Json.elements(node.path("couplers")).stream().map(Coupler::from).toList(),
                node);
    }
}
