package cloud.somersault.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Small language models, made by the command that users have, as a process of its own. */
final class BaseModels {
    private static final int WITHIN_SECONDS = 240;

    private BaseModels() {}

    /**
     * A model that has learnt a little.
     *
     * @return its folder, inside of this one
     */
    static Path pretrained(Path folder, int steps) throws Exception {
        var model = folder.resolve("model");
        var log = folder.resolve("pretrain.log");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "cloud.somersault.tuning.workshop.Main",
                                "pretrain",
                                "--steps=" + steps,
                                "--out",
                                model.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("no model within " + WITHIN_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("no model: " + Files.readString(log));
        }
        return model;
    }
}
