package cloud.somersault.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where the demo's server keeps its data and its log.
 *
 * @param path the data folder
 * @param temporary whether it is removed in the end
 */
record DemoFolder(Path path, boolean temporary) {

    static DemoFolder of(Optional<Path> asked) {
        try {
            return asked.isPresent()
                    ? new DemoFolder(Files.createDirectories(asked.get()).toAbsolutePath(), false)
                    : new DemoFolder(Files.createTempDirectory("somersault-demo-"), true);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Path log() {
        return path.resolve("server.log");
    }

    void remove() {
        if (!temporary) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
