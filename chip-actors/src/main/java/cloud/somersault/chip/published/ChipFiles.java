package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the chips that a server is started with: those that are shipped, and a user's own. */
public final class ChipFiles {
    private static final String FOLDER = "cloud/somersault/chip/";

    private static final Map<String, String> SHIPPED =
            Map.of(
                    "wukong", FOLDER + "wukong-2026-03-06.json",
                    "wukong-2024", FOLDER + "wukong-2024.json",
                    "lattice-102", FOLDER + "lattice-102.json",
                    "lattice-180", FOLDER + "lattice-180.json");

    private ChipFiles() {}

    /** The names of the chips that are shipped. */
    public static List<String> shipped() {
        return SHIPPED.keySet().stream().sorted().toList();
    }

    /**
     * A chip by what the configuration or a command line says.
     *
     * @param said the name of a shipped chip, or the path of a file: a data file of this project,
     *     or a text in a published form, which becomes a chip of the file's name
     * @throws ChipDataException when there is none, or naming the place where it is wrong
     */
    public static ChipData find(String said) {
        var resource = SHIPPED.get(said);
        if (resource != null) {
            return ChipData.ofResource(resource);
        }
        try {
            var file = Path.of(said);
            if (!Files.isRegularFile(file)) {
                throw new ChipDataException(
                        "%s: neither a file nor a chip that is shipped (%s)"
                                .formatted(said, String.join(", ", shipped())));
            }
            return PublishedForm.newChip(Files.readString(file), said, name(file));
        } catch (InvalidPathException | IOException unreadable) {
            throw new ChipDataException(said + ": cannot be read", unreadable);
        }
    }

    /** A file's name as the name of a chip. */
    private static String name(Path file) {
        var whole = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = whole.lastIndexOf('.');
        var name =
                (dot > 0 ? whole.substring(0, dot) : whole)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        return name.matches("[a-z].*") ? name : "chip-" + name;
    }
}
