package cloud.somersault.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A key to be made.
 *
 * @param tenant whose it will be
 * @param name for people
 * @param expiresAt from when on it opens nothing
 * @param requestsPerSecond in the long run, at each door; as configured when absent
 * @param requestsBurst at once, after a rest
 * @param jobsPerDay accepted ones
 */
public record KeyWish(
        String tenant,
        Role role,
        Optional<String> name,
        Optional<Instant> expiresAt,
        OptionalLong requestsPerSecond,
        OptionalLong requestsBurst,
        OptionalLong jobsPerDay) {

    /** Without an end, and with the limits that the server is configured with. */
    public static KeyWish of(String tenant, Role role) {
        return new KeyWish(
                tenant,
                role,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The same with a name. */
    public KeyWish named(String other) {
        return new KeyWish(
                tenant,
                role,
                Optional.of(other),
                expiresAt,
                requestsPerSecond,
                requestsBurst,
                jobsPerDay);
    }

    /** The same with an end. */
    public KeyWish until(Instant moment) {
        return new KeyWish(
                tenant,
                role,
                name,
                Optional.of(moment),
                requestsPerSecond,
                requestsBurst,
                jobsPerDay);
    }

    ObjectNode json() {
        var body = Json.object().put("tenant", tenant).put("role", role.word());
        name.ifPresent(text -> body.put("name", text));
        expiresAt.ifPresent(moment -> body.put("expiresAt", moment.toString()));
        var limits = Json.object();
        requestsPerSecond.ifPresent(rate -> limits.put("requestsPerSecond", rate));
        requestsBurst.ifPresent(burst -> limits.put("requestsBurst", burst));
        jobsPerDay.ifPresent(jobs -> limits.put("jobsPerDay", jobs));
        if (!limits.isEmpty()) {
            body.set("limits", limits);
        }
        return body;
    }
}
