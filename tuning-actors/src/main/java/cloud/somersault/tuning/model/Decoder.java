package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.Sequences;
import cloud.somersault.tuning.tensor.SeededDraws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Lets a network write: many prompts at once, one token each in a step. */
public final class Decoder {
    private final Qwen2Network network;

    /** A decoder of this network, with its adapters as they are at each call. */
    public Decoder(Qwen2Network network) {
        this.network = network;
    }

    /**
     * Continues prompts.
     *
     * @param prompts tokens, at least one each
     * @param tokensMax how many are written at most after each prompt
     * @param stop which tokens end a text; such a token is not part of it
     * @return what follows each prompt
     */
    public List<int[]> write(
            List<int[]> prompts, int tokensMax, IntPredicate stop, Sampling sampling) {
        if (prompts.isEmpty()) {
            return List.of();
        }
        int count = prompts.size();
        var lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        var sequences = Sequences.of(lengths);
        int longest = Arrays.stream(lengths).max().orElseThrow();
        var cache = new KeyValueCache(network.weights().config(), count, longest + tokensMax);
        var choice = new Choice(sampling, network.weights().config().vocabularySize());
        var all = prompts.stream().flatMapToInt(Arrays::stream).toArray();
        float[] logits = network.begin(sequences, all, cache);
        var ones = new int[count];
        Arrays.fill(ones, 1);
        var single = Sequences.of(ones);
        var written = new ArrayList<int[]>();
        var ends = new int[count];
        Arrays.fill(ends, -1);
        for (int s = 0; s < count; s++) {
            written.add(new int[tokensMax]);
        }
        var next = new int[count];
        int open = count;
        for (int t = 0; t < tokensMax && open > 0; t++) {
            for (int s = 0; s < count; s++) {
                next[s] = choice.of(logits, s);
                written.get(s)[t] = next[s];
                if (ends[s] < 0 && stop.test(next[s])) {
                    ends[s] = t;
                    open--;
                }
            }
            if (open > 0 && t + 1 < tokensMax) {
                logits = network.next(single, next, cache);
            }
        }
        var texts = new ArrayList<int[]>();
        for (int s = 0; s < count; s++) {
            texts.add(Arrays.copyOf(written.get(s), ends[s] < 0 ? tokensMax : ends[s]));
        }
        return texts;
    }

    /** Chooses tokens from rows of logits. */
    private static final class Choice {
        private final Sampling sampling;
        private final int words;
        private final SeededDraws draws;

        Choice(Sampling sampling, int words) {
            this.sampling = sampling;
            this.words = words;
            draws = new SeededDraws(sampling instanceof Sampling.Drawn drawn ? drawn.seed() : 0);
        }

        int of(float[] logits, int row) {
            return switch (sampling) {
                case Sampling.Greedy _ -> largest(logits, row * words);
                case Sampling.Drawn drawn -> drawn(drawn, logits, row * words);
            };
        }

        private int largest(float[] logits, int at) {
            int best = 0;
            for (int i = 1; i < words; i++) {
                if (logits[at + i] > logits[at + best]) {
                    best = i;
                }
            }
            return best;
        }

        private int drawn(Sampling.Drawn how, float[] logits, int at) {
            double most = logits[at + largest(logits, at)];
            var weights = new double[words];
            double sum = 0;
            for (int i = 0; i < words; i++) {
                weights[i] = StrictMath.exp((logits[at + i] - most) / how.temperature());
                sum += weights[i];
            }
            double part = sum * draws.uniform();
            if (how.topProbability() == 1) {
                return upTo(part, weights);
            }
            var ordered = new ArrayList<Integer>();
            for (int i = 0; i < words; i++) {
                ordered.add(i);
            }
            ordered.sort((a, b) -> Double.compare(weights[b], weights[a]));
            double kept = 0;
            int last = 0;
            while (kept < how.topProbability() * sum && last < words) {
                kept += weights[ordered.get(last++)];
            }
            double cut = part / sum * kept;
            for (int i = 0; i < last; i++) {
                cut -= weights[ordered.get(i)];
                if (cut < 0) {
                    return ordered.get(i);
                }
            }
            return ordered.get(last - 1);
        }

        private int upTo(double part, double[] weights) {
            double rest = part;
            for (int i = 0; i < words; i++) {
                rest -= weights[i];
                if (rest < 0) {
                    return i;
                }
            }
            return words - 1;
        }
    }
}
