package cloud.somersault.cli;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What {@code run} and {@code compile} tell the compiler, in the same words. */
final class CompilerFlags {
    /** What the server makes of a level that it doesn't have is its own affair. */
    private static final long LEVEL_MAX = 9;

    private CompilerFlags() {}

    /** The options of a request. */
    static ObjectNode of(Options options) {
        var how = Json.object();
        options.value("layout").ifPresent(layout -> how.put("layout", layout));
        options.number("optimization", 0, LEVEL_MAX)
                .ifPresent(level -> how.put("optimization", level));
        if (options.has("decoupling")) {
            how.put("decoupling", true);
        }
        options.value("region").ifPresent(list -> qubits(how.putArray("allowedQubits"), list));
        options.value("exclude").ifPresent(list -> qubits(how.putArray("occupiedQubits"), list));
        options.value("engine").ifPresent(engine -> how.put("engine", engine));
        return how;
    }

    private static void qubits(ArrayNode array, String list) {
        for (var word : list.split(",", -1)) {
            if (!word.matches("[0-9]{1,5}")) {
                throw new UsageException("a list of qubits is like 4,5,11, not " + list);
            }
            array.add(Integer.parseInt(word));
        }
    }
}
