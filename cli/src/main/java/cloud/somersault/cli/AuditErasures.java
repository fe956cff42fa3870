package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** {@code audit erase} and {@code audit erasures}: what a tenant's jobs brought and got, erased. */
final class AuditErasures {
    static final Set<String> WORDS = Set.of("erase", "erasures");

    private AuditErasures() {}

    /** Does what one of the words says. */
    static int run(Terminal terminal, Cloud cloud, Options options) {
        var words = options.words();
        if (words.size() != 2) {
            throw new UsageException("audit %s of which tenant?".formatted(words.getFirst()));
        }
        var path =
                "/v1/tenants/%s/erasures"
                        .formatted(URLEncoder.encode(words.get(1), StandardCharsets.UTF_8));
        return words.getFirst().equals("erase")
                ? erase(terminal, cloud, path, options)
                : list(terminal, cloud.get(path), options.has("json"));
    }

    private static int erase(Terminal terminal, Cloud cloud, String path, Options options) {
        if (!options.has("yes")) {
            throw new UsageException(
                    "what is erased cannot be brought back: say so with --yes, and --before DATE"
                            + " if newer jobs are to be spared");
        }
        var body = Json.object();
        options.value("before").ifPresent(before -> body.put("before", before));
        var done = cloud.ask(path, body);
        terminal.say(options.has("json") ? done.toString() : line(done));
        return ExitCode.OK;
    }

    private static int list(Terminal terminal, JsonNode answer, boolean json) {
        if (json) {
            terminal.say(answer.toString());
            return ExitCode.OK;
        }
        for (var erasure : answer.path("erasures")) {
            terminal.say(line(erasure));
        }
        if (answer.path("erasures").isEmpty()) {
            terminal.say("Nothing of this tenant was ever erased.");
        }
        return ExitCode.OK;
    }

    private static String line(JsonNode erasure) {
        var before = erasure.path("before").asText();
        return "%s  %s: %s of %s destroyed%s, asked for by %s"
                .formatted(
                        erasure.path("askedAt").asText(),
                        erasure.has("doneAt") ? "done" : "under way",
                        erasure.path("keys").asLong() == 1
                                ? "1 key"
                                : erasure.path("keys").asLong() + " keys",
                        erasure.path("tenant").asText(),
                        before.isEmpty() ? "" : ", of days before " + before,
                        erasure.path("by").asText());
    }
}
