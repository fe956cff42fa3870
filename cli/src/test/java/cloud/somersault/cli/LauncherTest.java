package cloud.somersault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code somersault} where it neither builds nor starts anything. */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("somersault.root", ".."), "somersault").toAbsolutePath();
    private static final String THIS_JDK = System.getProperty("java.home");

    @TempDir private Path folder;

    private record Ended(int code, String out) {}

    @Test
    void help_names_every_command() throws Exception {
        for (var word : List.of("help", "--help", "-h")) {
            assertThat(run(Map.of(), LAUNCHER, word).out())
                    .contains(
                            "demo",
                            "serve",
                            "run FILE",
                            "compile FILE",
                            "convert FILE",
                            "draw FILE",
                            "jobs",
                            "chip",
                            "tune",
                            "audit",
                            "bench",
                            "test");
        }
    }

    @Test
    void an_unknown_command_is_wrong_usage() throws Exception {
        var ended = run(Map.of(), LAUNCHER, "fly");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.out()).contains("there is no command 'fly'");
    }

    @Test
    void serve_explains_itself_without_starting() throws Exception {
        assertThat(run(Map.of(), LAUNCHER, "serve", "--help"))
                .isEqualTo(new Ended(0, run(Map.of(), LAUNCHER, "help", "serve").out()))
                .extracting(Ended::out)
                .asString()
                .contains("--port N", "--data DIR", "--join HOST:PORT");
    }

    @Test
    void bench_explains_itself_and_refuses_what_it_cannot_measure() throws Exception {
        assertThat(run(Map.of(), LAUNCHER, "bench", "--help").out())
                .contains("bench compile [LEVEL...]", "bench read");
        var ended = run(Map.of(), LAUNCHER, "bench", "patience");
        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.out()).contains("bench what? engines, compile, read, history");
    }

    @Test
    void the_jdk_in_JAVA_HOME_is_used_when_it_is_new_enough() throws Exception {
        var newer = jdk("newer", "25.0.9");

        assertThat(run(Map.of("JAVA_HOME", newer), LAUNCHER, "--version").out())
                .contains("Java 25 in " + newer);
    }

    @Test
    void a_jdk_that_is_too_old_is_passed_over() throws Exception {
        var old = jdk("old", "17.0.15");
        var path = Path.of(THIS_JDK, "bin") + ":" + System.getenv("PATH");

        assertThat(run(Map.of("JAVA_HOME", old, "PATH", path), LAUNCHER, "--version").out())
                .doesNotContain(old)
                .containsPattern("Java (2[5-9]|[3-9][0-9]) in /");
    }

    @Test
    void it_may_be_called_through_a_link() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("s"), LAUNCHER);

        assertThat(run(Map.of(), link, "--version").out()).startsWith("somersault 0.");
    }

    /** Looks enough like a JDK: the launcher reads the file release and starts nothing. */
    private String jdk(String name, String version) throws IOException {
        var home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        var java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home.toString();
    }

    private static Ended run(Map<String, String> environment, Path launcher, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", THIS_JDK);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }
}
