package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.Json;
import cloud.somersault.client.RefusedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code run FILE}: submits a program, waits, shows the counts. */
final class RunCommand implements Command {
    private static final Set<String> VALUED =
            Set.of(
                    "target",
                    "shots",
                    "seed",
                    "layout",
                    "optimization",
                    "region",
                    "exclude",
                    "engine",
                    "input",
                    "observe",
                    "tenant",
                    "name",
                    "language",
                    "priority",
                    "shards",
                    "time-limit",
                    "session",
                    "key");
    private static final Set<String> FLAGS = Set.of("decoupling", "exclusive", "json", "no-wait");
    private static final long SEED_MAX = (1L << 53) - 1;

    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault run FILE... [options]

        Submits a program (OpenQASM 2, OpenQASM 3 or OriginIR; - reads it from standard input),
        waits for the result and draws the counts. Several files become one job of several circuits.
        Of a single program that measures nothing, every qubit is measured at the end.

          --target T         wukong, the chip (default), or ideal, without noise
          --shots N          how often it is run; default 1000
          --seed N           makes the counts repeatable; drawn and shown otherwise
          --layout L         auto: the compiler chooses qubits; physical: qubit i is chip qubit i
          --optimization N   0: what is written is what runs; 1: the compiler may simplify; more:
                             it tries harder. Default 0 for physical, 1 for auto
          --decoupling       fill long waits with two X pulses, which undo slow dephasing
          --region A,B,C     the chip qubits that may be used; default all
          --exclude A,B,C    chip qubits of other programs; neither they nor their neighbours
          --exclusive        nothing else on the chip meanwhile; otherwise jobs that wait for it
                             share it, each on qubits of its own
          --engine E         state-vector, density-matrix, trajectories, stabilizer or
                             matrix-product-state; default the best one. What it can't run is
                             refused with what would do
          --input NAME=X     a value for `input float NAME` of the program; may be repeated
          --observe PAULIS   an expectation value to know of it, like "Z0 Z1" or "X0 Y3"; may be
                             repeated. The program measures nothing then
          --language L       openqasm-2, openqasm-3 or originir; else seen from the text
          --name TEXT        a name for the job
          --tenant NAME      on whose behalf; default "default"
          --priority N       0 to 9 among the tenant's own jobs; default 5
          --session ID       a booked session that it belongs to
          --shards N         cut the job into so many parts; the counts do not change
          --time-limit S     give up after so many seconds of computing
          --key KEY          an Idempotency-Key: the same submission again gives the same job
          --no-wait          print the job's id and leave
          --json             print the result as the server sent it
        """
                + Context.WHICH_SERVER_HELP
                + """


                Exit code: 0 completed, 1 refused or failed, 2 wrong usage, 3 no server.\
                """;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options = Context.parse(arguments, VALUED, FLAGS);
        var files = options.words();
        if (files.isEmpty()) {
            throw new UsageException("which file?");
        }
        var body = job(options, files.stream().map(ProgramFile::read).toList());
        var terminal = context.terminal();
        try (var cloud = context.cloud(options)) {
            JobView job;
            try {
                job = submitted(terminal, cloud, body, options);
            } catch (RefusedException refused) {
                ProblemPrinter.print(terminal, refused.problem(), files, "nothing was submitted");
                return ExitCode.REFUSED;
            }
            if (options.has("no-wait")) {
                terminal.say(options.has("json") ? "{\"id\":\"" + job.id() + "\"}" : job.id());
                return ExitCode.OK;
            }
            job = cloud.await(job.id(), FOR_EVER, view -> progress(terminal, view));
            terminal.progressDone();
            return shown(
                    terminal, cloud, job, options.has("json"), !options.all("observe").isEmpty());
        }
    }

    /** A single program that measures nothing is asked for again with every qubit measured. */
    private static JobView submitted(
            Terminal terminal, Cloud cloud, ObjectNode body, Options options) {
        try {
            return cloud.submit(body, options.value("key"), options.value("tenant"));
        } catch (RefusedException refused) {
            if (!refused.problem().code().equals("nothing-measured") || !body.has("program")) {
                throw refused;
            }
            terminal.note("The program measures nothing; every qubit is measured at its end.");
            return cloud.submit(
                    measuringAll(cloud, body), options.value("key"), options.value("tenant"));
        }
    }

    private static ObjectNode measuringAll(Cloud cloud, ObjectNode job) {
        var wish = Json.object().put("to", "openqasm-3").put("measureAll", true);
        wish.setAll(job.deepCopy().retain("program", "language", "inputs"));
        var measuring = job.deepCopy().without(List.of("language", "inputs"));
        return ((ObjectNode) measuring).put("program", cloud.convert(wish));
    }

    private static int shown(
            Terminal terminal, Cloud cloud, JobView job, boolean json, boolean observed) {
        if (!job.completed()) {
            JobReport.failure(terminal, job);
            return ExitCode.REFUSED;
        }
        if (observed) {
            var expectations = cloud.get("/v1/jobs/" + job.id() + "/expectations");
            if (json) {
                terminal.say(Json.pretty(expectations));
            } else {
                JobReport.expectations(terminal, job, expectations);
            }
            return ExitCode.OK;
        }
        var result = cloud.result(job.id());
        if (json) {
            terminal.say(Json.pretty(result.json()));
        } else {
            JobReport.result(terminal, job, result);
        }
        return ExitCode.OK;
    }

    private static void progress(Terminal terminal, JobView job) {
        var where =
                switch (job.phase()) {
                    case "submitted" ->
                            job.queue()
                                    .map(place ->
                                            "waiting, place %d of %d"
                                                    .formatted(place.position(), place.depth()))
                                    .orElse("waiting");
                    case "running" ->
                            "running, %d of %d parts done"
                                    .formatted(job.shardsCompleted(), job.shards());
                    default -> job.phase();
                };
        terminal.progress("job " + job.id() + "  " + where);
    }

    private static ObjectNode job(Options options, List<String> programs) {
        var job = Json.object();
        job.put("target", options.value("target").orElse("wukong"));
        job.put("shots", options.number("shots", 1, Long.MAX_VALUE).orElse(1000));
        options.number("seed", 0, SEED_MAX).ifPresent(seed -> job.put("seed", seed));
        if (programs.size() == 1) {
            job.put("program", programs.getFirst());
        } else {
            programs.forEach(job.putArray("programs")::add);
        }
        if (!options.all("observe").isEmpty()) {
            options.all("observe").forEach(job.putArray("observables")::add);
        }
        options.value("name").ifPresent(name -> job.put("name", name));
        options.value("session").ifPresent(session -> job.put("session", session));
        ProgramFile.options(options, job);
        options.number("priority", 0, 9).ifPresent(priority -> job.put("priority", priority));
        var how = CompilerFlags.of(options);
        options.number("shards", 1, 64).ifPresent(shards -> how.put("shards", shards));
        options.number("time-limit", 1, Integer.MAX_VALUE)
                .ifPresent(seconds -> how.put("timeLimitSeconds", seconds));
        if (options.has("exclusive")) {
            how.put("exclusive", true);
        }
        if (!how.isEmpty()) {
            job.set("options", how);
        }
        return job;
    }
}
