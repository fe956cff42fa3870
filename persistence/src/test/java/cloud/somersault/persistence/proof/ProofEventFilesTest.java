package cloud.somersault.persistence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.persistence.StoredForms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The proof's stored forms: each file under events/ is read as what it was, for ever. */
class ProofEventFilesTest extends StoredForms {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00.250Z");
    private static final PublicKeyText KEY =
            new PublicKeyText("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

    ProofEventFilesTest() {
        super(ProofEvent.class, 727208);
    }

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "key-introduced",
                        new ProofEvent.KeyIntroduced(
                                new KeyNotice(KEY, EVENING, KEY.id()).text(),
                                "c2lnbmVk",
                                false,
                                EVENING)),
                new Stored(
                        "key-introduced-standby",
                        new ProofEvent.KeyIntroduced(
                                new KeyNotice(KEY, EVENING, "0123456789abcdef").text(),
                                "c2lnbmVk",
                                true,
                                EVENING)),
                new Stored(
                        "checkpoint-signed",
                        new ProofEvent.CheckpointSigned(
                                new Checkpoint(
                                                1,
                                                EVENING,
                                                Checkpoint.FIRST,
                                                12,
                                                12,
                                                3,
                                                "ab".repeat(32),
                                                KEY.id())
                                        .text(),
                                "c2lnbmVk",
                                "cd".repeat(32),
                                321,
                                EVENING)),
                new Stored(
                        "texts-erased",
                        new ProofEvent.TextsErased(
                                "alice",
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                7,
                                EVENING)),
                new Stored(
                        "texts-erased-all",
                        new ProofEvent.TextsErased("alice", Optional.empty(), 7, EVENING)));
    }

    @ParameterizedTest
    @MethodSource("every_stored_form")
    void its_own_reader_of_json_says_the_same(Stored stored) throws IOException {
        assertThat(ProofJson.read(new String(file(stored), StandardCharsets.UTF_8)))
                .isEqualTo(stored.event());
    }
}
