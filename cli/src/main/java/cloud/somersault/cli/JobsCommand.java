package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.Json;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code jobs}: what is there, and everything about one of them. */
final class JobsCommand implements Command {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault jobs [list | show ID | result ID | cancel ID | events ID | log ID
                                  | program ID] [options]

          list               the newest jobs (default)
            --limit N          how many, at most 100; default 20
            --phase P          submitted, running, completed, failed or cancelled
            --of TENANT        only this tenant's
            --cursor C         from where the last list ended
          show ID            one job
          result ID          its counts
          cancel ID          take it back
          events ID          its events as they happen, until it has ended
          log ID             its events as they are stored
          program ID         what was submitted, and what was run
            --circuit N        of which circuit of the job; default 0

          --json             as the server sent it
        """
                + Context.WHICH_SERVER_HELP;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options =
                Context.parse(
                        arguments,
                        Set.of("limit", "phase", "of", "cursor", "circuit"),
                        Set.of("json"));
        var words = options.words();
        var what = words.isEmpty() ? "list" : words.getFirst();
        if (words.size() > (what.equals("list") ? 1 : 2)) {
            throw new UsageException("one thing at a time, not " + words.getLast() + " as well");
        }
        var terminal = context.terminal();
        try (var cloud = context.cloud(options)) {
            return switch (what) {
                case "list" -> list(terminal, cloud, options);
                case "show" -> show(terminal, cloud, id(words), options);
                case "result" -> result(terminal, cloud, id(words), options);
                case "cancel" -> cancel(terminal, cloud, id(words));
                case "events" -> events(terminal, cloud, id(words));
                case "log" -> log(terminal, cloud, id(words), options);
                case "program" -> program(terminal, cloud, id(words), options);
                default -> throw new UsageException("there is no 'jobs " + what + "'");
            };
        }
    }

    private static String id(List<String> words) {
        if (words.size() < 2) {
            throw new UsageException("which job? './somersault jobs' lists them");
        }
        return words.get(1);
    }

    private static int list(Terminal terminal, Cloud cloud, Options options) {
        var query = new TreeMap<String, String>();
        query.put("limit", Long.toString(options.number("limit", 1, 100).orElse(20)));
        options.value("phase").ifPresent(phase -> query.put("phase", phase));
        options.value("of").ifPresent(tenant -> query.put("tenant", tenant));
        options.value("cursor").ifPresent(cursor -> query.put("cursor", cursor));
        var page = cloud.jobs(query);
        if (options.has("json")) {
            terminal.say(Json.pretty(page.json()));
            return ExitCode.OK;
        }
        if (page.jobs().isEmpty()) {
            terminal.say("No jobs.");
            return ExitCode.OK;
        }
        var table = new Table("JOB", "PHASE", "TARGET", "CIRCUITS", "SHOTS", "SUBMITTED", "NAME");
        page.jobs()
                .forEach(job ->
                        table.add(
                                job.id(),
                                job.phase(),
                                job.target(),
                                Integer.toString(job.programs()),
                                Long.toString(job.shots()),
                                job.submittedAt().map(LOCAL::format).orElse("-"),
                                job.name()));
        table.lines().forEach(terminal::say);
        page.next()
                .ifPresent(next -> terminal.note("more: ./somersault jobs list --cursor " + next));
        return ExitCode.OK;
    }

    private static int show(Terminal terminal, Cloud cloud, String id, Options options) {
        if (options.has("json")) {
            terminal.say(Json.pretty(cloud.get("/v1/jobs/" + id)));
            return ExitCode.OK;
        }
        var job = cloud.job(id);
        field(terminal, "job", job.id() + (job.name().isEmpty() ? "" : "  " + job.name()));
        field(terminal, "phase", job.phase() + progress(job));
        field(
                terminal,
                "what",
                "%d circuit%s, %d shots each, on %s, seed %d"
                        .formatted(
                                job.programs(),
                                job.programs() == 1 ? "" : "s",
                                job.shots(),
                                job.target(),
                                job.seed()));
        field(terminal, "tenant", job.tenant());
        job.submittedAt().ifPresent(at -> field(terminal, "submitted", LOCAL.format(at)));
        job.startedAt().ifPresent(at -> field(terminal, "started", LOCAL.format(at)));
        job.endedAt().ifPresent(at -> field(terminal, "ended", LOCAL.format(at)));
        job.calibrationVersion()
                .ifPresent(version -> field(terminal, "chip", "calibration version " + version));
        job.resultDigest().ifPresent(digest -> field(terminal, "digest", digest));
        job.failure()
                .ifPresent(failure ->
                        field(
                                terminal,
                                "failure",
                                failure.message() + " [" + failure.code() + "]"));
        return ExitCode.OK;
    }

    private static String progress(JobView job) {
        if (job.queue().isPresent()) {
            var place = job.queue().get();
            return ", place " + place.position() + " of " + place.depth() + " in the queue";
        }
        return job.shards() == 0
                ? ""
                : ", " + job.shardsCompleted() + " of " + job.shards() + " parts done";
    }

    private static void field(Terminal terminal, String name, String value) {
        terminal.say(terminal.styled(Style.FAINT, "%-10s".formatted(name)) + value);
    }

    private static int result(Terminal terminal, Cloud cloud, String id, Options options) {
        var result = cloud.result(id);
        if (options.has("json")) {
            terminal.say(Json.pretty(result.json()));
        } else {
            JobReport.result(terminal, cloud.job(id), result);
        }
        return ExitCode.OK;
    }

    private static int cancel(Terminal terminal, Cloud cloud, String id) {
        var job = cloud.cancel(id);
        terminal.say("job " + job.id() + " is " + job.phase());
        return ExitCode.OK;
    }

    private static int events(Terminal terminal, Cloud cloud, String id) {
        cloud.events(
                "/v1/jobs/" + id + "/events",
                Optional.empty(),
                event -> {
                    terminal.say("%4s  %s".formatted(event.id(), event.data()));
                    return true;
                });
        return ExitCode.OK;
    }

    static int log(Terminal terminal, Cloud cloud, String id, Options options) {
        var log = cloud.get("/v1/jobs/" + id + "/log");
        if (options.has("json")) {
            terminal.say(Json.pretty(log));
            return ExitCode.OK;
        }
        for (var event : log.path("events")) {
            terminal.say(
                    "%4d  %s  %s"
                            .formatted(
                                    event.path("sequence").asLong(),
                                    event.path("at").asText(),
                                    terminal.styled(Style.STRONG, event.path("event").asText())));
            terminal.say("      " + event.path("data"));
        }
        return ExitCode.OK;
    }

    private static int program(Terminal terminal, Cloud cloud, String id, Options options) {
        long circuit = options.number("circuit", 0, 199).orElse(0);
        var program = cloud.get("/v1/jobs/" + id + "/program?circuit=" + circuit);
        if (options.has("json")) {
            terminal.say(Json.pretty(program));
            return ExitCode.OK;
        }
        terminal.say(
                terminal.styled(Style.STRONG, "submitted, " + program.path("language").asText()));
        terminal.say(program.path("source").asText().stripTrailing());
        if (program.hasNonNull("compiled")) {
            terminal.say("");
            terminal.say(terminal.styled(Style.STRONG, "run on the chip"));
            terminal.say(program.path("compiled").asText().stripTrailing());
        }
        return ExitCode.OK;
    }
}
