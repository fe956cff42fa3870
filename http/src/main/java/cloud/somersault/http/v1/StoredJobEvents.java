package cloud.somersault.http.v1;

import cloud.somersault.http.json.Json;
import cloud.somersault.http.stream.SentEvent;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.retention.Revealed;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** The events of jobs as the log keeps them: JSON that names itself. */
final class StoredJobEvents {
    private static final String ENTITY = "Job|";
    private static final Set<String> TERMINAL =
            Set.of("job-completed", "job-failed", "job-cancelled");

    private StoredJobEvents() {}

    /** Under which the log keeps a job. */
    static String persistenceId(String jobId) {
        return ENTITY + jobId;
    }

    /** Whose event it is: the job's id. */
    static String jobId(StoredEvent event) {
        return event.persistenceId().substring(ENTITY.length());
    }

    /** Whether nothing follows it. */
    static boolean isTerminal(SentEvent event) {
        return TERMINAL.contains(event.name());
    }

    /** For who follows this one job: the whole event, opened, by its number in the job. */
    static SentEvent whole(StoredEvent event, Contents contents) {
        return new SentEvent(
                event.sequenceNr(),
                name(event),
                new String(Revealed.json(event, contents), StandardCharsets.UTF_8));
    }

    /** For who follows all jobs: that it happened, by its place in the log. */
    static SentEvent notice(StoredEvent event) {
        var notice = new Notice(jobId(event), event.sequenceNr(), name(event), event.writtenAt());
        return new SentEvent(
                event.ordering(),
                notice.event(),
                new String(Json.write(notice), StandardCharsets.UTF_8));
    }

    /** For the log of something that has nothing sealed. */
    static LogEntry entry(StoredEvent event) {
        return entry(event, Contents.OPEN);
    }

    /** For the log of one job, opened. */
    static LogEntry entry(StoredEvent event, Contents contents) {
        var data = Json.readOwn(new String(Revealed.json(event, contents), StandardCharsets.UTF_8));
        return new LogEntry(
                event.sequenceNr(), event.writtenAt(), data.path("event").asText(), data);
    }

    private static String name(StoredEvent event) {
        return Json.firstText(event.json(), "event");
    }

    record Notice(String jobId, long sequence, String event, Instant at) {}

    record LogEntry(long sequence, Instant at, String event, JsonNode data) {}
}
