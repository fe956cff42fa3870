package cloud.somersault.http.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A path with named holes, like {@code /v1/jobs/{id}/result}. A hole may begin with fixed letters,
 * {@code /parcel-{number}}; the last one may take all the rest, slashes included: {@code {key*}}.
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
        boolean open = takesTheRest();
        if (!takes(path.size())) {
            return Optional.empty();
        }
        int fixed = open ? segments.size() - 1 : segments.size();
        for (int i = 0; i < fixed; i++) {
            if (!fits(segments.get(i), path.get(i))) {
                return Optional.empty();
            }
        }
        var values = new TreeMap<String, String>();
        for (int i = 0; i < fixed; i++) {
            if (isHole(segments.get(i))) {
                values.put(name(segments.get(i)), path.get(i).substring(start(segments.get(i))));
            }
        }
        if (open) {
            values.put(
                    name(segments.getLast()), String.join("/", path.subList(fixed, path.size())));
        }
        return Optional.of(values);
    }

    /** How many segments it has. */
    int length() {
        return segments.size();
    }

    /** Whether a path of so many segments may be one of these. */
    boolean takes(int length) {
        return takesTheRest() ? length >= segments.size() : length == segments.size();
    }

    /** The names of the holes, from left to right. */
    public List<String> parameters() {
        return segments.stream().filter(PathTemplate::isHole).map(PathTemplate::name).toList();
    }

    private boolean takesTheRest() {
        return !segments.isEmpty() && segments.getLast().endsWith("*}");
    }

    private static boolean fits(String segment, String said) {
        if (!isHole(segment)) {
            return segment.equals(said);
        }
        int start = start(segment);
        return said.length() > start && said.startsWith(segment.substring(0, start));
    }

    private static boolean isHole(String segment) {
        return segment.endsWith("}");
    }

    /** Where the hole begins: before it stands what the segment must begin with. */
    private static int start(String hole) {
        return hole.indexOf('{');
    }

    private static String name(String hole) {
        int end = hole.length() - (hole.endsWith("*}") ? 2 : 1);
        return hole.substring(start(hole) + 1, end);
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
