package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;

/** {@code audit show}, {@code queue}, {@code diff}: how things stood at any moment. */
final class AuditPast {
    /** The words of {@code audit} that are meant for here. */
    static final List<String> WORDS = List.of("show", "queue", "diff");

    private static final int VALUE_CHARACTERS_MAX = 60;
    private static final int SIDE_CHARACTERS_MAX = 40;
    private static final int DIFFERENCES_MAX = 200;

    private AuditPast() {}

    static int run(Terminal terminal, Cloud cloud, Options options) {
        var words = options.words();
        var json =
                switch (words.getFirst()) {
                    case "show" -> cloud.get(path(words) + query(options, "at"));
                    case "queue" -> cloud.get("/v1/audit/queue" + query(options, "at", "tenant"));
                    default -> {
                        if (options.value("from").isEmpty()) {
                            throw new UsageException("audit diff needs --from, a moment");
                        }
                        yield cloud.get(
                                path(words) + "/differences" + query(options, "from", "to"));
                    }
                };
        if (options.has("json")) {
            terminal.say(Json.pretty(json));
        } else if (words.getFirst().equals("queue")) {
            queue(terminal, json);
        } else if (words.getFirst().equals("show")) {
            standing(terminal, json.path("standing"));
            leaves("", json.path("state"), terminal);
        } else {
            differences(terminal, json);
        }
        return ExitCode.OK;
    }

    private static String path(List<String> words) {
        if (words.size() == 2 && words.get(1).equals("queue")) {
            return "/v1/audit/queue";
        }
        if (words.size() != 3) {
            throw new UsageException(
                    "audit %s what? job ID, tuning ID, chip NAME, qubit wukong-q5, coupler wukong-c4-5 or calibration NAME"
                            .formatted(words.getFirst()));
        }
        boolean whole = words.getFirst().equals("diff") && words.get(1).equals("chip");
        return whole
                ? "/v1/audit/chips/" + Cloud.encoded(words.get(2))
                : "/v1/audit/entities/"
                        + Cloud.encoded(words.get(1))
                        + "/"
                        + Cloud.encoded(words.get(2));
    }

    private static String query(Options options, String... names) {
        var query = new TreeMap<String, String>();
        for (var name : names) {
            options.value(name).ifPresent(value -> query.put(name, value));
        }
        return Cloud.queryString(query);
    }

    private static void standing(Terminal terminal, JsonNode standing) {
        terminal.say(
                "%s %s: %s, after its event %d (%s) at %s, place %d in the log"
                        .formatted(
                                standing.path("kind").asText(),
                                standing.path("id").asText(),
                                standing.path("phase").asText(),
                                standing.path("sequence").asLong(),
                                standing.path("lastEvent").asText(),
                                standing.path("lastEventAt").asText(),
                                standing.path("place").asLong()));
    }

    /** Every value of a state in a line of its own. */
    private static void leaves(String path, JsonNode node, Terminal terminal) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            leaves(
                                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                                    field.getValue(),
                                    terminal));
        } else if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(path + "." + i, node.get(i), terminal);
            }
        } else {
            terminal.say("  " + path + "  " + shown(node, VALUE_CHARACTERS_MAX));
        }
    }

    private static String shown(JsonNode node, int most) {
        return node.isMissingNode()
                ? "-"
                : Json.shortened(node.isTextual() ? node.asText() : node.toString(), most);
    }

    private static void queue(Terminal terminal, JsonNode queue) {
        var running = queue.path("running");
        var waiting = queue.path("waiting");
        terminal.say(
                "the queue at %s: %d running, %d waiting"
                        .formatted(queue.path("at").asText(), running.size(), waiting.size()));
        var tenants = new Table("TENANT", "RUNNING", "WAITING");
        queue.path("tenants")
                .forEach(one ->
                        tenants.add(
                                one.path("tenant").asText(),
                                one.path("running").asText(),
                                one.path("waiting").asText()));
        var jobs =
                new Table("", "JOB", "TENANT", "TARGET", "PRIORITY", "PROGRAMS", "SHOTS", "SINCE");
        running.forEach(one -> job(jobs, "runs", one.path("job"), one.path("startedAt")));
        waiting.forEach(one ->
                job(
                        jobs,
                        one.path("position").asText() + ".",
                        one.path("job"),
                        one.at("/job/submittedAt")));
        for (var table : List.of(tenants, jobs)) {
            if (table.lines().size() > 1) {
                terminal.say("");
                table.lines().forEach(terminal::say);
            }
        }
    }

    private static void job(Table table, String place, JsonNode job, JsonNode since) {
        table.add(
                place,
                job.path("id").asText(),
                job.path("tenant").asText(),
                job.path("target").asText(),
                job.path("priority").asText(),
                job.path("programs").asText(),
                job.path("shots").asText(),
                since.asText());
    }

    private static void differences(Terminal terminal, JsonNode json) {
        for (var side : List.of("from", "to")) {
            if (json.path(side).isObject()) {
                standing(terminal, json.path(side));
            }
        }
        var table = new Table("WHAT", "FROM", "TO");
        int shown = 0;
        for (var one : json.path("differences")) {
            if (shown++ < DIFFERENCES_MAX) {
                table.add(
                        one.path("path").asText(),
                        shown(one.path("from"), SIDE_CHARACTERS_MAX),
                        shown(one.path("to"), SIDE_CHARACTERS_MAX));
            }
        }
        for (var list : List.of("joined", "started", "left")) {
            json.path(list).forEach(id -> table.add(list, "", id.asText()));
        }
        for (var kind : List.of("qubits", "couplers")) {
            for (var part : json.path("figures").path(kind)) {
                var name =
                        kind.equals("qubits")
                                ? "qubit " + part.path("id").asText()
                                : "coupler "
                                        + part.path("first").asText()
                                        + "-"
                                        + part.path("second").asText();
                part.path("figures")
                        .forEach(figure ->
                                table.add(
                                        name + " " + figure.path("figure").asText(),
                                        shown(figure.path("from"), SIDE_CHARACTERS_MAX),
                                        shown(figure.path("to"), SIDE_CHARACTERS_MAX)));
            }
        }
        var lines = table.lines();
        if (lines.size() == 1) {
            terminal.say("Nothing is different.");
            return;
        }
        lines.forEach(terminal::say);
        if (shown > DIFFERENCES_MAX) {
            terminal.say("and %d more; --json has all".formatted(shown - DIFFERENCES_MAX));
        }
    }
}
