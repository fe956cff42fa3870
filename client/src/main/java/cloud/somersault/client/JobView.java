package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A job as the server shows it. */
public record JobView(
        String id,
        String name,
        String tenant,
        String target,
        String phase,
        long shots,
        long seed,
        int programs,
        Optional<Instant> submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<QueuePlace> queue,
        int shards,
        int shardsCompleted,
        OptionalLong calibrationVersion,
        Optional<String> resultDigest,
        Optional<Failure> failure,
        Optional<Beside> beside) {

    /**
     * Who was on the chip with it.
     *
     * @param neighbours other jobs at the same time
     * @param chargedSeconds its part of the chip's time
     * @param fidelityCost the part of its estimated success that sharing the chip cost
     */
    public record Beside(int neighbours, double chargedSeconds, double fidelityCost) {}

    /** Where it stands in the queue, from 1, and how long the queue is. */
    public record QueuePlace(long position, long depth) {}

    /** Why it ended without a result. */
    public record Failure(String code, String message) {}

    static JobView from(JsonNode node) {
        return new JobView(
                node.path("id").asText(),
                Json.text(node, "name").orElse(""),
                Json.text(node, "tenant").orElse("default"),
                node.path("target").asText(),
                node.path("phase").asText(),
                node.path("shots").asLong(),
                node.path("seed").asLong(),
                node.path("programs").asInt(1),
                Json.instant(node, "submittedAt"),
                Json.instant(node, "startedAt"),
                Json.instant(node, "endedAt"),
                Json.present(node, "queue")
                        .map(queue ->
                                new QueuePlace(
                                        queue.path("position").asLong(),
                                        queue.path("depth").asLong())),
                node.path("progress").path("shards").asInt(),
                node.path("progress").path("shardsCompleted").asInt(),
                Json.number(node, "calibrationVersion"),
                Json.text(node, "resultDigest"),
                Json.present(node, "failure")
                        .map(failure ->
                                new Failure(
                                        failure.path("code").asText(),
                                        failure.path("message").asText())),
                Json.present(node.path("chip"), "placement")
                        .map(placement ->
                                new Beside(
                                        placement.path("neighbours").asInt(),
                                        placement.path("chargedSeconds").asDouble(),
                                        placement.path("fidelityCost").asDouble())));
    }

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return switch (phase) {
            case "completed", "failed", "cancelled" -> true;
            default -> false;
        };
    }

    /** Whether there is a result. */
    public boolean completed() {
        return phase.equals("completed");
    }
}
