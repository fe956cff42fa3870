package cloud.somersault.http.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A path with named holes, like {@code /v1/jobs/{id}/result}.
 *
 * @param text as it is written, in the OpenAPI document too
 */
public record PathTemplate(String text) {

    public PathTemplate {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash: " + text);
        }
    }

    /**
     * What stands in the holes, or nothing when the path is another one.
     *
     * @param path the segments of a request's path, decoded
     */
    public Optional<Map<String, String>> match(List<String> path) {
        var own = segments();
        if (own.size() != path.size()) {
            return Optional.empty();
        }
        var values = new TreeMap<String, String>();
        for (int i = 0; i < own.size(); i++) {
            var segment = own.get(i);
            if (isHole(segment) && !path.get(i).isEmpty()) {
                values.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The names of the holes, from left to right. */
    public List<String> parameters() {
        return segments().stream()
                .filter(PathTemplate::isHole)
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    private static boolean isHole(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private List<String> segments() {
        return text.equals("/") ? List.of() : split(text.substring(1));
    }

    private static List<String> split(String path) {
        var segments = new ArrayList<String>();
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return List.copyOf(segments);
    }
}
