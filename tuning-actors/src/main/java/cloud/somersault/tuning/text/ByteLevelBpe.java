package cloud.somersault.tuning.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Byte-level pair encoding that is trained here: the most frequent pair of neighbouring tokens
 * becomes a token, again and again (Sennrich et al., arXiv 1508.07909), over the bytes of pieces
 * (see {@link BytePieces}), so that any text can be written. Token 0 ends an answer, 1 to 256 are
 * the bytes, then come the merges in their order.
 */
public final class ByteLevelBpe implements Tokenizer {
    private static final String END = "<|endoftext|>";

    private record Pair(int left, int right) {}

    private final List<String> tokens;
    private final Map<Pair, Integer> merges;
    private final Map<String, Integer> bytes = new HashMap<>();

    private ByteLevelBpe(List<Pair> merges) {
        tokens = new ArrayList<>(List.of(END));
        tokens.addAll(BytePieces.alphabet());
        for (int i = 1; i < tokens.size(); i++) {
            bytes.put(tokens.get(i), i);
        }
        this.merges = new HashMap<>();
        for (var pair : merges) {
            this.merges.put(pair, tokens.size());
            tokens.add(tokens.get(pair.left) + tokens.get(pair.right));
        }
    }

    /**
     * Learns merges.
     *
     * @param texts what to learn from
     * @param vocabularySize at least 257; fewer tokens come out when no pair occurs twice any more.
     *     Of pairs that are equally frequent the one with the smaller token numbers is taken
     */
    public static ByteLevelBpe train(List<String> texts, int vocabularySize) {
        var start = new ByteLevelBpe(List.of());
        var counts = new TreeMap<String, Integer>();
        for (var text : texts) {
            BytePieces.of(text).forEach(piece -> counts.merge(piece, 1, Integer::sum));
        }
        var pieces = new ArrayList<List<Integer>>();
        var times = new ArrayList<Integer>();
        counts.forEach((piece, count) -> {
            pieces.add(start.single(piece));
            times.add(count);
        });
        var learnt = new ArrayList<Pair>();
        while (257 + learnt.size() < vocabularySize) {
            var found = mostFrequent(pieces, times);
            if (found.isEmpty()) {
                break;
            }
            var pair = found.getFirst();
            int token = 257 + learnt.size();
            learnt.add(pair);
            pieces.forEach(piece -> merge(piece, pair, token));
        }
        return new ByteLevelBpe(learnt);
    }

    @Override
    public int[] encode(String text) {
        var encoded = new ArrayList<Integer>();
        for (var piece : BytePieces.of(text)) {
            var parts = single(piece);
            while (true) {
                int best = Integer.MAX_VALUE;
                for (int i = 0; i + 1 < parts.size(); i++) {
                    var pair = new Pair(parts.get(i), parts.get(i + 1));
                    best = Math.min(best, merges.getOrDefault(pair, Integer.MAX_VALUE));
                }
                if (best == Integer.MAX_VALUE) {
                    break;
                }
                mergeInto(parts, best);
            }
            encoded.addAll(parts);
        }
        return encoded.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String decode(int[] encoded) {
        var visible = new StringBuilder();
        for (int token : encoded) {
            if (token > 0) {
                visible.append(tokens.get(token));
            }
        }
        return BytePieces.text(visible.toString());
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public int endToken() {
        return 0;
    }

    /** Writes a {@code tokenizer.json} that other tools read as well. */
    @Override
    public void save(Path folder) throws IOException {
        var json = new ObjectMapper().createObjectNode().put("version", "1.0");
        json.putNull("truncation");
        json.putNull("padding");
        json.putArray("added_tokens")
                .addObject()
                .put("id", 0)
                .put("content", END)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
        json.putNull("normalizer");
        var steps =
                json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        var split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", BytePieces.SPLIT);
        split.put("behavior", "Isolated").put("invert", false);
        steps.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
        json.putNull("post_processor");
        json.putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
        var model = json.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false);
        var vocabulary = model.putObject("vocab");
        for (int i = 0; i < tokens.size(); i++) {
            vocabulary.put(tokens.get(i), i);
        }
        var pairs = model.putArray("merges");
        merges.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .forEach(pair -> pairs.add(tokens.get(pair.left) + " " + tokens.get(pair.right)));
        new ObjectMapper().writeValue(folder.resolve(TokenizerFile.FILE).toFile(), json);
    }

    private List<Integer> single(String piece) {
        var parts = new ArrayList<Integer>();
        for (int i = 0; i < piece.length(); i++) {
            parts.add(bytes.getOrDefault(piece.substring(i, i + 1), 0));
        }
        return parts;
    }

    /** Merges every pair that makes this token, from the left. */
    private void mergeInto(List<Integer> parts, int token) {
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (merges.getOrDefault(new Pair(parts.get(i), parts.get(i + 1)), -1) == token) {
                parts.set(i, token);
                parts.remove(i + 1);
            }
        }
    }

    private static void merge(List<Integer> parts, Pair pair, int token) {
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (parts.get(i) == pair.left && parts.get(i + 1) == pair.right) {
                parts.set(i, token);
                parts.remove(i + 1);
            }
        }
    }

    /** The pair to merge next, or nothing. */
    private static List<Pair> mostFrequent(List<List<Integer>> pieces, List<Integer> times) {
        var counts = new HashMap<Pair, Integer>();
        for (int p = 0; p < pieces.size(); p++) {
            var parts = pieces.get(p);
            for (int i = 0; i + 1 < parts.size(); i++) {
                counts.merge(new Pair(parts.get(i), parts.get(i + 1)), times.get(p), Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .min(
                        Map.Entry.<Pair, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(entry -> entry.getKey().left)
                                .thenComparing(entry -> entry.getKey().right))
                .map(Map.Entry::getKey)
                .stream()
                .toList();
    }
}
