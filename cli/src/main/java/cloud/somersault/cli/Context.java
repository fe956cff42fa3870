package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.ServerAddress;
import cloud.somersault.client.ServerKey;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every command gets.
 *
 * @param terminal where it prints
 * @param environment the variables it may read
 */
record Context(Terminal terminal, Map<String, String> environment) {
    private static final Set<String> WHICH_SERVER = Set.of("url", "data", "key-file");

    /** What {@code --help} says about finding the server. */
    static final String WHICH_SERVER_HELP =
            """
              --url URL          the server; else SOMERSAULT_URL, else the one that runs on the
                                 data folder, else http://127.0.0.1:7272
              --data DIR         the data folder of the server that is meant
              --key-file FILE    the API key, if the server wants one; else SOMERSAULT_KEY, else
                                 ~/.config/somersault/key. Only its owner may read the file\
            """;

    /** Parses options, those that say which server is meant included. */
    static Options parse(List<String> arguments, Set<String> valued, Set<String> flags) {
        var all = new LinkedHashSet<>(valued);
        all.addAll(WHICH_SERVER);
        return Options.parse(arguments, all, flags);
    }

    /** The server that is meant. */
    Cloud cloud(Options options) {
        try {
            return new Cloud(
                    ServerAddress.find(
                            options.value("url"), options.value("data").map(Path::of), environment),
                    ServerKey.find(options.value("key-file").map(Path::of), environment));
        } catch (IllegalArgumentException notAnAddress) {
            throw new UsageException(String.valueOf(notAnAddress.getMessage()));
        }
    }
}
