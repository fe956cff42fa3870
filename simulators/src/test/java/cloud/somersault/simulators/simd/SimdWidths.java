package cloud.somersault.simulators.simd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a program of the tests once with each width of vectors, in processes of its own, since a
 * process decides its width at its start. What it prints has to be the same.
 */
public final class SimdWidths {
    private static final List<String> WIDTHS = List.of("scalar", "256", "512");

    private SimdWidths() {}

    /** What the main method of a class prints, by width. */
    public static Map<String, String> outputs(Class<?> program, String... arguments) {
        var outputs = new TreeMap<String, String>();
        for (var width : WIDTHS) {
            outputs.put(width, output(width, program, arguments));
        }
        return outputs;
    }

    private static String output(String width, Class<?> program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("-Dsomersault.simd=" + width));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || output.isBlank()) {
                throw new AssertionError(program + " failed with " + width + ": " + output);
            }
            return output;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
