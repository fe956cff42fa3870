package cloud.somersault.simulators;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a program in processes of its own, one for each width that vectors can have. The width is
 * decided once a process, so this is the only way to compare them; a machine without AVX-512
 * emulates the widest.
 */
public final class SimdWidths {
    private static final List<String> WIDTHS = List.of("scalar", "256", "512");

    private SimdWidths() {}

    /** What the main method of a class prints, by width. */
    public static Map<String, String> outputs(Class<?> program, String... arguments) {
        var outputs = new TreeMap<String, String>();
        for (var width : WIDTHS) {
            outputs.put(width, output(program, width, List.of(arguments)));
        }
        return outputs;
    }

    private static String output(Class<?> program, String width, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dsomersault.simd=" + width,
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName()));
        command.addAll(arguments);
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("no process: " + command, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
