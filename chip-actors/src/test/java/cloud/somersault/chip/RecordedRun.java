package cloud.somersault.chip;

import cloud.somersault.circuits.Counts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** A run of the real chip: what was asked, and what was counted. */
record RecordedRun(String name, String program, Counts counts, double pulseSeconds) {

    static List<RecordedRun> all() {
        try (var in = RecordedRun.class.getResourceAsStream("recorded-runs-2026-03-09.json")) {
            var runs = JsonMapper.builder().build().readTree(in).get("runs");
            return StreamSupport.stream(runs.spliterator(), false).map(RecordedRun::read).toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static RecordedRun read(JsonNode run) {
        var counts = new TreeMap<String, Long>();
        run.get("counts")
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        var lines =
                StreamSupport.stream(run.get("program").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        return new RecordedRun(
                run.get("name").asText(),
                String.join("\n", lines),
                new Counts(run.get("bits").asInt(), counts),
                run.get("pulseSeconds").asDouble());
    }

    @Override
    public String toString() {
        return name;
    }
}
