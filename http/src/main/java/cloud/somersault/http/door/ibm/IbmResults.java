package cloud.somersault.http.door.ibm;

import cloud.somersault.circuits.Counts;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.ExpectationPrograms.Value;
import cloud.somersault.job.model.JobEvent.RegisterOfBits;
import cloud.somersault.job.model.JobResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Results, as plain JSON or as Qiskit's client reads them. Shots are told in the order of their
 * bitstrings; what the log keeps is how often each was read.
 */
final class IbmResults {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long SAMPLE_BYTES_MAX = 256L * 1024 * 1024;

    private IbmResults() {}

    /** A register of the program, and what the client calls it. */
    private record Field(RegisterOfBits register, String name) {}

    /** Of a completed job. */
    static JsonNode of(Found job, JobResult result) {
        boolean estimator = job.note().path("program").asText().equals("estimator");
        boolean typed = job.note().path("typed").asBoolean();
        var pubs = JSON.arrayNode();
        int next = 0;
        for (var pub : job.note().get("pubs")) {
            if (estimator) {
                var values = new ArrayList<Value>();
                for (var asked : pub.get("values")) {
                    var observable = ExpectationPrograms.ofNote(asked);
                    int count = observable.groups().size();
                    values.addAll(
                            observable.values(
                                    new JobResult(result.circuits().subList(next, next + count))));
                    next += count;
                }
                pubs.add(typed ? estimatedTyped(pub, values) : estimated(pub, values));
            } else {
                int count = pub.get("programs").asInt();
                var counts = result.circuits().subList(next, next + count);
                var fields = fields(job, pub, next);
                pubs.add(typed ? sampledTyped(pub, fields, counts) : sampled(fields, counts));
                next += count;
            }
        }
        var form = JSON.objectNode();
        form.set(typed ? "pub_results" : "results", pubs);
        form.putObject("metadata").put("version", 2);
        return typed ? IbmTyped.of("PrimitiveResult", form) : form;
    }

    /** The registers that the client knows, with its names; without its names all there are. */
    private static List<Field> fields(Found job, JsonNode pub, int circuit) {
        var fields = new ArrayList<Field>();
        for (var register : job.compiled().orElseThrow().circuits().get(circuit).registers()) {
            if (!pub.has("registers")) {
                fields.add(new Field(register, register.name()));
            } else if (pub.get("registers").has(register.name())) {
                fields.add(new Field(register, pub.get("registers").get(register.name()).asText()));
            }
        }
        return fields;
    }

    private static ObjectNode sampled(List<Field> fields, List<Counts> counts) {
        var form = JSON.objectNode();
        var data = form.putObject("data");
        for (var one : fields) {
            var field = data.putObject(one.name());
            var samples = field.putArray("samples");
            for (var each : counts) {
                each.byBitstring()
                        .forEach((bitstring, count) -> {
                            var key = "0x" + bits(one.register(), bitstring).toString(16);
                            for (long shot = 0; shot < count; shot++) {
                                samples.add(key);
                            }
                        });
            }
            field.put("num_bits", one.register().size());
        }
        form.putObject("metadata");
        return form;
    }

    private static BigInteger bits(RegisterOfBits register, String bitstring) {
        int end = bitstring.length() - register.offset();
        var own = bitstring.substring(end - register.size(), end);
        return own.isEmpty() ? BigInteger.ZERO : new BigInteger(own, 2);
    }

    /** For each register an array of shots, each in as few bytes as its bits take. */
    private static ObjectNode sampledTyped(JsonNode pub, List<Field> fields, List<Counts> counts) {
        var shape = IbmShapes.ofNote(pub.get("shape"));
        var data = JSON.objectNode();
        for (var one : fields) {
            int width = (one.register().size() + 7) / 8;
            long shots = counts.isEmpty() ? 0 : counts.getFirst().shots();
            if (width == 0) {
                continue;
            }
            if (shots * width * counts.size() > SAMPLE_BYTES_MAX) {
                throw IbmPrograms.refused(
                        "The samples take more than %d bytes; read the counts at /v1/jobs."
                                .formatted(SAMPLE_BYTES_MAX));
            }
            var array = new ArrayList<>(shape);
            array.add((int) shots);
            array.add(width);
            var value = JSON.objectNode();
            value.set("array", IbmTyped.bytes(array, packed(one.register(), width, counts)));
            value.put("num_bits", one.register().size());
            data.set(one.name(), IbmTyped.of("BitArray", value));
        }
        var form = JSON.objectNode();
        form.set("data", dataBin(shape, data));
        form.putObject("metadata").putObject("circuit_metadata");
        return IbmTyped.of("SamplerPubResult", form);
    }

    private static byte[] packed(RegisterOfBits register, int width, List<Counts> counts) {
        long shots = counts.stream().mapToLong(Counts::shots).sum();
        var bytes = new byte[(int) (shots * width)];
        int at = 0;
        for (var each : counts) {
            for (var entry : each.byBitstring().entrySet()) {
                var number = bits(register, entry.getKey()).toByteArray();
                // A leading byte for the sign may be more than there is room for.
                int length = Math.min(number.length, width);
                for (long shot = 0; shot < entry.getValue(); shot++) {
                    System.arraycopy(
                            number, number.length - length, bytes, at + width - length, length);
                    at += width;
                }
            }
        }
        return bytes;
    }

    private static ObjectNode dataBin(List<Integer> shape, ObjectNode fields) {
        var value = JSON.objectNode();
        var names = value.putArray("field_names");
        fields.fieldNames().forEachRemaining(names::add);
        value.set("shape", IbmTyped.shape(shape));
        value.set("fields", fields);
        return IbmTyped.of("DataBin", value);
    }

    private static ObjectNode estimated(JsonNode pub, List<Value> values) {
        // Jobs from before there were shapes have a note of a single value instead.
        boolean single =
                pub.has("shape") ? pub.get("shape").isEmpty() : pub.path("single").asBoolean();
        var form = JSON.objectNode();
        var data = form.putObject("data");
        if (single) {
            data.put("evs", values.getFirst().value());
            data.put("stds", values.getFirst().standardError());
        } else {
            var evs = data.putArray("evs");
            var stds = data.putArray("stds");
            values.forEach(one -> {
                evs.add(one.value());
                stds.add(one.standardError());
            });
        }
        form.putObject("metadata");
        return form;
    }

    private static ObjectNode estimatedTyped(JsonNode pub, List<Value> values) {
        var shape = IbmShapes.ofNote(pub.get("shape"));
        var fields = JSON.objectNode();
        fields.set("evs", IbmTyped.doubles(shape, values.stream().map(Value::value).toList()));
        fields.set(
                "stds",
                IbmTyped.doubles(shape, values.stream().map(Value::standardError).toList()));
        var form = JSON.objectNode();
        form.set("data", dataBin(shape, fields));
        form.putObject("metadata").putObject("circuit_metadata");
        return IbmTyped.of("PubResult", form);
    }
}
