package cloud.somersault.persistence.evidence;

import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.prepare.PreparedLately;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.journal.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** Runs the job of an evidence file again from the file alone. */
public final class EvidenceReplay {
    private EvidenceReplay() {}

    /**
     * Runs it.
     *
     * @param system any, for its serializers
     */
    public static CompletionStage<Replay.Outcome> replay(
            ActorSystem<?> system, EvidenceFile file, JobLimits limits, Executor executor) {
        var events = EvidenceCheck.rows(file).stream().map(EvidenceRow::stored).toList();
        var work =
                new JobWork(
                        new Snapshots(file),
                        new Beside(file),
                        limits,
                        executor,
                        executor,
                        DisclosedKey.contents(file),
                        new PreparedLately());
        var id = events.getFirst().persistenceId();
        return new Replay(system, new Events(events), work, limits, executor)
                .replay(id.substring(JobProtocol.KEY.name().length() + 1));
    }

    private record Snapshots(EvidenceFile file) implements JobWork.Calibrations {
        @Override
        public CompletionStage<ChipNow> now(String chip) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("evidence knows only the past"));
        }

        @Override
        public CompletionStage<ChipSnapshot> version(String chip, long version) {
            return CompletableFuture.completedFuture(
                    file.text(new EvidenceParts.Version(chip, version).name())
                            .map(json -> EvidenceJson.read(json, ChipSnapshot.class))
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "the file has no calibration %d of %s"
                                                    .formatted(version, chip))));
        }
    }

    private record Beside(EvidenceFile file) implements ResultStore {
        @Override
        public CompletionStage<Void> put(String digest, byte[] content) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("nothing is kept in evidence"));
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(String digest) {
            return CompletableFuture.completedFuture(file.part(EvidenceParts.content(digest)));
        }
    }

    private record Events(List<StoredEvent> all) implements StoredEvents {
        @Override
        public Source<StoredEvent, NotUsed> currentStoredEventsOf(
                String persistenceId, long from, long to) {
            return Source.from(
                    all.stream()
                            .filter(one ->
                                    one.persistenceId().equals(persistenceId)
                                            && one.sequenceNr() >= from
                                            && one.sequenceNr() <= to)
                            .toList());
        }

        @Override
        public Source<StoredEvent, NotUsed> storedEventsOf(
                String persistenceId, long from, long to) {
            return currentStoredEventsOf(persistenceId, from, to);
        }

        @Override
        public Source<StoredEvent, NotUsed> storedEventsWithTag(String tag, long after) {
            return Source.empty();
        }

        @Override
        public Source<StoredEvent, NotUsed> currentStoredEventsWithTag(String tag, long after) {
            return Source.empty();
        }

        @Override
        public CompletionStage<Optional<Instant>> writtenAt(long ordering) {
            return CompletableFuture.completedFuture(
                    all.stream()
                            .filter(one -> one.ordering() <= ordering)
                            .reduce((_, later) -> later)
                            .map(StoredEvent::writtenAt));
        }

        @Override
        public long lastOrdering() {
            return all.getLast().ordering();
        }
    }
}
