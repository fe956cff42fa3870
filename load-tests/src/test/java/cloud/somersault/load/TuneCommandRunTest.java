package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.ExitCode;
import cloud.somersault.cli.Main;
import cloud.somersault.cli.server.ServerProcess;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code somersault tune} against the real server, on a model that {@code pretrain} has made. */
class TuneCommandRunTest {
    @TempDir private static Path folder;
    private static Path model;
    private static ServerProcess server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        model = BaseModels.pretrained(folder, 40);
        server = OneServer.get();
    }

    @Test
    void a_session_is_begun_followed_examined_forked_asked_and_taken_home() throws Exception {
        var id = begin("--method", "qtha", "--steps", "12", "--checkpoint-every", "6");
        assertThat(out()).contains("completed, step 12 of 12").contains("qtha, rank 4");
        assertThat(tune("list")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains(id).contains("12/12");
        assertThat(tune("curve", id)).isEqualTo(ExitCode.OK);
        var curve = new ObjectMapper().readTree(out());
        assertThat(curve.path("steps")).hasSize(12);
        assertThat(curve.path("lossDigest").asText()).hasSize(64);

        assertThat(tune("evaluate", id, "--examples", "8")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("AFTER STEP 12").contains("validation").contains("old");
        tune("evaluate", id, "--examples", "8", "--step", "0", "--json");
        double before = new ObjectMapper().readTree(out()).at("/training/loss").asDouble();
        tune("evaluate", id, "--examples", "8", "--json");
        double after = new ObjectMapper().readTree(out()).at("/training/loss").asDouble();
        assertThat(after).isLessThan(before);

        assertThat(tune("fork", id, "--step", "6", "--steps", "14")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("completed, step 14 of 14");
        assertThat(tune("ask", id, "A box", "--tokens", "3")).isEqualTo(ExitCode.OK);
        assertThat(tune("pause", id)).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("[tuning-already-ended]");
    }

    @Test
    void adapters_come_home_as_files_with_angles_that_were_never_trained() throws Exception {
        var id = begin("--method", "qtha", "--frozen", "--steps", "2");
        var zip = folder.resolve("frozen.zip");
        assertThat(tune("adapter", id, "--out", zip.toString())).isEqualTo(ExitCode.OK);
        try (var files = new ZipFile(zip.toFile())) {
            assertThat(text(files, "somersault_adapter_config.json"))
                    .contains("\"frozen_angles\" : true");
            assertThat(text(files, "adapter_model.safetensors"))
                    .contains("somersault.model.layers.0.self_attn.q_proj.theta");
        }
        var lora = begin("--method", "lora", "--steps", "2");
        tune("adapter", lora, "--out", zip.toString());
        try (var files = new ZipFile(zip.toFile())) {
            assertThat(text(files, "adapter_config.json")).contains("\"peft_type\" : \"LORA\"");
        }
    }

    @Test
    void a_mistake_in_the_data_is_named_by_its_line() throws Exception {
        var data = folder.resolve("broken.jsonl");
        Files.writeString(data, "{\"prompt\": \"a\", \"answer\": \"b\"}\nno json\n{}\n");
        assertThat(tune("start", "--model", model.toString(), "--tune-data", data.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("broken.jsonl").contains("[tuning-refused]");
    }

    @Test
    void a_small_comparison_is_run_written_and_not_run_again() throws Exception {
        var table = folder.resolve("table.md");
        var command =
                List.of(
                        "compare",
                        "--model",
                        model.toString(),
                        "--out",
                        table.toString(),
                        "--seeds",
                        "2",
                        "--steps",
                        "4",
                        "--batch",
                        "4",
                        "--rates",
                        "0.001,0.003",
                        "--examples",
                        "8",
                        "--job-steps",
                        "1",
                        "--job-batch",
                        "1",
                        "--job-rates",
                        "0.003",
                        "--job-examples",
                        "2",
                        "--shots",
                        "20");
        assertThat(tune(command.toArray(String[]::new))).as(err()).isEqualTo(ExitCode.OK);
        var written = Files.readString(table);
        assertThat(written)
                .contains(
                        "| LoRA, r = 4 |", "| QTHA, Hadamard fusion |", "QTHA on wukong, 20 shots")
                .contains("-76 %", "68 % to 82 %")
                .doesNotContain("sessions failed");
        assertThat(folder.resolve("table-loss.svg")).exists();
        int sessions = server.cloud().get("/v1/tunings").path("tunings").size();

        assertThat(tune(command.toArray(String[]::new))).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(table)).isEqualTo(written);
        assertThat(server.cloud().get("/v1/tunings").path("tunings")).hasSize(sessions);
    }

    private String begin(String... options) {
        var words = new ArrayList<>(List.of("start", "--model", model.toString(), "--batch", "4"));
        words.addAll(List.of(options));
        assertThat(tune(words.toArray(String[]::new))).as(err()).isEqualTo(ExitCode.OK);
        var line = out().lines().findFirst().orElseThrow();
        assertThat(line).startsWith("session ");
        return line.substring("session ".length()).strip();
    }

    private int tune(String... words) {
        out.reset();
        err.reset();
        var all = new ArrayList<>(List.of("tune"));
        all.addAll(List.of(words));
        return Main.run(
                all,
                Map.of("SOMERSAULT_URL", server.url().toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String text(ZipFile files, String name) throws Exception {
        try (var content = files.getInputStream(files.getEntry(name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
