package cloud.somersault.load;

import cloud.somersault.cli.examples.Example;
import cloud.somersault.cli.examples.Examples;
import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * All kinds of jobs as users would mix them: the examples, random circuits in two languages,
 * batches, both targets, several tenants, one or more shards. The same seed gives the same jobs.
 */
final class MixedJobs {
    private static final List<Example> EXAMPLES =
            Examples.read(Path.of(System.getProperty("somersault.root", ".."), "examples")).stream()
                    .filter(example -> !(example.expectation() instanceof Expectation.Refusal))
                    .toList();
    private static final List<String> TENANTS = List.of("ada", "grace", "emmy", "lise");

    /**
     * A job to be submitted.
     *
     * @param key its Idempotency-Key and its name
     * @param body of POST /v1/jobs
     */
    record MixedJob(String key, String tenant, ObjectNode body) {}

    private MixedJobs() {}

    static List<MixedJob> draw(int count, long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, count).mapToObj(number -> draw(number, random)).toList();
    }

    private static MixedJob draw(int number, SplittableRandom random) {
        var body =
                switch (random.nextInt(4)) {
                    case 0 -> example(random);
                    case 1 -> batch(random);
                    default -> single(random);
                };
        var key = "storm-" + number;
        body.put("name", key);
        body.put("seed", random.nextLong(1L << 53));
        body.put("priority", random.nextInt(10));
        if (random.nextInt(3) == 0) {
            options(body).put("shards", 1 + random.nextInt(4));
        }
        if (body.path("target").asText().equals("wukong")) {
            // What is compared between servers can't depend on who else was on the chip.
            options(body).put("exclusive", true);
        }
        return new MixedJob(key, TENANTS.get(random.nextInt(TENANTS.size())), body);
    }

    private static ObjectNode options(ObjectNode body) {
        return body.withObject("/options");
    }

    private static ObjectNode example(SplittableRandom random) {
        var job = EXAMPLES.get(random.nextInt(EXAMPLES.size())).job();
        job.put("shots", 100 + random.nextInt(900));
        return job;
    }

    private static ObjectNode single(SplittableRandom random) {
        var job = Json.object();
        job.put("target", random.nextBoolean() ? "ideal" : "wukong");
        job.put("shots", 1 + random.nextInt(2000));
        job.put("program", program(random));
        return job;
    }

    private static ObjectNode batch(SplittableRandom random) {
        var job = Json.object();
        job.put("target", random.nextBoolean() ? "ideal" : "wukong");
        job.put("shots", 1 + random.nextInt(300));
        var programs = job.putArray("programs");
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            programs.add(program(random));
        }
        return job;
    }

    /** A random circuit of up to 5 qubits, in OpenQASM 2 or 3. */
    private static String program(SplittableRandom random) {
        boolean three = random.nextBoolean();
        int qubits = 1 + random.nextInt(5);
        var lines = new ArrayList<String>();
        if (three) {
            lines.add("OPENQASM 3.0;\ninclude \"stdgates.inc\";");
            lines.add("qubit[%d] q;\nbit[%d] c;".formatted(qubits, qubits));
        } else {
            lines.add("OPENQASM 2.0;\ninclude \"qelib1.inc\";");
            lines.add("qreg q[%d];\ncreg c[%d];".formatted(qubits, qubits));
        }
        for (int i = 2 + random.nextInt(12); i > 0; i--) {
            lines.add(gate(random, qubits));
        }
        lines.add(three ? "c = measure q;" : "measure q -> c;");
        return String.join("\n", lines) + "\n";
    }

    private static String gate(SplittableRandom random, int qubits) {
        int first = random.nextInt(qubits);
        int second = qubits == 1 ? 0 : (first + 1 + random.nextInt(qubits - 1)) % qubits;
        double angle = random.nextInt(-3000, 3000) / 1000.0;
        return switch (random.nextInt(qubits == 1 ? 5 : 8)) {
            case 0 -> "h q[%d];".formatted(first);
            case 1 -> "x q[%d];".formatted(first);
            case 2 -> "t q[%d];".formatted(first);
            case 3 -> "rx(%s) q[%d];".formatted(angle, first);
            case 4 -> "rz(%s) q[%d];".formatted(angle, first);
            case 5 -> "cz q[%d], q[%d];".formatted(first, second);
            default -> "cx q[%d], q[%d];".formatted(first, second);
        };
    }
}
