package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A chip as it is now.
 *
 * @param version of its current calibration
 * @param source where its first figures are from
 * @param digest of the snapshot of that version
 * @param rows of its lattice
 * @param columns of its lattice
 * @param oneQubitGateSeconds how long one pulse takes
 * @param twoQubitGateSeconds how long a CZ takes
 * @param readoutSeconds how long a measurement takes
 * @param shotPeriodSeconds from the beginning of one shot to that of the next, beside the program
 */
public record ChipView(
        String name,
        long version,
        Instant measuredAt,
        String source,
        String digest,
        int qubits,
        int qubitsInService,
        int couplers,
        int couplersInService,
        int rows,
        int columns,
        double oneQubitGateSeconds,
        double twoQubitGateSeconds,
        double readoutSeconds,
        double shotPeriodSeconds) {

    static ChipView from(JsonNode node) {
        var durations = node.path("durations");
        return new ChipView(
                node.path("chip").asText(),
                node.path("version").asLong(),
                Instant.parse(node.path("measuredAt").asText()),
                node.path("source").asText(),
                node.path("digest").asText(),
                node.path("qubits").asInt(),
                node.path("qubitsInService").asInt(),
                node.path("couplers").asInt(),
                node.path("couplersInService").asInt(),
                node.path("lattice").path("height").asInt(),
                node.path("lattice").path("width").asInt(),
                durations.path("oneQubitGateSeconds").asDouble(),
                durations.path("twoQubitGateSeconds").asDouble(),
                durations.path("readoutSeconds").asDouble(),
                durations.path("shotPeriodSeconds").asDouble());
    }
}
