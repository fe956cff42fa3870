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
 * @param segments its parts between the slashes
 */
public record PathTemplate(String text, List<String> segments) {

    public PathTemplate {
        segments = List.copyOf(segments);
    }

    public PathTemplate(String text) {
        this(text, segments(text));
    }

    /**
     * What stands in the holes, or nothing when the path is another one.
     *
     * @param path the segments of a request's path, decoded
     */
    public Optional<Map<String, String>> match(List<String> path) {
        if (segments.size() != path.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean fills = isHole(segments.get(i)) && !path.get(i).isEmpty();
            if (!fills && !segments.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        var values = new TreeMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            if (isHole(segments.get(i))) {
                values.put(name(segments.get(i)), path.get(i));
            }
        }
        return Optional.of(values);
    }

    /** The names of the holes, from left to right. */
    public List<String> parameters() {
        return segments.stream().filter(PathTemplate::isHole).map(PathTemplate::name).toList();
    }

    private static boolean isHole(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static String name(String hole) {
        return hole.substring(1, hole.length() - 1);
    }

    private static List<String> segments(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash: " + text);
        }
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
