package cloud.somersault.persistence.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.job.seal.ContentErasedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are there until they are destroyed, and then in no file any more. */
class KeyFileTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final byte[] TEXT = "OPENQASM 3.0;".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private final List<KeyFile> opened = new ArrayList<>();

    private KeyFile open() {
        var keys = KeyFile.open(folder, folder.resolve("master.key"), clock, true);
        opened.add(keys);
        return keys;
    }

    @AfterEach
    void close() {
        opened.forEach(KeyFile::close);
    }

    private static String key(KeyFile keys, String tenant, Instant at) {
        return keys.keyFor(tenant, at).toCompletableFuture().join().orElseThrow();
    }

    private static long destroy(KeyFile keys, String tenant, Optional<Instant> before, Instant at) {
        return keys.destroy(tenant, before, at).toCompletableFuture().join();
    }

    @Test
    void a_tenant_has_one_key_a_day_and_no_two_tenants_share_one() {
        var keys = open();
        var alice = key(keys, "alice", NOON);
        assertThat(key(keys, "alice", NOON.plusSeconds(60))).isEqualTo(alice);
        assertThat(List.of(key(keys, "alice", NOON.plus(DAY)), key(keys, "bob", NOON)))
                .doesNotContain(alice)
                .doesNotHaveDuplicates();
        assertThat(keys.jobKey(alice, "a").bytes())
                .isNotEqualTo(keys.jobKey(key(keys, "bob", NOON), "a").bytes());
    }

    @Test
    void a_thousand_who_ask_at_once_get_the_same_one() {
        var keys = open();
        var asked =
                IntStream.range(0, 1000)
                        .parallel()
                        .mapToObj(i -> keys.keyFor("tenant-" + i % 10, NOON).toCompletableFuture())
                        .map(CompletableFuture::join)
                        .map(Optional::orElseThrow)
                        .collect(Collectors.toSet());
        assertThat(asked).hasSize(10);
    }

    @Test
    void what_was_sealed_is_opened_after_a_restart() {
        var keys = open();
        var id = key(keys, "alice", NOON);
        var sealed = keys.jobKey(id, "job").seal("kept", TEXT);
        keys.close();
        var again = open();
        assertThat(again.has(id)).isTrue();
        assertThat(again.jobKey(id, "job").open("kept", sealed)).isEqualTo(TEXT);
        assertThat(key(again, "alice", NOON)).isEqualTo(id);
    }

    @Test
    void a_destroyed_key_opens_nothing_any_more_now_and_after_a_restart() {
        var keys = open();
        var alice = key(keys, "alice", NOON);
        var bob = key(keys, "bob", NOON);
        assertThat(destroy(keys, "alice", Optional.empty(), NOON)).isEqualTo(1);
        assertThat(destroy(keys, "alice", Optional.empty(), NOON)).isZero();
        for (var one : List.of(keys, open())) {
            assertThat(one.has(alice)).isFalse();
            assertThatThrownBy(() -> one.jobKey(alice, "job"))
                    .isInstanceOf(ContentErasedException.class)
                    .hasMessageContaining(alice);
            assertThat(one.has(bob)).isTrue();
        }
    }

    @Test
    void nothing_of_a_destroyed_key_is_left_in_its_folder() throws IOException {
        var keys = open();
        key(keys, "alice", NOON);
        var slots = Files.readAllBytes(folder.resolve("keys"));
        var wrapped = KeySlot.read(Arrays.copyOf(slots, KeySlot.BYTES)).orElseThrow().wrapped();
        assertThat(hexOfFolder()).contains(HexFormat.of().formatHex(wrapped));
        destroy(keys, "alice", Optional.empty(), NOON);
        var hex = hexOfFolder();
        for (int i = 0; i + 8 <= wrapped.length; i += 8) {
            assertThat(hex).doesNotContain(HexFormat.of().formatHex(wrapped, i, i + 8));
        }
    }

    private String hexOfFolder() throws IOException {
        var hex = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                hex.append(HexFormat.of().formatHex(Files.readAllBytes(file))).append('\n');
            }
        }
        return hex.toString();
    }

    @Test
    void only_days_that_had_ended_are_destroyed_before_a_moment() {
        var keys = open();
        var first = key(keys, "alice", NOON);
        var second = key(keys, "alice", NOON.plus(DAY));
        var late = NOON.plus(DAY.multipliedBy(3));
        var inTheSecondDay = Optional.of(Instant.parse("2026-11-22T23:59:59Z"));
        assertThat(destroy(keys, "alice", inTheSecondDay, late)).isEqualTo(1);
        assertThat(keys.has(first)).isFalse();
        assertThat(keys.has(second)).isTrue();
        var atItsEnd = Optional.of(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(destroy(keys, "alice", atItsEnd, late)).isEqualTo(1);
        assertThat(keys.has(second)).isFalse();
    }

    @Test
    void who_submits_again_on_the_same_day_gets_another_key_that_an_older_erasure_spares() {
        var keys = open();
        var first = key(keys, "alice", NOON);
        destroy(keys, "alice", Optional.empty(), NOON);
        now.set(NOON.plusSeconds(10));
        var second = key(keys, "alice", NOON.plusSeconds(10));
        assertThat(second).isNotEqualTo(first);
        assertThat(destroy(keys, "alice", Optional.empty(), NOON.plusSeconds(5))).isZero();
        assertThat(keys.has(second)).isTrue();
    }

    @Test
    void a_slot_that_was_never_quite_written_is_no_key_and_the_next_comes_in_its_place()
            throws IOException {
        var keys = open();
        var first = key(keys, "alice", NOON);
        keys.close();
        var file = folder.resolve("keys");
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 100));
        var again = open();
        var bob = key(again, "bob", NOON);
        again.close();
        var third = open();
        assertThat(third.has(first)).isTrue();
        assertThat(third.has(bob)).isTrue();
    }

    @Test
    void without_its_master_key_no_folder_is_opened_and_no_new_one_made() throws IOException {
        var keys = open();
        key(keys, "alice", NOON);
        keys.close();
        Files.delete(folder.resolve("master.key"));
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master key");
        assertThat(folder.resolve("master.key")).doesNotExist();
    }

    @Test
    void nobody_but_the_owner_may_read_it() throws IOException {
        open();
        for (var name : List.of("keys", "master.key")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
