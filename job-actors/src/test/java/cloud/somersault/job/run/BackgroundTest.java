package cloud.somersault.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Asked of the kernel itself: field 19 of {@code /proc/thread-self/stat} (man 5 proc). */
@EnabledOnOs(OS.LINUX)
class BackgroundTest {
    private static final int FIELDS_AFTER_NAME = 16;

    private static int niceness() {
        try {
            var stat = Files.readString(Path.of("/proc/thread-self/stat"));
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Integer.parseInt(afterName[FIELDS_AFTER_NAME]);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int nicenessOn(Executor threads) {
        return CompletableFuture.supplyAsync(BackgroundTest::niceness, threads).join();
    }

    @Test
    void its_threads_are_nicer_and_no_other_is() {
        int here = niceness();
        try (var one = Executors.newSingleThreadExecutor();
                var other = Executors.newSingleThreadExecutor()) {
            assertThat(nicenessOn(Background.over(one, 19))).isEqualTo(19);
            assertThat(nicenessOn(one)).as("it stays so").isEqualTo(19);
            assertThat(nicenessOn(other)).isEqualTo(here);
            assertThat(niceness()).isEqualTo(here);
        }
    }

    @Test
    void none_is_nicer_if_that_is_not_wanted() {
        int here = niceness();
        try (var threads = Executors.newSingleThreadExecutor()) {
            assertThat(nicenessOn(Background.over(threads, 0))).isEqualTo(here);
        }
    }
}
