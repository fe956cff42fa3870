package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has the journal in a Cassandra verified, by a server or without one. */
final class SharedProof {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private SharedProof() {}

    /** By a server; what came of it. */
    static JsonNode verify(Cloud cloud) {
        var path =
                "/v1/audit/verifications/"
                        + cloud.ask("/v1/audit/verifications").path("id").asText();
        while (cloud.get(path).path("phase").asText().equals("running")) {
            Servers.pause(LOOK_AGAIN);
        }
        return cloud.get(path);
    }

    /** What was found, where, a line each: what, entity and event. */
    static List<String> findings(JsonNode verification) {
        var lines = new ArrayList<String>();
        for (var one : verification.path("findings")) {
            lines.add(
                    "%s %s %d"
                            .formatted(
                                    one.path("what").asText(),
                                    one.path("persistenceId").asText(),
                                    one.path("sequenceNr").asLong()));
        }
        return lines;
    }

    /** Without a server, beside the witness that one has left. */
    static SharedServers.Ended verifyAlone(CassandraRing ring, Path witnessFolder) {
        return SharedServers.run(
                List.of(),
                List.of(
                        "audit",
                        "verify",
                        "--cassandra",
                        ring.contactPoints(),
                        "--data",
                        witnessFolder.toString()));
    }
}
