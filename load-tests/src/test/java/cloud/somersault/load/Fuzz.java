package cloud.somersault.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Set;

/**
 * 100,000 damaged requests over all doors: {@code ./somersault bench fuzz requests=100000 seed=72}.
 * With first=N and requests=1 one of them is sent again alone.
 */
final class Fuzz {
    private static final Set<String> OPTIONS = Set.of("requests", "seed", "first", "heap");

    private Fuzz() {}

    /** Options: requests, seed, first (the number of the first request), heap of the server. */
    public static void main(String[] arguments) throws Exception {
        var options = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length != 2 || !OPTIONS.contains(parts[0])) {
                throw new IllegalArgumentException(
                        "an option is name=value with one of the names " + OPTIONS);
            }
            options.put(parts[0], parts[1]);
        }
        var folder = Files.createTempDirectory("somersault-fuzz");
        boolean good;
        try {
            var run =
                    new FuzzRun(
                            folder,
                            Integer.parseInt(options.getOrDefault("requests", "100000")),
                            Long.parseLong(options.getOrDefault("first", "0")),
                            Long.parseLong(options.getOrDefault("seed", "72")),
                            options.getOrDefault("heap", "512m"));
            var result = run.run();
            System.out.print(run.text(result));
            good = result.good();
            System.out.println(good ? "nothing broke and nothing is left" : "not as it should be");
        } finally {
            remove(folder);
        }
        System.exit(good ? 0 : 1);
    }

    private static void remove(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
