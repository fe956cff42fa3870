package cloud.somersault.load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of the runs that are started by hand: {@code --name value}. */
record Options(Map<String, String> values) {
    Options {
        values = Map.copyOf(values);
    }

    static Options of(String[] words, String... known) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) {
            var name = words[i].replaceFirst("^--", "");
            if (!words[i].startsWith("--")
                    || !List.of(known).contains(name)
                    || i + 1 == words.length) {
                throw new IllegalArgumentException(
                        "options are --name value with one of the names " + List.of(known));
            }
            values.put(name, words[i + 1]);
        }
        return new Options(values);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String text(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    int number(String name, int usual) {
        return find(name).map(Integer::parseInt).orElse(usual);
    }

    /** Where findings are kept, for the report. */
    Path out() {
        return Path.of(
                text(
                        "out",
                        Path.of(System.getProperty("somersault.root", ".."), "target", "load")
                                .toString()));
    }
}
