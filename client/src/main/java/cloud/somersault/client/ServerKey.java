package cloud.somersault.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the API key to present. Never on the command line, where every user of the machine could
 * read it: in a file that only its owner may read, or in the environment.
 */
public final class ServerKey {
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private ServerKey() {}

    /**
     * The first of: the file that was named; SOMERSAULT_KEY; the file {@code somersault/key} in the
     * configuration folder (XDG_CONFIG_HOME, or ~/.config), if there is one.
     *
     * @throws IllegalArgumentException when the file can't be read, or others can read it
     */
    public static Optional<String> find(Optional<Path> asked, Map<String, String> environment) {
        if (asked.isPresent()) {
            return Optional.of(read(asked.get()));
        }
        var named = environment.getOrDefault("SOMERSAULT_KEY", "");
        if (!named.isBlank()) {
            return Optional.of(named.strip());
        }
        var usual = usualFile(environment);
        return Files.exists(usual) ? Optional.of(read(usual)) : Optional.empty();
    }

    private static Path usualFile(Map<String, String> environment) {
        var given = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var base =
                given.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", "."), ".config")
                        : Path.of(given);
        return base.resolve("somersault").resolve("key");
    }

    private static String read(Path file) {
        try {
            checkRights(file);
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the key file " + file + " can't be read", unreadable);
        }
    }

    private static void checkRights(Path file) throws IOException {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalArgumentException(
                        "the key file " + file + " can be read by others: chmod 600 " + file);
            }
        } catch (UnsupportedOperationException noSuchRights) {
            // A file system without owners has nothing to check.
        }
    }
}
