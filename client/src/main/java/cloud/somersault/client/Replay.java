package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What running a job again from its log gave. */
public record Replay(
        String jobId,
        boolean equal,
        String recordedDigest,
        String replayedDigest,
        int circuits,
        long shots,
        double seconds,
        String explanation) {

    static Replay from(JsonNode node) {
        return new Replay(
                node.path("jobId").asText(),
                node.path("equal").asBoolean(),
                node.path("recordedDigest").asText(),
                node.path("replayedDigest").asText(),
                node.path("circuits").asInt(),
                node.path("shots").asLong(),
                node.path("seconds").asDouble(),
                node.path("explanation").asText());
    }
}
