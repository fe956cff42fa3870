package cloud.somersault.tuning.train;

import cloud.somersault.tuning.model.Decoder;
import cloud.somersault.tuning.model.Loss;
import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.model.Sampling;
import cloud.somersault.tuning.model.TokenBatch;
import cloud.somersault.tuning.text.Example;
import cloud.somersault.tuning.text.Tokenizer;
import java.util.List;

/** What a network has learnt. */
public final class Evaluation {
    private static final int TOGETHER = 64;
    private final Qwen2Network network;
    private final Tokenizer tokenizer;

    /** Asks this network. */
    public Evaluation(Qwen2Network network, Tokenizer tokenizer) {
        this.network = network;
        this.tokenizer = tokenizer;
    }

    /** The loss over the answers. */
    public Loss loss(List<Example> examples, int lengthMax) {
        var loss = new Loss(0, 0);
        for (int i = 0; i < examples.size(); i += TOGETHER) {
            var some = examples.subList(i, Math.min(examples.size(), i + TOGETHER));
            loss =
                    loss.plus(
                            network.loss(
                                    TokenBatch.of(
                                            some.stream()
                                                    .map(one -> one.tokens(tokenizer, lengthMax))
                                                    .toList())));
        }
        return loss;
    }

    /**
     * Strict accuracy: the part of the examples after whose prompt the network, choosing greedily,
     * writes exactly the answer and ends.
     */
    public double accuracy(List<Example> examples) {
        int right = 0;
        for (int i = 0; i < examples.size(); i += TOGETHER) {
            var some = examples.subList(i, Math.min(examples.size(), i + TOGETHER));
            int longest =
                    some.stream()
                            .mapToInt(one -> tokenizer.encode(one.answer()).length)
                            .max()
                            .orElse(0);
            var texts =
                    new Decoder(network)
                            .write(
                                    some.stream()
                                            .map(one -> tokenizer.encode(one.prompt()))
                                            .toList(),
                                    longest + 1,
                                    token -> token == tokenizer.endToken(),
                                    new Sampling.Greedy());
            for (int j = 0; j < some.size(); j++) {
                if (tokenizer.decode(texts.get(j)).equals(some.get(j).answer())) {
                    right++;
                }
            }
        }
        return (double) right / examples.size();
    }
}
