package cloud.somersault.cli.comparison;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file beside the table: what was planned and everything that has come out so far. It is
 * written anew after each session, so that a comparison that was interrupted goes on where it was,
 * and so that anyone can draw the table again.
 *
 * <p>Thread-safe.
 */
final class Notebook {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;
    private final ObjectNode plan;
    private final List<Outcome> outcomes = new ArrayList<>();

    private Notebook(Path file, ObjectNode plan) {
        this.file = file;
        this.plan = plan;
    }

    /**
     * Opens it, or begins a new one.
     *
     * @throws IllegalArgumentException if the file is of another plan
     */
    static Notebook open(Path file, ObjectNode plan) throws IOException {
        var notebook = new Notebook(file, plan);
        if (Files.exists(file)) {
            var kept = JSON.readTree(file.toFile());
            if (!kept.path("plan").equals(JSON.readTree(plan.toString()))) {
                throw new IllegalArgumentException(
                        file
                                + " belongs to another comparison; take another --out, or the same options");
            }
            for (var outcome : kept.path("outcomes")) {
                notebook.outcomes.add(JSON.treeToValue(outcome, Outcome.class));
            }
        }
        return notebook;
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized Optional<Outcome> find(String row, double rate, long seed, boolean choosing) {
        return outcomes.stream().filter(one -> one.isOf(row, rate, seed, choosing)).findFirst();
    }

    synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
        var all = JSON.createObjectNode();
        all.set("plan", plan);
        all.set("outcomes", JSON.<JsonNode>valueToTree(outcomes));
        try {
            var next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, JSON.writeValueAsString(all) + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
