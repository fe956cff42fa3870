package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code audit log}: who did what to the cloud, page by page, the oldest first. */
final class AuditPages {
    private static final String ROW = "%-24s  %-22s  %-15s  %-9s  %-12s  %-18s  %s";

    private AuditPages() {}

    /** Prints all that fit. */
    static int print(Terminal terminal, Cloud cloud, Options options) {
        var query = new TreeMap<String, String>();
        query.put("limit", "1000");
        for (var name : List.of("tenant", "actor", "what")) {
            options.value(name).ifPresent(value -> query.put(name, value));
        }
        boolean json = options.has("json");
        if (!json) {
            terminal.say(ROW.formatted("AT", "WHAT", "WHO", "ROLE", "TENANT", "OUTCOME", "TO"));
        }
        Optional<String> next;
        do {
            var page = cloud.get("/v1/audit/log" + Cloud.queryString(query));
            for (var act : page.path("acts")) {
                terminal.say(json ? act.toString() : line(act));
            }
            next = page.has("next") ? Optional.of(page.path("next").asText()) : Optional.empty();
            next.ifPresent(place -> query.put("after", place));
        } while (next.isPresent());
        return ExitCode.OK;
    }

    private static String line(JsonNode act) {
        var again =
                act.has("repeated") ? " (" + act.path("repeated").asLong() + " times more)" : "";
        return ROW.formatted(
                        act.path("at").asText(),
                        act.path("what").asText(),
                        act.path("actor").asText(),
                        act.path("role").asText(),
                        act.path("tenant").asText(),
                        act.path("outcome").asText(),
                        act.path("subject").asText() + again)
                .stripTrailing();
    }
}
