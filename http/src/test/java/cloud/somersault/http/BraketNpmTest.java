package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.http.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Amazon's own client for JavaScript, unmodified, against this server. It comes from the npm
 * registry in the versions of the lock file, whose hashes npm checks; where there is no Node.js or
 * no registry, the test is left out and says so.
 */
class BraketNpmTest {
    private static final int NODE_MIN = 20;
    private static final int INSTALL_SECONDS_MAX = 300;
    private static final int RUN_SECONDS_MAX = 120;
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "bell.mjs");

    @TempDir static Path folder;

    @Test
    void the_npm_client_gets_correlated_counts_of_a_bell_task_out_of_the_bucket() throws Exception {
        assumeTrue(nodeVersion() >= NODE_MIN, "there is no Node.js " + NODE_MIN + " here");
        var client = installed();
        try (var server = TestServer.start(folder)) {
            var run =
                    new ProcessBuilder("node", "bell.mjs")
                            .directory(client.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(client.resolve("run.log").toFile());
            run.environment().put("SOMERSAULT", server.address().toString());
            int code = ended(run.start(), RUN_SECONDS_MAX);
            var printed = Files.readString(client.resolve("run.log")).strip();
            assertThat(code).as(printed).isZero();
            var result = Json.readOwn(printed.substring(printed.lastIndexOf('\n') + 1));
            assertThat(result.get("status").asText()).isEqualTo("COMPLETED");
            var counts = result.get("counts");
            assertThat(counts.size()).as(printed).isEqualTo(2);
            assertThat(counts.get("00").asInt() + counts.get("11").asInt()).isEqualTo(1000);
            assertThat(result.get("device").asText()).isEqualTo("wukong");
            assertThat(result.get("qubits").asInt()).isEqualTo(72);
            assertThat(result.get("unknown").asText()).isEqualTo("ResourceNotFoundException");
        }
    }

    /** The first number of the version; 0 when there is none. */
    private static int nodeVersion() throws Exception {
        try {
            var asked = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
            var said = new String(asked.getInputStream().readAllBytes());
            var number = Pattern.compile("v([0-9]+)\\.").matcher(said);
            return asked.waitFor() == 0 && number.find() ? Integer.parseInt(number.group(1)) : 0;
        } catch (IOException none) {
            return 0;
        }
    }

    /** The folder with the client in it, from an earlier build if the lock file is the same. */
    private static Path installed() throws Exception {
        var client = Path.of("target", "braket-npm");
        Files.createDirectories(client);
        var lock = client.resolve("package-lock.json");
        boolean there =
                Files.exists(client.resolve("node_modules/.package-lock.json"))
                        && Files.exists(lock)
                        && Files.mismatch(lock, resource("package-lock.json")) < 0;
        for (var file : FILES) {
            Files.copy(resource(file), client.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!there) {
            var log = client.resolve("npm.log").toFile();
            assumeTrue(
                    npm(client, log) == 0,
                    () -> "npm could not bring @aws-sdk/client-braket; see " + log);
        }
        return client;
    }

    private static int npm(Path client, File log) throws Exception {
        try {
            var npm =
                    new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                            .directory(client.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log);
            return ended(npm.start(), INSTALL_SECONDS_MAX);
        } catch (IOException none) {
            return -1;
        }
    }

    private static int ended(Process process, int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    private static Path resource(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(BraketNpmTest.class.getResource("/braket-npm/" + name))
                        .toURI());
    }
}
