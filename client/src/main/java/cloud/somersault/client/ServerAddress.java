package cloud.somersault.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the server that is meant when nobody says which. */
public final class ServerAddress {
    private static final URI DEFAULT = URI.create("http://127.0.0.1:7272");

    private ServerAddress() {}

    /**
     * The first of: what was asked for; SOMERSAULT_URL; the server of the data folder, as it wrote
     * itself down in server.json; port 7272 of this machine.
     *
     * @throws IllegalArgumentException when an address is not one
     */
    public static URI find(
            Optional<String> asked, Optional<Path> dataFolder, Map<String, String> environment) {
        var named = asked.or(() -> Optional.ofNullable(environment.get("SOMERSAULT_URL")));
        if (named.isPresent()) {
            return parse(named.get());
        }
        return ofFolder(dataFolder.orElseGet(() -> defaultDataFolder(environment))).orElse(DEFAULT);
    }

    /** The address that the server on this data folder wrote down; empty when none runs there. */
    public static Optional<URI> ofFolder(Path dataFolder) {
        try {
            return Json.read(Files.readString(dataFolder.resolve("server.json")))
                    .flatMap(server -> Json.text(server, "url"))
                    .map(ServerAddress::parse);
        } catch (IOException noServerThere) {
            return Optional.empty();
        }
    }

    /** Where a server keeps its data when it is not told. */
    public static Path defaultDataFolder(Map<String, String> environment) {
        var given = environment.getOrDefault("XDG_DATA_HOME", "");
        var base =
                given.isEmpty()
                        ? Path.of(System.getProperty("user.home", "."), ".local", "share")
                        : Path.of(given);
        return base.resolve("somersault");
    }

    private static URI parse(String text) {
        var whole = text.contains("://") ? text : "http://" + text;
        var uri = URI.create(whole);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("not the address of a server: " + text);
        }
        return uri;
    }
}
