package cloud.somersault.cli.comparison;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A method on a target.
 *
 * @param id stable, of this row
 * @param label for readers
 * @param shots of each circuit; 0 on the exact target
 * @param rateOf the row whose learning rate it takes, where trying many would cost too much
 */
public record Row(
        String id,
        String label,
        String kind,
        int rank,
        String fusion,
        boolean frozenAngles,
        boolean pooled,
        String target,
        int shots,
        Optional<String> rateOf) {
    static final String EXACT = "exact";

    static Row classical(String id, String label, String kind, int rank) {
        return new Row(id, label, kind, rank, "linear", false, false, EXACT, 0, Optional.empty());
    }

    static Row quantum(String id, String label, String fusion, boolean frozen, boolean pooled) {
        return new Row(id, label, "qtha", 4, fusion, frozen, pooled, EXACT, 0, Optional.empty());
    }

    static Row onJobs(String id, String label, String target, int shots, String rateOf) {
        return new Row(
                id, label, "qtha", 4, "linear", false, true, target, shots, Optional.of(rateOf));
    }

    /** The same under another name. */
    Row as(String id, String label) {
        return new Row(id, label, kind, rank, fusion, frozenAngles, pooled, target, shots, rateOf);
    }

    boolean sendsJobs() {
        return !target.equals(EXACT);
    }

    /** The body of POST /v1/tunings. */
    ObjectNode request(String model, Schedule schedule, double rate, long seed) {
        var body = Json.object();
        body.put("name", "compare " + id);
        body.put("model", model);
        var method = body.putObject("method").put("kind", kind).put("rank", rank);
        if (kind.equals("qtha")) {
            method.put("fusion", fusion).put("frozenAngles", frozenAngles).put("pooled", pooled);
        }
        if (sendsJobs()) {
            body.putObject("quantum").put("target", target).put("shots", shots);
        }
        body.putObject("training")
                .put("steps", schedule.steps())
                .put("batch", schedule.batch())
                .put("learningRate", rate)
                .put("warmUpSteps", schedule.steps() / 20)
                .put("checkpointEvery", Math.min(schedule.steps(), sendsJobs() ? 5 : 100));
        body.put("seed", seed);
        return body;
    }
}
