package cloud.somersault.tuning.bench;

import cloud.somersault.tuning.workshop.LargeModel;
import java.io.IOException;
import java.nio.file.Path;

/** Steps on 1.78 billion parameters, LoRA and QTHA in turns: {@link LargeModel}. */
public final class StepBenchmark {
    private static final int STEPS = 6;

    private StepBenchmark() {}

    /** {@code FOLDER [STEPS]}: the model is written there (3.6 GB) if it isn't. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1) {
            System.err.println(
                    "FOLDER [STEPS]: where the random model of 3.6 GB lies or is to be written");
            System.exit(2);
        }
        var model = new LargeModel(Path.of(arguments[0]), LargeModel.Shape.BILLION);
        if (!model.exists()) {
            long begin_ns = System.nanoTime();
            model.write(_ -> {});
            System.out.printf("written in %.1f s%n", (System.nanoTime() - begin_ns) * 1e-9);
        }
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : STEPS;
        model.steps(steps, System::nanoTime, System.out::println);
    }
}
