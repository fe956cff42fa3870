package cloud.somersault.persistence.past;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.persistence.past.Differences.Difference;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is not the same in two documents. */
class DifferencesTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private static List<Difference> between(JsonNode from, JsonNode to) {
        return Differences.between(Optional.of(from), Optional.of(to));
    }

    @Test
    void values_are_named_by_their_way() throws Exception {
        var from = json("{\"a\":{\"b\":[1,2,3]},\"c\":\"x\",\"gone\":true,\"s/l~\":1}");
        var to = json("{\"a\":{\"b\":[1,5]},\"c\":\"x\",\"new\":{},\"s/l~\":2}");
        assertThat(between(from, to).stream().map(Difference::path))
                .containsExactly("/a/b/1", "/a/b/2", "/gone", "/s~1l~0", "/new");
        assertThat(between(from, to).getFirst())
                .isEqualTo(
                        new Difference(
                                "/a/b/1",
                                Optional.of(NODES.numberNode(2)),
                                Optional.of(NODES.numberNode(5))));
    }

    @Test
    void what_was_not_there_at_all_is_different_in_everything() throws Exception {
        var to = json("{\"a\":1,\"b\":[true]}");
        assertThat(Differences.between(Optional.empty(), Optional.of(to)))
                .containsExactly(
                        new Difference("/a", Optional.empty(), Optional.of(NODES.numberNode(1))),
                        new Difference(
                                "/b/0", Optional.empty(), Optional.of(NODES.booleanNode(true))));
    }

    @Test
    void a_document_has_no_differences_to_itself_and_each_difference_is_one() {
        var random = new Random(Long.getLong("seed", 17));
        for (int round = 0; round < 2000; round++) {
            var from = random(random, 4);
            var to = random(random, 4);
            assertThat(between(from, from.deepCopy())).isEmpty();
            var found = between(from, to);
            assertThat(found.isEmpty()).isEqualTo(from.equals(to));
            for (var one : found) {
                assertThat(one.from()).isNotEqualTo(one.to());
                var pointer = JsonPointer.compile(one.path());
                assertThat(at(from, pointer)).isEqualTo(one.from());
                assertThat(at(to, pointer)).isEqualTo(one.to());
            }
        }
    }

    private static Optional<JsonNode> at(JsonNode document, JsonPointer pointer) {
        return Optional.of(document.at(pointer)).filter(node -> !node.isMissingNode());
    }

    private static JsonNode random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> NODES.numberNode(random.nextInt(3));
            case 1 -> NODES.textNode("t" + random.nextInt(3));
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set("n" + random.nextInt(4), random(random, depth - 1));
                }
                yield object;
            }
            default -> {
                var array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(random(random, depth - 1));
                }
                yield array;
            }
        };
    }
}
