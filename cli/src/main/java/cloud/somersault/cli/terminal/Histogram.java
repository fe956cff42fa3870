package cloud.somersault.cli.terminal;

import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.JobResult.CircuitResult;
import cloud.somersault.client.JobResult.Register;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Counts as bars of text, the most frequent first; what does not fit is summed in the last line.
 */
public final class Histogram {
    private static final int LABEL_MAX = 40;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private Histogram() {}

    /**
     * @param outcomesMax how many bars at most
     * @return lines, the first of which names the registers
     */
    public static List<String> lines(Terminal terminal, CircuitResult result, int outcomesMax) {
        var sorted =
                result.counts().entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .toList();
        var lines = new ArrayList<String>();
        var shown = sorted.subList(0, Math.min(outcomesMax, sorted.size()));
        var labels =
                shown.stream().map(entry -> label(entry.getKey(), result.registers())).toList();
        int label = labels.stream().mapToInt(String::length).max().orElse(0);
        label = Math.max(label, heading(result.registers()).length());
        int number = Long.toString(result.shots()).length();
        int bar = Math.clamp(terminal.width() - label - number - 14L, 10, 60);
        long most = shown.isEmpty() ? 1 : shown.getFirst().getValue();

        lines.add(terminal.styled(Style.FAINT, heading(result.registers())));
        for (int i = 0; i < shown.size(); i++) {
            long count = shown.get(i).getValue();
            var drawn = bar((double) count / most, bar);
            lines.add(
                    pad(labels.get(i), label)
                            + "  "
                            + terminal.styled(Style.COOL, drawn)
                            + " ".repeat(bar - drawn.length())
                            + "  %6.4f  %s"
                                    .formatted(
                                            (double) count / result.shots(),
                                            padLeft(Long.toString(count), number)));
        }
        if (sorted.size() > shown.size()) {
            var rest = sorted.subList(shown.size(), sorted.size());
            long count = rest.stream().mapToLong(Map.Entry::getValue).sum();
            var words = "and %d more outcomes".formatted(rest.size());
            lines.add(
                    pad(words, label + 2 + bar)
                            + "  %6.4f  %s"
                                    .formatted(
                                            (double) count / result.shots(),
                                            padLeft(Long.toString(count), number)));
        }
        return lines;
    }

    /** A bar of this share of the width, to an eighth of a character. */
    static String bar(double share, int width) {
        int eighths = (int) Math.round(share * width * 8);
        var whole = "█".repeat(eighths / 8);
        if (eighths % 8 != 0) {
            return whole + EIGHTHS.charAt(eighths % 8);
        }
        return eighths == 0 && share > 0 ? "▏" : whole;
    }

    /** The registers' names above their bits, the last register first, as in a bitstring. */
    private static String heading(List<Register> registers) {
        return String.join(" ", registers.reversed().stream().map(Register::name).toList());
    }

    /** A bitstring with a space between registers, shortened when it is long. */
    static String label(String bitstring, List<Register> registers) {
        var spaced = new StringBuilder();
        for (var register : registers.reversed()) {
            int end = bitstring.length() - register.offset();
            int start = end - register.size();
            if (start < 0 || end > bitstring.length()) {
                return shortened(bitstring);
            }
            spaced.append(spaced.isEmpty() ? "" : " ").append(shortened(bitstring, start, end));
        }
        return spaced.isEmpty() ? shortened(bitstring) : shortened(spaced.toString());
    }

    private static String shortened(String bitstring, int start, int end) {
        var bits = bitstring.substring(start, end);
        boolean same = bits.chars().distinct().count() == 1;
        return bits.length() > LABEL_MAX && same
                ? bits.charAt(0) + "..." + bits.charAt(0) + " (" + bits.length() + " times)"
                : bits;
    }

    private static String shortened(String text) {
        int half = LABEL_MAX / 2 - 2;
        return text.length() <= LABEL_MAX
                ? text
                : text.substring(0, half) + "..." + text.substring(text.length() - half);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
