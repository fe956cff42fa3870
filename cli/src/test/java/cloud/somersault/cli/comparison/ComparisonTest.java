package cloud.somersault.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comparisons with a cloud whose sessions are made up, so that every figure is known beforehand.
 */
class ComparisonTest {
    private static final Plan PLAN =
            new Plan(
                    "base",
                    3,
                    2,
                    new Schedule(40, 4, List.of(0.001, 0.01, 0.1), 8),
                    new Schedule(6, 2, List.of(0.001, 0.01), 8),
                    100,
                    "wukong");

    /** 8 exact rows, 3 rows beside the jobs, and 2 that take another's rate. */
    private static final int SESSIONS = 8 * (3 * 2 + 3) + 3 * (2 * 2 + 3) + 2 * 3;

    @TempDir private Path folder;

    @Test
    void every_method_gets_the_rate_that_serves_it_best_and_every_seed_is_reported()
            throws Exception {
        try (var cloud = new InventedSessions()) {
            run(cloud);
            var table = Files.readString(folder.resolve("table.md"));
            // invented: the loss is least at rate 0.01, falls with the seed, and lora's is 1 more
            assertThat(table).contains("| LoRA, r = 4 | 1,000 | 0.01 |");
            assertThat(table).contains("| LoRA, r = 12 (QTHA's count) |");
            assertThat(table).contains("QTHA on wukong, 100 shots");
            assertThat(table).contains("| `qtha` - `lora` | **-");
            assertThat(table).contains("| 68 % to 82 % |");
            assertThat(cloud.begun()).isEqualTo(SESSIONS);
        }
    }

    @Test
    void a_comparison_that_was_interrupted_goes_on_where_it_was() throws Exception {
        try (var cloud = new InventedSessions()) {
            cloud.breakAfter(20);
            assertThatThrownBy(() -> run(cloud)).isInstanceOf(RuntimeException.class);
            var kept = outcomes();
            assertThat(kept).hasSizeBetween(15, 20);
            cloud.breakAfter(Integer.MAX_VALUE);
            run(cloud);
            assertThat(outcomes()).containsAll(kept).hasSize(SESSIONS + 1); // and the base model
            assertThat(cloud.begun()).as("none was begun twice").isEqualTo(SESSIONS);
        }
    }

    @Test
    void a_notebook_of_another_plan_is_left_alone() throws Exception {
        try (var cloud = new InventedSessions()) {
            run(cloud);
            var other = new Plan("base", 4, 2, PLAN.exact(), PLAN.jobs(), 100, "wukong");
            assertThatThrownBy(() ->
                            Comparison.run(
                                    silent(),
                                    new Cloud(URI.create(cloud.url())),
                                    other,
                                    folder.resolve("table.md"),
                                    2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("belongs to another comparison");
        }
    }

    @Test
    void the_charts_are_svg_that_parses_and_name_every_method() throws Exception {
        try (var cloud = new InventedSessions()) {
            run(cloud);
            for (var name : List.of("table-accuracy.svg", "table-loss.svg")) {
                var svg = Files.readAllBytes(folder.resolve(name));
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg));
                assertThat(new String(svg, StandardCharsets.UTF_8))
                        .contains("QTHA, Hadamard fusion", "VeRA, r = 64");
            }
        }
    }

    private List<JsonNode> outcomes() throws IOException {
        var all = new ArrayList<JsonNode>();
        new ObjectMapper()
                .readTree(folder.resolve("table.json").toFile())
                .path("outcomes")
                .forEach(all::add);
        return all;
    }

    private void run(InventedSessions cloud) throws IOException {
        try (var asked = new Cloud(URI.create(cloud.url()))) {
            Comparison.run(silent(), asked, PLAN, folder.resolve("table.md"), 2);
        }
    }

    private static Terminal silent() {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Terminal.of(nowhere, nowhere, Map.of());
    }
}
