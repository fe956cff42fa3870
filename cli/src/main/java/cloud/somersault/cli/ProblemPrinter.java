package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Problem;
import java.util.List;

/** Prints a refusal; errors in a program the way compilers do, with the line and a caret. */
final class ProblemPrinter {
    private ProblemPrinter() {}

    /**
     * @param files the names of the programs that were sent, in order; may be empty
     * @param consequence what did not happen
     */
    static void print(Terminal terminal, Problem problem, List<String> files, String consequence) {
        terminal.progressDone();
        var diagnostics = problem.diagnostics();
        if (diagnostics.isEmpty()) {
            terminal.note(
                    terminal.styled(Style.BAD, "error")
                            + ": "
                            + problem.detail()
                            + problem.field().map(field -> " (field " + field + ")").orElse("")
                            + terminal.styled(Style.FAINT, " [" + problem.code() + "]"));
            problem.hint().ifPresent(hint -> wrapped(terminal, "  hint: ", hint));
            return;
        }
        for (var diagnostic : diagnostics) {
            print(terminal, diagnostic, fileOf(diagnostic, files));
        }
        terminal.note(
                diagnostics.size() == 1
                        ? "1 error; " + consequence + "."
                        : diagnostics.size() + " errors; " + consequence + ".");
    }

    private static String fileOf(Problem.Diagnostic diagnostic, List<String> files) {
        return diagnostic.program() < files.size()
                ? files.get(diagnostic.program())
                : "program " + diagnostic.program();
    }

    private static void print(Terminal terminal, Problem.Diagnostic diagnostic, String file) {
        terminal.note(
                terminal.styled(
                                Style.STRONG,
                                file + ":" + diagnostic.line() + ":" + diagnostic.column() + ":")
                        + " "
                        + terminal.styled(Style.BAD, "error")
                        + ": "
                        + diagnostic.message()
                        + terminal.styled(Style.FAINT, " [" + diagnostic.code() + "]"));
        if (!diagnostic.sourceLine().isBlank()) {
            var number = "%5d".formatted(diagnostic.line());
            terminal.note(number + " | " + diagnostic.sourceLine());
            terminal.note(
                    "      | "
                            + upToCaret(diagnostic.sourceLine(), diagnostic.column())
                            + terminal.styled(Style.BAD, "^"));
        }
        diagnostic.hint().ifPresent(hint -> wrapped(terminal, "      = hint: ", hint));
    }

    /** White space as wide as the line up to the column; tabs stay tabs. */
    private static String upToCaret(String line, int column) {
        return line.substring(0, Math.clamp(column - 1L, 0, line.length()))
                .replaceAll("[^\t]", " ");
    }

    /** Breaks a long text at spaces; every line but the first is indented like its beginning. */
    private static void wrapped(Terminal terminal, String beginning, String text) {
        var line = new StringBuilder(beginning);
        int empty = beginning.length();
        for (var word : text.split(" ")) {
            if (line.length() > empty && line.length() + word.length() >= terminal.width()) {
                terminal.note(line.toString().stripTrailing());
                line.setLength(0);
                line.append(" ".repeat(empty));
            }
            line.append(word).append(' ');
        }
        terminal.note(line.toString().stripTrailing());
    }
}
