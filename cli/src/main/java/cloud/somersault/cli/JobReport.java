package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Histogram;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.JobResult;
import cloud.somersault.client.JobResult.CircuitResult;
import cloud.somersault.client.JobView;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A finished job for people: bars, and under them how the result came about. */
final class JobReport {
    private static final int OUTCOMES_MAX = 16;
    private static final int QUBITS_LISTED_MAX = 12;

    private JobReport() {}

    /** Prints a completed job. */
    static void result(Terminal terminal, JobView job, JobResult result) {
        for (var circuit : result.results()) {
            if (result.results().size() > 1) {
                terminal.say(terminal.styled(Style.STRONG, "circuit " + circuit.circuit()));
            }
            Histogram.lines(terminal, circuit, OUTCOMES_MAX).forEach(terminal::say);
            terminal.say("");
            field(terminal, "engine", circuit.engine() + " " + circuit.engineVersion());
            circuit.truncationError()
                    .filter(error -> error > 0)
                    .ifPresent(error ->
                            field(
                                    terminal,
                                    "error",
                                    String.format(
                                            Locale.ROOT,
                                            "%.1e: the state's fidelity is about %.6f",
                                            error,
                                            1 - error)));
            circuit.approximation().ifPresent(text -> field(terminal, "approx", text));
            chip(circuit).ifPresent(qubits -> field(terminal, "qubits", qubits));
            if (result.results().size() > 1) {
                field(terminal, "digest", circuit.digest());
                terminal.say("");
            }
        }
        job(terminal, job);
        field(terminal, "digest", result.digest());
    }

    /** Prints the expectation values of a completed job. */
    static void expectations(Terminal terminal, JobView job, JsonNode document) {
        boolean several =
                document.at("/expectations").findValues("program").stream()
                        .anyMatch(program -> program.asInt() > 0);
        for (var one : document.path("expectations")) {
            terminal.say(
                    String.format(
                            Locale.ROOT,
                            "%-16s %s%+.5f ± %.5f",
                            one.path("name").asText(),
                            several ? "program " + one.path("program").asInt() + "  " : "",
                            one.path("value").asDouble(),
                            one.path("standardError").asDouble()));
        }
        terminal.say("");
        job(terminal, job);
        field(terminal, "digest", document.path("resultDigest").asText());
    }

    private static void job(Terminal terminal, JobView job) {
        field(
                terminal,
                "job",
                "%s  %s, %d shots, seed %d%s"
                        .formatted(job.id(), job.target(), job.shots(), job.seed(), took(job)));
        if (job.calibrationVersion().isPresent()) {
            field(
                    terminal,
                    "chip",
                    job.target() + ", calibration version " + job.calibrationVersion().getAsLong());
        }
        job.beside()
                .filter(beside -> beside.neighbours() > 0)
                .ifPresent(beside -> field(terminal, "beside", words(beside)));
    }

    private static String words(JobView.Beside beside) {
        return String.format(
                Locale.ROOT,
                "%d other jobs on the chip; charged %.3g s of it, fidelity cost %.1f %%",
                beside.neighbours(),
                beside.chargedSeconds(),
                100 * beside.fidelityCost());
    }

    /** Prints why there is no result. */
    static void failure(Terminal terminal, JobView job) {
        terminal.note(
                terminal.styled(Style.BAD, job.phase())
                        + ": job "
                        + job.id()
                        + job.failure()
                                .map(failure ->
                                        ": "
                                                + failure.message()
                                                + terminal.styled(
                                                        Style.FAINT, " [" + failure.code() + "]"))
                                .orElse(""));
    }

    private static void field(Terminal terminal, String name, String value) {
        terminal.say(terminal.styled(Style.FAINT, "%-7s".formatted(name)) + " " + value);
    }

    /** Which chip qubits were used, in the program's order, and for how long. */
    private static Optional<String> chip(CircuitResult circuit) {
        var time =
                circuit.durationSeconds()
                        .map(seconds ->
                                String.format(Locale.ROOT, "; %.0f ns of pulses", seconds * 1e9))
                        .orElse("");
        return qubits(circuit.initialLayout()).map(words -> words + time);
    }

    /** Where the qubits of a program lie; nothing when none of them is used. */
    static Optional<String> qubits(List<Integer> layout) {
        var used = new ArrayList<String>();
        boolean same = true;
        for (int qubit = 0; qubit < layout.size(); qubit++) {
            int on = layout.get(qubit);
            if (on >= 0) {
                same &= on == qubit;
                used.add("q" + qubit + " on " + on);
            }
        }
        if (used.isEmpty()) {
            return Optional.empty();
        }
        List<String> listed =
                same ? used.stream().map(text -> text.replaceFirst("q.* on ", "")).toList() : used;
        var words =
                listed.size() <= QUBITS_LISTED_MAX
                        ? String.join(", ", listed)
                        : String.join(", ", listed.subList(0, QUBITS_LISTED_MAX)) + ", ...";
        return Optional.of((same ? "physical " : "") + words);
    }

    private static String took(JobView job) {
        if (job.submittedAt().isEmpty() || job.endedAt().isEmpty()) {
            return "";
        }
        return ", " + seconds(job.submittedAt().get(), job.endedAt().get());
    }

    /** A duration in seconds, as short as it makes sense. */
    static String seconds(Instant from, Instant until) {
        double seconds = Duration.between(from, until).toMillis() / 1e3;
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }
}
