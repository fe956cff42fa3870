package cloud.somersault.simulators.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Another simulator: a program called {@code ROW.NAME}, such as {@code W1-24-f32-1.qsim}, that does
 * the row's work and prints one line {@code seconds=WALL cpu=CPU check=FIGURE,FIGURE,...}, the
 * seconds of one piece of work.
 */
record Peer(String name, Path program) {
    private static final Pattern LINE =
            Pattern.compile("seconds=(\\S+)(?:\\s+cpu=(\\S+))?\\s+check=(\\S*)");

    /** One measurement of a peer. */
    record Figures(double wallSeconds, double cpuSeconds, double[] check) {}

    /** The programs for a row in a folder, by name. */
    static List<Peer> in(Path folder, Row row) {
        var prefix = row.id() + ".";
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(Files::isExecutable)
                    .sorted()
                    .map(file ->
                            new Peer(
                                    file.getFileName().toString().substring(prefix.length()), file))
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("no folder of peers: " + folder, e);
        }
    }

    Figures run() {
        try {
            var process =
                    new ProcessBuilder(program.toAbsolutePath().toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            var line = LINE.matcher(text);
            if (status != 0 || !line.find()) {
                throw new IllegalStateException(
                        program + " ended with " + status + " and said: " + text);
            }
            double wall = Double.parseDouble(line.group(1));
            double cpu = line.group(2) == null ? wall : Double.parseDouble(line.group(2));
            double[] check =
                    Arrays.stream(line.group(3).split(","))
                            .filter(figure -> !figure.isEmpty())
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            return new Figures(wall, cpu, check);
        } catch (IOException e) {
            throw new IllegalStateException(program + " can't be started", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while " + program + " ran", e);
        }
    }
}
