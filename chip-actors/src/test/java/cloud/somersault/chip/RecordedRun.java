package cloud.somersault.chip;

import cloud.somersault.circuits.Counts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A run of the real chip: what was asked, in OriginIR, and what was counted.
 *
 * @param pulseSeconds what the service said that it took; 0 when it is not known
 */
record RecordedRun(String name, String program, Counts counts, double pulseSeconds) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The project's own copy. */
    static List<RecordedRun> all() {
        try (var in = RecordedRun.class.getResourceAsStream("recorded-runs-2026-03-09.json")) {
            return all(JSON.readTree(in));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** From a file in the form of the project's copy, or of one run as it was recorded. */
    static List<RecordedRun> of(Path file) throws IOException {
        var json = JSON.readTree(Files.readString(file));
        if (json.has("runs")) {
            return all(json);
        }
        if (json.has("qprog") && json.has("counts")) {
            return List.of(recorded(json));
        }
        throw new IOException(file + " holds no recorded run: no \"runs\", and no \"qprog\"");
    }

    private static List<RecordedRun> all(JsonNode json) {
        return StreamSupport.stream(json.get("runs").spliterator(), false)
                .map(RecordedRun::read)
                .toList();
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

    /** Values are counted in hexadecimal, bit 0 the least significant. */
    private static RecordedRun recorded(JsonNode run) {
        var program = run.get("qprog").asText();
        int bits =
                program.lines()
                        .filter(line -> line.startsWith("CREG "))
                        .mapToInt(line -> Integer.parseInt(line.substring(5).strip()))
                        .findFirst()
                        .orElseThrow();
        var counts = new TreeMap<String, Long>();
        run.get("counts")
                .properties()
                .forEach(entry -> {
                    long value = Long.decode(entry.getKey());
                    var digits = Long.toBinaryString(1L << bits | value).substring(1);
                    counts.put(digits, entry.getValue().asLong());
                });
        return new RecordedRun(run.get("name").asText(), program, new Counts(bits, counts), 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
