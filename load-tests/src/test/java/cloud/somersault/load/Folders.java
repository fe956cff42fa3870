package cloud.somersault.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Data folders of servers that are not running. */
final class Folders {
    private Folders() {}

    /** {@code journal check}: every event as it was written, every chain whole. */
    static boolean journalIsSound(Path data) {
        var command =
                Servers.command(List.of(), List.of("journal", "check", "--data", data.toString()));
        command.addAll(command.indexOf("-cp"), List.of("-XX:+UseSerialGC"));
        try {
            var process = new ProcessBuilder(new ArrayList<>(command)).inheritIO().start();
            return process.waitFor() == 0;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
