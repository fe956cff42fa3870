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
 * Results as plain JSON. Shots are told in the order of their bitstrings; what the log keeps is how
 * often each was read.
 */
final class IbmResults {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private IbmResults() {}

    /** Of a completed job. */
    static JsonNode of(Found job, JobResult result) {
        boolean estimator = job.note().path("program").asText().equals("estimator");
        var form = JSON.objectNode();
        var pubs = form.putArray("results");
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
                pubs.add(estimated(pub.path("single").asBoolean(), values));
            } else {
                int count = pub.get("programs").asInt();
                var registers = job.compiled().orElseThrow().circuits().get(next).registers();
                pubs.add(sampled(registers, result.circuits().subList(next, next + count)));
                next += count;
            }
        }
        form.putObject("metadata").put("version", 2);
        return form;
    }

    private static ObjectNode sampled(List<RegisterOfBits> registers, List<Counts> counts) {
        var form = JSON.objectNode();
        var data = form.putObject("data");
        for (var register : registers) {
            var field = data.putObject(register.name());
            var samples = field.putArray("samples");
            for (var one : counts) {
                one.byBitstring()
                        .forEach((bitstring, count) -> {
                            var key = "0x" + bits(register, bitstring).toString(16);
                            for (long shot = 0; shot < count; shot++) {
                                samples.add(key);
                            }
                        });
            }
            field.put("num_bits", register.size());
        }
        form.putObject("metadata");
        return form;
    }

    private static BigInteger bits(RegisterOfBits register, String bitstring) {
        int end = bitstring.length() - register.offset();
        var own = bitstring.substring(end - register.size(), end);
        return own.isEmpty() ? BigInteger.ZERO : new BigInteger(own, 2);
    }

    private static ObjectNode estimated(boolean single, List<Value> values) {
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
}
