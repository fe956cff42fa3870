package cloud.somersault.cli.terminal;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where results (out) and everything else (err) are printed, and how wide and colourful.
 *
 * @param out results
 * @param err progress, errors
 * @param colours whether escape sequences are understood and wanted
 * @param live whether a line may be overwritten in place
 * @param width in characters
 */
public record Terminal(PrintStream out, PrintStream err, boolean colours, boolean live, int width) {

    /** How a piece of text is meant. */
    public enum Style {
        STRONG("1"),
        FAINT("2"),
        GOOD("32"),
        BAD("31"),
        WARM("33"),
        COOL("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /**
     * By what the launcher saw: {@code somersault.terminal} names the streams that are terminals.
     */
    public static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
        var terminals = System.getProperty("somersault.terminal", "");
        boolean plain =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                out,
                err,
                terminals.contains("out") && !plain,
                terminals.contains("err") && !plain,
                width(environment));
    }

    private static int width(Map<String, String> environment) {
        try {
            int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
            return Math.clamp(columns, 60, 140);
        } catch (NumberFormatException unknown) {
            return 80;
        }
    }

    /** The text in this style, or as it is where colours are not wanted. */
    public String styled(Style style, String text) {
        return colours && !text.isEmpty() ? "\033[" + style.code + "m" + text + "\033[0m" : text;
    }

    /** A line of the result. */
    public void say(String line) {
        out.println(line);
    }

    /** A line that is not part of the result. */
    public void note(String line) {
        err.println(line);
    }

    /** Shows where things stand; the next call overwrites it. Only on a terminal. */
    public void progress(String line) {
        if (live) {
            err.print("\r\033[K" + line);
            err.flush();
        }
    }

    /** Removes what {@link #progress} showed. */
    public void progressDone() {
        progress("");
    }
}
