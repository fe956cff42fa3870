package cloud.somersault.persistence.retention;

import cloud.somersault.persistence.StoredForms;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What was asked to be erased, and that it was. */
class RetentionEventFilesTest extends StoredForms {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00.250Z");

    RetentionEventFilesTest() {
        super(RetentionEvent.class, 727251);
    }

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "erasure-asked",
                        new RetentionEvent.ErasureAsked(
                                "k7",
                                "alice",
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                "som_0a1b",
                                EVENING)),
                new Stored(
                        "erasure-asked-all",
                        new RetentionEvent.ErasureAsked(
                                "k8", "alice", Optional.empty(), "no key", EVENING)),
                new Stored("erasure-done", new RetentionEvent.ErasureDone("k7", 7, EVENING)));
    }
}
