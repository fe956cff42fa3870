package cloud.somersault.persistence.journal;

import static cloud.somersault.persistence.journal.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process keeps the folder and is killed: a real process and a real SIGKILL. */
class KillTest {
    private static final int KILLS = 5;

    @TempDir Path folder;

    @Test
    void every_acknowledged_event_is_there_after_kills_at_random_moments() throws Exception {
        var random = new Random(Long.getLong("seed", 17));
        var acknowledged = new HashSet<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            var writer = startWriter("writer-" + kill);
            int enough = 100 + random.nextInt(1_500);
            try (var lines = writer.inputReader()) {
                read(lines, enough, acknowledged);
                // Not Process.destroyForcibly(), which would close the pipe with what is left in
                // it.
                writer.toHandle().destroyForcibly();
                read(lines, Integer.MAX_VALUE, acknowledged);
            }
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue()).as("killed, not ended").isEqualTo(128 + 9);

            try (var log = Events.open(folder)) {
                var stored = new HashSet<String>();
                log.after(0, Integer.MAX_VALUE)
                        .forEach(e -> stored.add(e.persistenceId() + " " + e.sequenceNr()));
                assertThat(stored).containsAll(acknowledged);
                assertThat(log.check().findings()).isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 100);
    }

    @Test
    void a_folder_held_by_another_process_names_it_and_is_free_when_it_was_killed()
            throws Exception {
        var holder = startWriter("holder");
        try (var lines = holder.inputReader()) {
            read(lines, 1, new HashSet<>());

            assertThatThrownBy(() -> Events.open(folder))
                    .isInstanceOf(DataFolderHeldException.class)
                    .hasMessageContaining("process " + holder.pid());

            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Events.open(folder).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void asking_for_a_held_folder_in_the_same_process_does_not_lose_the_lock() throws Exception {
        try (var _ = Events.open(folder)) {
            assertThatThrownBy(() -> Events.open(folder))
                    .isInstanceOf(DataFolderHeldException.class);

            var other = startWriter("other");
            try (var errors = other.errorReader()) {
                assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(other.exitValue()).isNotZero();
                assertThat(errors.lines().toList())
                        .anyMatch(line ->
                                line.contains("DataFolderHeldException")
                                        && line.contains("" + ProcessHandle.current().pid()));
            }
        }
    }

    /** Reads acknowledgements until there are enough or the process has ended. */
    private static void read(BufferedReader lines, int enough, Set<String> acknowledged)
            throws IOException {
        for (int i = 0; i < enough; i++) {
            var line = lines.readLine();
            // The last line may be torn: only whole ones are acknowledgements.
            if (line == null) {
                return;
            }
            if (line.endsWith(".")) {
                acknowledged.add(line.substring(0, line.length() - 1));
            }
        }
    }

    private Process startWriter(String entity) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Writer.class.getName(),
                        folder.toString(),
                        entity)
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /** Writes events as fast as it can, 64 under way, and prints each acknowledgement at once. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws InterruptedException {
            var underWay = new Semaphore(64);
            try (var log = Events.open(Path.of(args[0]))) {
                for (int entity = 0; ; entity++) {
                    var id = args[1] + "-" + entity;
                    for (int i = 1; i <= 50; i++) {
                        underWay.acquire();
                        int sequenceNr = i;
                        log.append(List.of(event(id, sequenceNr, "x".repeat(108), "tag")))
                                .whenComplete((_, failure) -> {
                                    if (failure == null) {
                                        System.out.println(id + " " + sequenceNr + ".");
                                    }
                                    underWay.release();
                                });
                    }
                }
            }
        }
    }
}
