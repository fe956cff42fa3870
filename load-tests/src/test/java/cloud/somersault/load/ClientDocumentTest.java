package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * docs/client.md does what it says: its Java program and, where there is a curl, each of its lines
 * are run against a real server.
 */
@Execution(ExecutionMode.CONCURRENT)
class ClientDocumentTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("somersault.root", ".."), "docs", "client.md");
    private static final Pattern LINE =
            Pattern.compile("^(curl .*) # (\\d{3})(?:, its id is \\$(\\w+))?$");
    private static final Pattern ADDRESS = Pattern.compile("\\$CLOUD(/[^\\s\"?]*)");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir static Path folder;
    private static ServerProcess server;

    /**
     * A line of the document.
     *
     * @param id the variable that takes the id in the answer; empty when none does
     */
    private record Line(String command, int status, String id) {
        /** GET, unless something is sent. */
        String method() {
            return command.contains(" -X POST ")
                            || command.contains(" -d ")
                            || command.contains(" --data-binary ")
                    ? "POST"
                    : "GET";
        }

        String path() {
            var address = ADDRESS.matcher(command);
            assertThat(address.find()).as(command).isTrue();
            return address.group(1);
        }
    }

    @BeforeAll
    static void start() {
        server = Servers.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<Line> lines() throws IOException {
        var lines = new ArrayList<Line>();
        for (var text : Files.readAllLines(DOCUMENT)) {
            if (text.startsWith("curl ")) {
                var line = LINE.matcher(text);
                assertThat(line.matches()).as("%s has no status", text).isTrue();
                var id = line.group(3) == null ? "" : line.group(3);
                lines.add(new Line(line.group(1), Integer.parseInt(line.group(2)), id));
            }
        }
        return lines;
    }

    @Test
    void every_operation_of_the_api_has_a_line() throws Exception {
        var missing = new TreeSet<String>();
        var lines = lines();
        for (var path : server.cloud().get("/openapi.json").get("paths").properties()) {
            var form = Pattern.compile(path.getKey().replaceAll("\\{[^}]*}", "[^/]+"));
            for (var method : path.getValue().properties()) {
                if (!List.of("get", "post", "put", "delete").contains(method.getKey())) {
                    continue;
                }
                if (lines.stream()
                        .noneMatch(line ->
                                line.method().equalsIgnoreCase(method.getKey())
                                        && form.matcher(line.path()).matches())) {
                    missing.add(method.getKey() + " " + path.getKey());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_line_is_answered_with_the_status_that_it_promises() throws Exception {
        if (!curlIsHere()) {
            return; // that each operation has a line is seen without one
        }
        var variables = new HashMap<String, String>();
        variables.put("CLOUD", server.url().toString().replaceAll("/$", ""));
        variables.put("MODEL", BaseModels.pretrained(folder, 2).toString());
        var broken = new ArrayList<String>();
        for (var line : lines()) {
            var said = run(line, variables);
            if (said.status() != line.status()) {
                broken.add(said.status() + ": " + line.command() + "\n    " + said.body());
            } else if (!line.id().isEmpty()) {
                variables.put(line.id(), Json.read(said.body()).orElseThrow().path("id").asText());
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void the_java_program_runs_as_it_stands() throws Exception {
        var program = JAVA.matcher(Files.readString(DOCUMENT));
        assertThat(program.find()).isTrue();
        var file = Files.writeString(folder.resolve("FirstJob.java"), program.group(1));
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                file.toString(),
                                server.url().toString())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .containsPattern("ideal  \\{00=\\d+, 11=\\d+}")
                .contains("wukong {")
                .contains("1 job-submitted")
                .contains("job-completed")
                .contains("Z0 Z1 = 1.00")
                .containsPattern("\\d+ qubits, best CZ 0\\.9\\d+")
                .contains("as it should be: program-refused");
    }

    private record Said(int status, String body) {}

    private static Said run(Line line, Map<String, String> variables) throws Exception {
        var body = folder.resolve("body");
        boolean kept = line.command().contains(" -o ");
        Files.deleteIfExists(body);
        var command = line.command() + (kept ? "" : " -o '" + body + "'") + " -w '%{http_code}'";
        var builder =
                new ProcessBuilder("sh", "-c", command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        var status = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(line.command()).isTrue();
        assertThat(status).as(line.command()).matches("\\d{3}");
        return new Said(
                Integer.parseInt(status),
                kept || !Files.exists(body) ? "" : Files.readString(body));
    }

    private static boolean curlIsHere() throws InterruptedException {
        try {
            var process = new ProcessBuilder("curl", "--version").start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
