package cloud.somersault.persistence.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text of lines {@code NAME VALUE} under a heading, which is what is signed. Reading is strict:
 * the very names, in their order, and every line with its end.
 */
final class Notice {
    private Notice() {}

    static String write(String heading, Map<String, Object> values) {
        var text = new StringBuilder(heading).append('\n');
        values.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /**
     * The values by their names.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    static Map<String, String> read(String heading, List<String> names, String text) {
        var lines = text.split("\n", -1);
        if (lines.length != names.size() + 2
                || !lines[0].equals(heading)
                || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("not a " + heading);
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            var begin = names.get(i) + " ";
            if (!lines[i + 1].startsWith(begin)) {
                throw new IllegalArgumentException(
                        "a %s has the line %s here, not: %s"
                                .formatted(heading, names.get(i), lines[i + 1]));
            }
            values.put(names.get(i), lines[i + 1].substring(begin.length()));
        }
        return values;
    }
}
