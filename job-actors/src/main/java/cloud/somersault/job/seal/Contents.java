package cloud.somersault.job.seal;

import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Seals what events have of a user's programs and counts, and opens it again. Everything else in an
 * event stays as it is: phases, times, shots, digests, calibrations and statistics are there for
 * ever. Links of chains are made over what is sealed, so they stay valid when its key is gone.
 *
 * <p>A submission's texts are sealed when it is stored and opened when the job remembers; what is
 * {@link Kept} is opened when somebody wants it. Where a key is gone, a submission stays as it was
 * stored, its programs {@link cloud.somersault.job.model.JobSpec.ProgramText#erased erased}.
 *
 * @param keys where the keys are
 */
public record Contents(ContentKeys keys) {
    /** Of whoever seals nothing. */
    public static final Contents OPEN = new Contents(ContentKeys.NONE);

    private static final String TEXTS = "texts";
    private static final String KEPT = "kept";

    /**
     * The key for a new job; see {@link ContentKeys#keyFor}. Experiments of calibration have none:
     * they are nobody's.
     */
    public CompletionStage<Optional<String>> keyFor(JobSpec spec, Instant submittedAt) {
        return spec.isExperiment()
                ? CompletableFuture.completedStage(Optional.empty())
                : keys.keyFor(spec.tenant(), submittedAt);
    }

    /**
     * Events as they are to be stored.
     *
     * @throws ContentErasedException when the key is gone already
     */
    public List<JobEvent> sealed(List<JobEvent> events) {
        return events.stream().map(this::sealed).toList();
    }

    private JobEvent sealed(JobEvent event) {
        if (!(event instanceof JobEvent.Submitted submitted)
                || submitted.under().isEmpty()
                || submitted.isSealed()) {
            return event;
        }
        var under = submitted.under().get();
        var box =
                keys.jobKey(under.key(), under.job())
                        .seal(TEXTS, SealedTexts.of(submitted.spec()).bytes());
        return submitted.sealed(Base64.getEncoder().encodeToString(box));
    }

    /** The event with the texts of its submission, if their key is not gone. */
    public JobEvent opened(JobEvent event) {
        return event instanceof JobEvent.Submitted submitted ? opened(submitted) : event;
    }

    private JobEvent.Submitted opened(JobEvent.Submitted submitted) {
        return submitted
                .box()
                .flatMap(box -> bytes(submitted.under().orElseThrow(), box))
                .map(texts -> submitted.opened(SealedTexts.read(texts).into(submitted.spec())))
                .orElse(submitted);
    }

    /** What is in the box of a submission, JSON; empty when its key is gone. */
    public Optional<String> texts(Kept.Under under, String box) {
        return bytes(under, box).map(texts -> new String(texts, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> bytes(Kept.Under under, String box) {
        try {
            return Optional.of(
                    keys.jobKey(under.key(), under.job())
                            .open(TEXTS, Base64.getDecoder().decode(box)));
        } catch (ContentErasedException | ContentKeyMissingException gone) {
            return Optional.empty();
        }
    }

    /** Why what lies under a key can't be read. */
    public RuntimeException unreadable(Optional<String> contentKey) {
        var key = contentKey.orElse("");
        return keys.destroyed(key)
                ? ContentErasedException.under(key)
                : new ContentKeyMissingException(key);
    }

    /** Whether a submission is sealed only because its key is not here, which may come back. */
    public boolean waitsForItsKey(JobEvent.Submitted submitted) {
        return submitted.isSealed()
                && submitted.under().map(under -> !keys.destroyed(under.key())).orElse(false);
    }

    /** Whether the contents of a job can't be read, any more or at the moment. */
    public boolean gone(JobEvent.Submitted submitted) {
        return submitted.under().map(under -> !keys.has(under.key())).orElse(false);
    }

    /** Everything that is known of a job that is still in memory when its contents are gone. */
    public InspectReply inspected(Job job) {
        var all = InspectReply.of(job);
        return job instanceof Job.Known known && gone(known.submitted())
                ? new InspectReply(
                        all.job(),
                        all.spec().map(spec -> spec.withoutTexts(all.contentKey().orElseThrow())),
                        all.compiled(),
                        all.completed(),
                        all.contentKey())
                : all;
    }

    /** A small content, sealed where it lies. */
    public Kept.Sealed inside(Kept.Under under, String text) {
        var box = box(under, text);
        return new Kept.Sealed(under.key(), under.job(), Base64.getEncoder().encodeToString(box));
    }

    /** A content, sealed, to be kept elsewhere. */
    public byte[] box(Kept.Under under, String text) {
        return keys.jobKey(under.key(), under.job())
                .seal(KEPT, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The content of what lies where its event is.
     *
     * @throws ContentErasedException when its key is gone
     */
    public String text(Kept.Sealed sealed) {
        return text(sealed.under(), Base64.getDecoder().decode(sealed.box()));
    }

    /**
     * The content of what was kept elsewhere.
     *
     * @throws ContentErasedException when its key is gone
     */
    public String text(Kept.Under under, byte[] box) {
        return new String(
                keys.jobKey(under.key(), under.job()).open(KEPT, box), StandardCharsets.UTF_8);
    }
}
