package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** How the server's log proves itself: keys, checkpoints, and verification by the server. */
final class AuditProofs {
    static final Set<String> WORDS = Set.of("keys", "rotate-key", "checkpoint", "sign", "verify");

    private static final long LOOK_AGAIN_NS = 250_000_000;

    private AuditProofs() {}

    /** Does what one of the words says. */
    static int run(Terminal terminal, Cloud cloud, String word, boolean json) {
        return switch (word) {
            case "keys" -> keys(terminal, cloud.get("/v1/audit/keys"), json);
            case "rotate-key" -> keys(terminal, cloud.ask("/v1/audit/keys"), json);
            case "checkpoint" -> checkpoint(terminal, cloud.get("/v1/audit/checkpoint"), json);
            case "sign" -> checkpoint(terminal, cloud.ask("/v1/audit/checkpoints"), json);
            default -> verify(terminal, cloud, json);
        };
    }

    /** Writes a job's evidence into a file. */
    static int export(Terminal terminal, Cloud cloud, String id, Optional<String> to) {
        var file = Path.of(to.orElse(id + ".evidence.zip"));
        try {
            cloud.download("/v1/jobs/" + id + "/evidence", file);
        } catch (IOException broken) {
            throw new UsageException("the file can't be written: " + broken.getMessage());
        }
        terminal.say(file + " holds the evidence of " + id + ".");
        terminal.say("Check it anywhere: ./somersault audit verify " + file + " --replay");
        return ExitCode.OK;
    }

    private static int keys(Terminal terminal, JsonNode answer, boolean json) {
        if (json) {
            terminal.say(answer.toString());
            return ExitCode.OK;
        }
        for (var key : answer.path("keys")) {
            var by = key.path("introducedBy").asText();
            var id = key.path("id").asText();
            terminal.say(
                    "%s  since %s, %s%s"
                            .formatted(
                                    id,
                                    key.path("introducedAt").asText(),
                                    by.equals(id) ? "by itself" : "vouched for by " + by,
                                    key.path("active").asBoolean() ? ", signs now" : ""));
            terminal.say(key.path("pem").asText().stripTrailing());
        }
        return ExitCode.OK;
    }

    /** As a text that {@code audit verify --checkpoint} takes. */
    private static int checkpoint(Terminal terminal, JsonNode answer, boolean json) {
        terminal.say(
                json
                        ? answer.toString()
                        : answer.path("text").asText()
                                + "signature "
                                + answer.path("signature").asText()
                                + "\n");
        return ExitCode.OK;
    }

    private static int verify(Terminal terminal, Cloud cloud, boolean json) {
        var view = cloud.ask("/v1/audit/verifications");
        while (view.path("phase").asText().equals("running")) {
            terminal.progress(
                    "%d of %d events"
                            .formatted(
                                    view.path("eventsRead").asLong(),
                                    view.path("eventsAll").asLong()));
            LockSupport.parkNanos(LOOK_AGAIN_NS);
            view = cloud.get("/v1/audit/verifications/" + view.path("id").asText());
        }
        terminal.progressDone();
        boolean sound = view.path("sound").asBoolean();
        if (json) {
            terminal.say(view.toString());
            return sound ? ExitCode.OK : ExitCode.REFUSED;
        }
        for (var finding : view.path("findings")) {
            terminal.say(
                    "%-18s %s"
                            .formatted(
                                    finding.path("what").asText(),
                                    finding.path("message").asText()));
        }
        terminal.say(
                "%d events and %d checkpoints: %s"
                        .formatted(
                                view.path("eventsRead").asLong(),
                                view.path("checkpoints").asLong(),
                                sound
                                        ? terminal.styled(
                                                Style.GOOD,
                                                "every one as it was written and signed.")
                                        : terminal.styled(
                                                Style.BAD,
                                                view.path("phase").asText().equals("failed")
                                                        ? "the verification failed."
                                                        : "the log is not what was written and signed.")));
        return sound ? ExitCode.OK : ExitCode.REFUSED;
    }
}
