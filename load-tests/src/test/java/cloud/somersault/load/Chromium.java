package cloud.somersault.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a Chromium and its driver are (Debian: chromium and chromium-driver), and its flags. */
final class Chromium {
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Without a screen, in a window of this size; its sandbox wants no root. */
    static final List<String> FLAGS =
            List.of(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--window-size=1400,1200");

    private static final List<Path> BINARIES =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

    private Chromium() {}

    static Optional<Path> binary() {
        return BINARIES.stream().filter(Files::isExecutable).findFirst();
    }

    /** Whether a test can drive one. */
    static boolean isInstalled() {
        return Files.isExecutable(DRIVER) && binary().isPresent();
    }
}
