package cloud.somersault.persistence.past;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What of a document is not as it was, value by value. */
public final class Differences {
    private Differences() {}

    /**
     * A value that is not the same. One of both is absent where there was none.
     *
     * @param path the way to it, as a JSON pointer (RFC 6901)
     */
    public record Difference(String path, Optional<JsonNode> from, Optional<JsonNode> to) {}

    /**
     * All of them, in the order of the documents. Objects are compared name by name and lists place
     * by place, down to values and to what is empty.
     */
    public static List<Difference> between(Optional<JsonNode> from, Optional<JsonNode> to) {
        var found = new ArrayList<Difference>();
        compare("", from, to, found);
        return List.copyOf(found);
    }

    private static void compare(
            String path, Optional<JsonNode> from, Optional<JsonNode> to, List<Difference> into) {
        if (from.equals(to)) {
            return;
        }
        boolean names = isNonEmptyOrAbsent(from, true) && isNonEmptyOrAbsent(to, true);
        boolean places = isNonEmptyOrAbsent(from, false) && isNonEmptyOrAbsent(to, false);
        if (names) {
            var all = new LinkedHashSet<String>();
            from.ifPresent(node -> node.fieldNames().forEachRemaining(all::add));
            to.ifPresent(node -> node.fieldNames().forEachRemaining(all::add));
            for (var name : all) {
                compare(
                        path + "/" + name.replace("~", "~0").replace("/", "~1"),
                        from.flatMap(node -> Optional.ofNullable(node.get(name))),
                        to.flatMap(node -> Optional.ofNullable(node.get(name))),
                        into);
            }
        } else if (places) {
            int most =
                    Math.max(from.map(JsonNode::size).orElse(0), to.map(JsonNode::size).orElse(0));
            for (int i = 0; i < most; i++) {
                int place = i;
                compare(
                        path + "/" + i,
                        from.flatMap(node -> Optional.ofNullable(node.get(place))),
                        to.flatMap(node -> Optional.ofNullable(node.get(place))),
                        into);
            }
        } else {
            into.add(new Difference(path, from, to));
        }
    }

    /** Whether there is something inside that can be compared with what is inside the other. */
    private static boolean isNonEmptyOrAbsent(Optional<JsonNode> node, boolean object) {
        return node.map(one -> (object ? one.isObject() : one.isArray()) && !one.isEmpty())
                .orElse(true);
    }
}
