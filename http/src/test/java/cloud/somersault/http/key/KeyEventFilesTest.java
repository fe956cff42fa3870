package cloud.somersault.http.key;

import cloud.somersault.http.StoredForms;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys' stored forms: each file under events/ is read as what it was, for ever. */
class KeyEventFilesTest extends StoredForms {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00Z");

    private static final String SHA_256 =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    KeyEventFilesTest() {
        super(KeyEvent.class, 727212);
    }

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "key-created",
                        new KeyEvent.Created(
                                "som_k3v7q2m5xa",
                                SHA_256,
                                "Alice's laptop",
                                "alice",
                                Role.USER,
                                Optional.of(Instant.parse("2027-11-21T00:00:00Z")),
                                new KeyLimits(
                                        Optional.of(50.0), Optional.of(100L), Optional.of(10_000L)),
                                "som_aaaabbbbcc",
                                EVENING)),
                new Stored(
                        "key-created-unlimited",
                        new KeyEvent.Created(
                                "som_aaaabbbbcc",
                                SHA_256,
                                "first admin",
                                "default",
                                Role.ADMIN,
                                Optional.empty(),
                                KeyLimits.USUAL,
                                "command line",
                                EVENING)),
                new Stored(
                        "key-revoked",
                        new KeyEvent.Revoked(
                                "som_k3v7q2m5xa",
                                "A laptop was lost.",
                                "som_aaaabbbbcc",
                                Instant.parse("2026-11-22T08:00:00Z"))));
    }
}
