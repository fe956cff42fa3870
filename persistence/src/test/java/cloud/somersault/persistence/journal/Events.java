package cloud.somersault.persistence.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events and logs for the tests of this package. */
final class Events {
    static final Instant AT = Instant.parse("2026-11-21T08:00:00.123Z");

    private Events() {}

    static NewEvent event(String entity, long sequenceNr, String text, String... tags) {
        return new NewEvent(
                entity,
                sequenceNr,
                AT,
                "writer-1",
                "",
                new Encoded(7, "text", text.getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                List.of(tags));
    }

    static String text(StoredEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }

    static EventLog open(Path folder) {
        return EventLog.open(folder, EventLogSettings.DEFAULT);
    }

    /** The value of a stage, or the cause of its failure thrown. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
