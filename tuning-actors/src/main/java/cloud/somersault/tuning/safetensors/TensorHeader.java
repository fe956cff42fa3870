package cloud.somersault.tuning.safetensors;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.tensor.NumberFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a file, checked: every tensor's bytes are as many as its shape and format say, lie
 * in the file, and the tensors follow one another without gap or overlap, as the format demands.
 *
 * @param metadata the free text under {@code __metadata__}
 * @param tensors by name; tensors in formats that no layer can use are left out
 * @param skipped the names of those, with their formats
 */
record TensorHeader(
        Map<String, String> metadata, Map<String, Located> tensors, Map<String, String> skipped) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final String METADATA = "__metadata__";

    /** What the format allows besides F32, F16 and BF16, with bytes for each number. */
    private static final Map<String, Integer> OTHERS =
            Map.ofEntries(
                    Map.entry("BOOL", 1),
                    Map.entry("U8", 1),
                    Map.entry("I8", 1),
                    Map.entry("F8_E4M3", 1),
                    Map.entry("F8_E5M2", 1),
                    Map.entry("I16", 2),
                    Map.entry("U16", 2),
                    Map.entry("I32", 4),
                    Map.entry("U32", 4),
                    Map.entry("I64", 8),
                    Map.entry("U64", 8),
                    Map.entry("F64", 8));

    /** A tensor and where its first byte is, counted from the end of the header. */
    record Located(TensorEntry entry, long begin) {}

    private record Span(String name, long begin, long end) {}

    /**
     * Reads a header.
     *
     * @param file for messages
     * @param bytes how many follow the header
     */
    static TensorHeader read(String file, byte[] text, long bytes) {
        var tensors = new LinkedHashMap<String, Located>();
        var skipped = new LinkedHashMap<String, String>();
        var metadata = new LinkedHashMap<String, String>();
        var spans = new ArrayList<Span>();
        for (var field : tree(file, text).properties()) {
            var name = field.getKey();
            var node = field.getValue();
            if (name.equals(METADATA)) {
                node.properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
                continue;
            }
            var shape = shape(file, name, node.path("shape"));
            var offsets = node.path("data_offsets");
            if (!offsets.isArray() || offsets.size() != 2) {
                throw broken(file, name + ".data_offsets is not a pair of numbers");
            }
            var span =
                    new Span(
                            name,
                            natural(file, name, offsets.get(0)),
                            natural(file, name, offsets.get(1)));
            var type = node.path("dtype").asText();
            var format = NumberFormat.byName(type);
            var each = format.map(NumberFormat::bytes).orElse(OTHERS.getOrDefault(type, 0));
            if (each == 0) {
                throw broken(file, name + " has the unknown dtype '" + type + "'");
            }
            checkLength(file, span, shape, each);
            spans.add(span);
            if (format.isPresent() && shape.stream().allMatch(length -> length > 0)) {
                var entry = new TensorEntry(name, format.get(), shape);
                tensors.put(name, new Located(entry, span.begin));
            } else {
                skipped.put(name, type + " " + shape);
            }
        }
        checkSpans(file, spans, bytes);
        return new TensorHeader(metadata, tensors, skipped);
    }

    private static JsonNode tree(String file, byte[] text) {
        try {
            var tree = JSON.readTree(text);
            if (tree == null || !tree.isObject()) {
                throw broken(file, "the header is not a JSON object");
            }
            return tree;
        } catch (JsonProcessingException bad) {
            throw broken(file, "the header is not JSON: " + bad.getOriginalMessage());
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static List<Integer> shape(String file, String name, JsonNode node) {
        if (!node.isArray()) {
            throw broken(file, name + ".shape is not a list");
        }
        var shape = new ArrayList<Integer>();
        for (var length : node) {
            long value = natural(file, name, length);
            if (value > Integer.MAX_VALUE) {
                throw broken(file, name + " has an axis of length " + value);
            }
            shape.add((int) value);
        }
        return shape;
    }

    private static long natural(String file, String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw broken(file, name + " has '" + node + "' where a natural number belongs");
        }
        return node.longValue();
    }

    private static void checkLength(String file, Span span, List<Integer> shape, int each) {
        try {
            long expected = each;
            for (int length : shape) {
                expected = Math.multiplyExact(expected, length);
            }
            if (span.end - span.begin != expected) {
                throw broken(
                        file,
                        "%s has the shape %s, which takes %d bytes, but data_offsets of %d bytes"
                                .formatted(span.name, shape, expected, span.end - span.begin));
            }
        } catch (ArithmeticException tooLarge) {
            throw new TuningException(
                    Code.WEIGHTS_FILE,
                    file + ": " + span.name + " has the shape " + shape,
                    tooLarge);
        }
    }

    private static void checkSpans(String file, List<Span> spans, long bytes) {
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        long end = 0;
        var before = "the header";
        for (var span : spans) {
            if (span.begin < end) {
                throw broken(
                        file, "the data_offsets of %s and %s overlap".formatted(before, span.name));
            }
            if (span.begin > end) {
                throw broken(
                        file,
                        "there are %d bytes between %s and %s that belong to nothing"
                                .formatted(span.begin - end, before, span.name));
            }
            end = span.end;
            before = span.name;
        }
        if (end != bytes) {
            throw broken(
                    file,
                    "the tensors take %d bytes, but %d follow the header (%s)"
                            .formatted(
                                    end, bytes, end > bytes ? "the file is cut off" : "too many"));
        }
    }

    static TuningException broken(String file, String message) {
        return new TuningException(Code.WEIGHTS_FILE, file + ": " + message);
    }
}
