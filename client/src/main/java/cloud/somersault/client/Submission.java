package cloud.somersault.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A job to be submitted. Each method gives another submission and leaves this one as it is, so a
 * beginning can be shared:
 *
 * <pre>{@code
 * var bell = Submission.of(text).target("wukong").shots(1000);
 * cloud.run(bell.seed(1), Duration.ofMinutes(1));
 * cloud.run(bell.seed(2), Duration.ofMinutes(1));
 * }</pre>
 */
public final class Submission {
    private final ObjectNode body;
    private final Optional<String> idempotencyKey;
    private final Optional<String> tenant;

    private Submission(ObjectNode body, Optional<String> idempotencyKey, Optional<String> tenant) {
        this.body = body;
        this.idempotencyKey = idempotencyKey;
        this.tenant = tenant;
    }

    /** Of one program, in OpenQASM 2, OpenQASM 3 or OriginIR: 1000 shots of the ideal target. */
    public static Submission of(String program) {
        return blank().with(body -> body.put("program", program));
    }

    /** Of several programs, each a circuit of the job. */
    public static Submission of(List<String> programs) {
        return blank().with(body -> programs.forEach(body.putArray("programs")::add));
    }

    private static Submission blank() {
        return new Submission(
                Json.object().put("target", "ideal").put("shots", 1000),
                Optional.empty(),
                Optional.empty());
    }

    /** Where it is run: {@code ideal}, or the name of a chip. */
    public Submission target(String target) {
        return with(body -> body.put("target", target));
    }

    /** How often each program is run. */
    public Submission shots(long shots) {
        return with(body -> body.put("shots", shots));
    }

    /** Of all random numbers, 0 to 2^53 - 1; the server draws one when none is named. */
    public Submission seed(long seed) {
        return with(body -> body.put("seed", seed));
    }

    /** For people. */
    public Submission name(String name) {
        return with(body -> body.put("name", name));
    }

    /** 0 to 9 among the tenant's own jobs; 9 is first. */
    public Submission priority(int priority) {
        return with(body -> body.put("priority", priority));
    }

    /** In a booked session. */
    public Submission session(String id) {
        return with(body -> body.put("session", id));
    }

    /** Values of the program's input parameters. */
    public Submission inputs(Map<String, Double> values) {
        return with(body -> values.forEach(body.putObject("inputs")::put));
    }

    /** The one program once for each of these, a circuit of the job each. */
    public Submission bindings(List<Map<String, Double>> bindings) {
        return with(body -> {
            var array = body.putArray("bindings");
            bindings.forEach(values -> values.forEach(array.addObject()::put));
        });
    }

    /** Pauli products like {@code Z0 Z1} whose expectation values are wanted. */
    public Submission observables(List<String> products) {
        return with(body -> products.forEach(body.putArray("observables")::add));
    }

    /** 0 to 4: how hard the compiler tries. */
    public Submission optimization(int level) {
        return option("optimization", level);
    }

    /** How long the run may take. */
    public Submission timeLimit(Duration limit) {
        return with(body ->
                body.withObject("/options").put("timeLimitSeconds", limit.toMillis() / 1000.0));
    }

    /** Whether nothing else is on the chip meanwhile. */
    public Submission exclusive(boolean alone) {
        return with(body -> body.withObject("/options").put("exclusive", alone));
    }

    private Submission option(String name, int value) {
        return with(body -> body.withObject("/options").put(name, value));
    }

    /** Submitted again with the same key it is the same job. */
    public Submission idempotencyKey(String key) {
        return new Submission(body, Optional.of(key), tenant);
    }

    /** On whose behalf; for keys that may act for others, and on open servers. */
    public Submission tenant(String name) {
        return new Submission(body, idempotencyKey, Optional.of(name));
    }

    private Submission with(Consumer<ObjectNode> change) {
        var changed = body.deepCopy();
        change.accept(changed);
        return new Submission(changed, idempotencyKey, tenant);
    }

    /** The body of POST /v1/jobs, for what has no method here. */
    public ObjectNode json() {
        return body.deepCopy();
    }

    Optional<String> idempotencyKey() {
        return idempotencyKey;
    }

    Optional<String> tenant() {
        return tenant;
    }
}
