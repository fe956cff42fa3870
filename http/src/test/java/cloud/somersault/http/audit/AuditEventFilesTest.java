package cloud.somersault.http.audit;

import cloud.somersault.http.StoredForms;
import java.time.Instant;
import java.util.stream.Stream;

/** The audit log's stored forms: each file under events/ is read as what it was, for ever. */
class AuditEventFilesTest extends StoredForms {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00Z");

    AuditEventFilesTest() {
        super(AuditEvent.class, 727211);
    }

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "act-recorded",
                        new AuditEvent.Recorded(
                                AuditAct.done("revoke-key", "som_k3v9q2m7xa")
                                        .as("admin")
                                        .ofTenant("alice")
                                        .to("som_p8d4w1z6bc")
                                        .withDetail("A laptop was lost."),
                                EVENING.plusMillis(250))),
                new Stored(
                        "act-repeated",
                        new AuditEvent.Repeated(
                                AuditAct.done("submit-job", AuditAct.NO_KEY)
                                        .withOutcome("key-required"),
                                999,
                                EVENING,
                                EVENING.plusSeconds(10))));
    }
}
