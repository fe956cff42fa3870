package cloud.somersault.tuning.workshop;

import cloud.somersault.tuning.refusal.TuningException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Runs one of the workshop's commands. */
public final class Main {
    private static final int WRONG_USAGE = 2;

    private static final String HELP =
            """
            Usage: ./somersault tune pretrain --out DIR [--steps N] [--batch N] [--rate R] [--seed N]
                   ./somersault tune problems --out FILE [--task own|shifted] [--count N] [--seed N]
                                              [--apart FILE]
                   ./somersault tune random-model --out DIR [--shape 1.5b|small] [--steps N]

            They need no server.

              pretrain      trains a small Qwen2 model from nothing on arithmetic problems in words
                            (143 thousand parameters, minutes), and says how many problems of its
                            own task and of the shifted one it gets right; `tune start --model DIR`
                            then adapts it to the shifted task
                --steps N      default 3000; --batch N default 32; --rate R default 0.004
              problems      writes such problems as JSON lines
                --task T       own (default): what pretrain teaches; shifted: other wordings, and
                               operands that were held out
                --count N      default 512
                --apart FILE   none of those in this file, each once
              random-model  writes random weights of the exact shape of DeepSeek-R1-Distill-Qwen-1.5B
                            (1.78 billion parameters, 3.6 GB), with a character tokenizer, and takes
                            steps of LoRA and QTHA on them in turns
                --shape S      1.5b (default) or small, 143 thousand parameters
                --steps N      of each method; default 2, 0 for none\
            """;

    private Main() {}

    /** {@code COMMAND [options]}. */
    public static void main(String[] arguments) throws IOException {
        var words = Arrays.asList(arguments);
        if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
            System.out.println(HELP);
            return;
        }
        var live = System.getProperty("somersault.terminal", "").contains("err");
        var workshop = new Workshop(System.out, System.err, live, System::nanoTime);
        System.exit(run(workshop, words));
    }

    private static int run(Workshop workshop, List<String> words) throws IOException {
        var command = words.getFirst();
        try {
            workshop.run(command, words.subList(1, words.size()));
            return 0;
        } catch (Arguments.WrongException wrong) {
            System.err.println("somersault tune " + command + ": " + wrong.getMessage());
            System.err.println("  ./somersault tune " + command + " --help says what it takes.");
            return WRONG_USAGE;
        } catch (TuningException refused) {
            System.err.println("somersault tune " + command + ": " + refused.getMessage());
            return 1;
        }
    }
}
